"""Answers what facilitators press and fill in to curate themes; each checks who asks."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.cards import Answer, Ask, Invalid, Replace, Say, notice
from bot.community.caller import ensure_person
from bot.community.checks import Refused, kindly, must_facilitate
from bot.events import ButtonPressed, FormSubmitted
from bot.router import Router, Turn
from bot.themes import forms
from bot.themes.curation import Curation, NotPossible
from bot.themes.models import Theme, ThemeState
from bot.themes.reading import active_themes, threads_in
from bot.themes.viewing import theme_of, theme_view
from bot.words import count, number_in

NOT_ACTIVE = (
    "“{label}” is no longer active, so it can't be changed. Type /themes to see those that are."
)
NO_OTHER = "There is no other theme to merge into."
NO_THREADS = "No conversation stands in this theme, so there is nothing to move."


def theme_to_curate(turn: Turn, value: str) -> Theme:
    """Return an active theme that the caller may curate. Raises Refused."""
    theme = theme_of(turn, value)
    must_facilitate(turn.caller, theme.community_id)
    if theme.state is not ThemeState.ACTIVE:
        raise Refused(NOT_ACTIVE.format(label=theme.label))
    return theme


def curation(turn: Turn) -> Curation:
    """Return the caller's hand on the themes."""
    person = turn.caller.person or ensure_person(turn.unit, turn.caller.who)
    return Curation(turn.unit, person, turn.now)


def rename_pressed(turn: Turn, given: ButtonPressed) -> Answer:
    """Ask for the new name."""
    theme = theme_to_curate(turn, given.value)
    return Ask(forms.rename_form(theme.id, theme.label, theme.description))


def renamed(turn: Turn, given: FormSubmitted) -> Answer:
    """Rename the theme."""
    theme = theme_to_curate(turn, given.context)
    label = " ".join(given.text("label").split())
    description = " ".join(given.text("description").split())
    errors = {}
    if not label:
        errors["label"] = "Enter a name."
    if len(label) > forms.LONGEST_LABEL:
        errors["label"] = f"Use {forms.LONGEST_LABEL} characters or fewer."
    if len(description) > forms.LONGEST_DESCRIPTION:
        errors["description"] = f"Use {forms.LONGEST_DESCRIPTION} characters or fewer."
    if errors:
        return Invalid(errors)
    try:
        curation(turn).rename(theme, label, description)
    except NotPossible as error:
        return Invalid({"label": str(error)})
    return Say(notice(f"The theme is now called “{label}”. A regrouping will keep your words."))


def merge_pressed(turn: Turn, given: ButtonPressed) -> Answer:
    """Ask which theme to merge into."""
    theme = theme_to_curate(turn, given.value)
    others = _others(turn, theme)
    if not others:
        raise Refused(NO_OTHER)
    return Ask(forms.merge_form(theme.id, theme.label, others))


def merged(turn: Turn, given: FormSubmitted) -> Answer:
    """Merge the theme into the one chosen."""
    theme = theme_to_curate(turn, given.context)
    if not given.text("into").isdecimal():
        return Invalid({"into": "Choose a theme."})
    into = theme_to_curate(turn, given.text("into"))
    try:
        curation(turn).merge(theme, into)
    except NotPossible as error:
        return Invalid({"into": str(error)})
    said = f"“{theme.label}” is now part of “{into.label}”. To undo this, open “{into.label}”."
    return Say(notice(said))


def move_pressed(turn: Turn, given: ButtonPressed) -> Answer:
    """Ask which conversations to move, and where to."""
    theme = theme_to_curate(turn, given.value)
    threads = threads_in(turn.unit.session, theme.id, forms.MOST_THREADS)
    if not threads:
        raise Refused(NO_THREADS)
    choices = [forms.Choice(one.id, one.text, one.posted_at.date()) for one in threads]
    return Ask(forms.move_form(theme.id, theme.label, choices, _others(turn, theme)))


def moved(turn: Turn, given: FormSubmitted) -> Answer:
    """Move the conversations chosen to another theme, a new one or none."""
    theme = theme_to_curate(turn, given.context)
    threads = [number_in(one) for one in given.chosen("threads") if number_in(one)]
    label = " ".join(given.text("label").split())
    errors = _move_errors(threads, given.text("to"), label)
    if errors:
        return Invalid(errors)
    try:
        return Say(notice(_move(turn, theme, threads, given.text("to"), label)))
    except NotPossible as error:
        return Invalid({"label" if given.text("to") == forms.TO_NEW else "threads": str(error)})


def _move_errors(threads: list[int], to: str, label: str) -> dict[str, str]:
    errors = {}
    if not threads:
        errors["threads"] = "Choose at least one conversation."
    if to not in (forms.TO_NEW, forms.TO_NONE) and not to.isdecimal():
        errors["to"] = "Choose where they go."
    if to == forms.TO_NEW and not label:
        errors["label"] = "Enter a name for the new theme."
    if len(label) > forms.LONGEST_LABEL:
        errors["label"] = f"Use {forms.LONGEST_LABEL} characters or fewer."
    return errors


def _move(turn: Turn, theme: Theme, threads: list[int], to: str, label: str) -> str:
    """Move, and say so. Raises NotPossible or Refused before anything is changed."""
    if to == forms.TO_NEW:
        new = curation(turn).split(theme, threads, label)
        return f"{count(len(threads), 'conversation')} moved to the new theme “{new.label}”."
    target = None if to == forms.TO_NONE else theme_to_curate(turn, to)
    moved = curation(turn).move(theme, threads, target)
    where = f"“{target.label}”" if target else "no theme"
    return f"{count(moved, 'conversation')} moved to {where}."


def _others(turn: Turn, theme: Theme) -> list[forms.Choice]:
    themes = active_themes(turn.unit.session, theme.community_id).values()
    others = sorted((one for one in themes if one.id != theme.id), key=lambda one: one.label)
    return [forms.Choice(one.id, one.label) for one in others[: forms.MOST_THEMES]]


@dataclass(frozen=True, slots=True)
class Pressed:
    """Buttons that change a theme at once, and show it anew in their card's place."""

    zone: ZoneInfo

    def pin(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Pin or unpin, as the button says."""
        value, _, wanted = given.value.partition(" ")
        theme = theme_to_curate(turn, value)
        curation(turn).pin(theme, wanted == "on")
        note = "Pinned: it stays even when it falls silent." if theme.pinned else "Unpinned."
        return Replace(theme_view(turn, theme, self.zone, note))

    def unmerge(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Take back a merge."""
        theme = theme_of(turn, given.value)
        must_facilitate(turn.caller, theme.community_id)
        try:
            back = curation(turn).unmerge(theme)
        except NotPossible as error:
            raise Refused(str(error)) from None
        note = f"The merge is undone: {count(back, 'conversation')} came back."
        return Replace(theme_view(turn, theme, self.zone, note))


def register(router: Router, *, zone: ZoneInfo) -> None:
    """Register what facilitators press and fill in."""
    pressed = Pressed(zone)
    router.button("theme_rename", kindly(rename_pressed), reads=True)
    router.button("theme_merge", kindly(merge_pressed), reads=True)
    router.button("theme_move", kindly(move_pressed), reads=True)
    router.button("theme_pin", kindly(pressed.pin))
    router.button("theme_unmerge", kindly(pressed.unmerge))
    router.forms["theme_rename"] = kindly(renamed)
    router.forms["theme_merge"] = kindly(merged)
    router.forms["theme_move"] = kindly(moved)
