"""Answers a facilitator who helps to sort; each answer checks who asks, and shows the next."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.capture.models import Contribution
from bot.cards import Answer, Ask, Button, Card, Invalid, Replace, Say
from bot.community.checks import Refused, kindly, must_facilitate
from bot.events import ButtonPressed, FormSubmitted
from bot.router import Router, Turn
from bot.themes.curating import curation
from bot.themes.curation import NotPossible
from bot.themes.forms import LONGEST_DESCRIPTION, LONGEST_LABEL, MOST_THEMES, TO_NEW
from bot.themes.models import Theme, ThemeAsk
from bot.themes.reading import active_themes
from bot.themes.sorting import cards
from bot.themes.sorting.deciding import SKIPPED, Sorting
from bot.themes.sorting.service import next_question, still_holds, themes_of
from bot.words import number_in

STALE = "That question is over: the themes were grouped again since. Type /themes to go on."
SETTLED = "That one is settled already."


@dataclass(frozen=True, slots=True)
class Helping:
    """The handlers; days are told in the zone."""

    zone: ZoneInfo

    def next(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Show the first question."""
        community_id = number_in(given.value)
        must_facilitate(turn.caller, community_id)
        return Say(self._card(turn, community_id, ""))

    def place(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Put the conversation in the theme of the button."""
        ask_id, _, theme_id = given.value.partition(" ")
        ask = asked(turn, ask_id)
        theme = turn.unit.session.get(Theme, number_in(theme_id))
        if not still_holds(turn.unit.session, ask) or theme not in themes_of(
            turn.unit.session, ask
        ):
            return self._settled(turn, ask)
        sorting(turn).place(ask, theme)
        return self._go_on(turn, ask, f"Put in “{theme.label}”.")

    def leave_out(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Leave the conversation in no theme."""
        ask = asked(turn, given.value)
        if not still_holds(turn.unit.session, ask):
            return self._settled(turn, ask)
        sorting(turn).leave_out(ask)
        return self._go_on(turn, ask, "It belongs to no theme now.")

    def agree(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Keep the machine's name."""
        ask = asked(turn, given.value)
        if not still_holds(turn.unit.session, ask):
            return self._settled(turn, ask)
        theme = themes_of(turn.unit.session, ask)[0]
        sorting(turn).agree(ask, theme)
        note = f"“{theme.label}” keeps its name."
        return Replace(self._card(turn, ask.community_id, note))

    def dissolve(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Take a group apart that is not a theme."""
        ask = asked(turn, given.value)
        if not still_holds(turn.unit.session, ask):
            return self._settled(turn, ask)
        theme = themes_of(turn.unit.session, ask)[0]
        sorting(turn).dissolve(ask, theme)
        return self._go_on(turn, ask, f"“{theme.label}” is not a theme any more.")

    def skip(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Leave this question."""
        ask = asked(turn, given.value)
        if ask.answer is None:
            sorting(turn).skip(ask)
        return Replace(self._card(turn, ask.community_id, ""))

    def undo(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Take the last answer back, and ask again."""
        ask = asked(turn, given.value)
        person = turn.caller.person
        if ask.answer in (None, SKIPPED) or person is None or ask.answered_by_id != person.id:
            return self._settled(turn, ask)
        sorting(turn).take_back(ask)
        return Replace(self._card(turn, ask.community_id, "Taken back."))

    def elsewhere(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Ask where it belongs instead."""
        ask = asked(turn, given.value, to_answer=False)
        if not still_holds(turn.unit.session, ask):
            return self._settled(turn, ask)
        thread = turn.unit.session.get_one(Contribution, ask.contribution_id)
        return Ask(cards.elsewhere_form(ask.id, thread, _others(turn, ask)))

    def put_elsewhere(self, turn: Turn, given: FormSubmitted) -> Answer:
        """Put the conversation in another theme, a new one, or leave it to the next grouping."""
        ask = asked(turn, given.context)
        if not still_holds(turn.unit.session, ask):
            return Say(self._card(turn, ask.community_id, SETTLED))
        to, label = given.text("to"), " ".join(given.text("label").split())
        themes = {str(theme.id): theme for theme in _others(turn, ask)}
        errors = _errors(to, label, themes)
        if errors:
            return Invalid(errors)
        try:
            note = _put(turn, ask, to, label, themes)
        except NotPossible as error:
            return Invalid({"label": str(error)})
        return Say(self._card(turn, ask.community_id, note, cards.undo_button(ask.id)))

    def name(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Ask for the theme's name."""
        ask = asked(turn, given.value, to_answer=False)
        if not still_holds(turn.unit.session, ask):
            return self._settled(turn, ask)
        return Ask(cards.name_form(ask.id, themes_of(turn.unit.session, ask)[0]))

    def named(self, turn: Turn, given: FormSubmitted) -> Answer:
        """Name the theme."""
        ask = asked(turn, given.context)
        if not still_holds(turn.unit.session, ask):
            return Say(self._card(turn, ask.community_id, SETTLED))
        theme = themes_of(turn.unit.session, ask)[0]
        label = " ".join(given.text("label").split())[:LONGEST_LABEL]
        description = " ".join(given.text("description").split())[:LONGEST_DESCRIPTION]
        if not label:
            return Invalid({"label": "Enter a name."})
        try:
            if not curation(turn).rename(theme, label, description or theme.description):
                sorting(turn).agree(ask, theme)
        except NotPossible as error:
            return Invalid({"label": str(error)})
        ask.answer, ask.answered_by_id = "named", curation(turn).by.id
        return Say(self._card(turn, ask.community_id, f"The theme is called “{label}” now."))

    def _go_on(self, turn: Turn, ask: ThemeAsk, note: str) -> Answer:
        turn.unit.flush()
        return Replace(self._card(turn, ask.community_id, note, cards.undo_button(ask.id)))

    def _settled(self, turn: Turn, ask: ThemeAsk) -> Answer:
        return Replace(self._card(turn, ask.community_id, SETTLED))

    def _card(self, turn: Turn, community_id: int, note: str, undo: Button | None = None) -> Card:
        turn.unit.flush()
        question = next_question(turn.unit.session, community_id)
        if question is None:
            return cards.done_card(note, undo)
        return cards.question_card(question, self.zone, note, undo)


def asked(turn: Turn, value: str, *, to_answer: bool = True) -> ThemeAsk:
    """Return the ask that a button or form is about, for who may answer it. Raises Refused.

    To answer it, it is locked: of two who press at the same moment the second finds it settled.
    """
    ask = turn.unit.session.get(ThemeAsk, number_in(value), with_for_update=to_answer or None)
    if ask is None:
        raise Refused(STALE)
    must_facilitate(turn.caller, ask.community_id)
    return ask


def sorting(turn: Turn) -> Sorting:
    """Return the caller's hand."""
    return Sorting(curation(turn))


def _others(turn: Turn, ask: ThemeAsk) -> list[Theme]:
    shown = {theme.id for theme in themes_of(turn.unit.session, ask)}
    themes = active_themes(turn.unit.session, ask.community_id).values()
    others = sorted((one for one in themes if one.id not in shown), key=lambda one: one.label)
    return others[:MOST_THEMES]


def _errors(to: str, label: str, themes: dict[str, Theme]) -> dict[str, str]:
    errors = {}
    if to not in (cards.LATER, TO_NEW) and to not in themes:
        errors["to"] = "Choose what it is about."
    if to == TO_NEW and not label:
        errors["label"] = "Enter a name for the new theme."
    if len(label) > LONGEST_LABEL:
        errors["label"] = f"Use {LONGEST_LABEL} characters or fewer."
    return errors


def _put(turn: Turn, ask: ThemeAsk, to: str, label: str, themes: dict[str, Theme]) -> str:
    if to == TO_NEW:
        new = sorting(turn).place_in_new(ask, ask.community_id, label)
        return f"Put in the new theme “{new.label}”."
    if to == cards.LATER:
        sorting(turn).refuse(ask, themes_of(turn.unit.session, ask))
        return "It is about none of these: the next grouping looks elsewhere for it."
    sorting(turn).place(ask, themes[to])
    return f"Put in “{themes[to].label}”."


def register(router: Router, *, zone: ZoneInfo) -> None:
    """Register what is answered here."""
    helping = Helping(zone)
    router.button("sort_next", kindly(helping.next), reads=True)
    router.button("sort_elsewhere", kindly(helping.elsewhere), reads=True)
    router.button("sort_name", kindly(helping.name), reads=True)
    router.button("sort_place", kindly(helping.place))
    router.button("sort_leave_out", kindly(helping.leave_out))
    router.button("sort_agree", kindly(helping.agree))
    router.button("sort_dissolve", kindly(helping.dissolve))
    router.button("sort_skip", kindly(helping.skip))
    router.button("sort_undo", kindly(helping.undo))
    router.forms["sort_elsewhere"] = kindly(helping.put_elsewhere)
    router.forms["sort_name"] = kindly(helping.named)
