"""Answers "Ask the department": a facilitator says in their own words what the hubs ask.

What it is about comes with the button: a community ("5"), its draft summary too ("5:7"), a message
("message:12") or a theme ("theme:12"). All is read anew, and the caller must facilitate there.
"""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.capture.models import Contribution
from bot.cards import Answer, Ask, Invalid, Say, notice
from bot.community.caller import ensure_person
from bot.community.checks import Refused, kindly, must_facilitate
from bot.community.models import Community
from bot.digests.approving.editing import add_ask
from bot.digests.models import Summary, SummaryState
from bot.digests.replies import forms
from bot.digests.replies.about import PAST
from bot.digests.replies.cards import ASK_ADD
from bot.digests.replies.hearing import hear_thread
from bot.digests.replies.models import AskKind, DepartmentAsk
from bot.digests.replies.service import raise_ask
from bot.digests.replies.standing import SETTLED
from bot.digests.replies.wording import fault_in
from bot.events import ButtonPressed, FormSubmitted
from bot.router import Router, Turn
from bot.themes.curation import resolve
from bot.themes.models import Theme, ThemeMembership
from bot.themes.reading import active_themes
from bot.themes.threads import head_of
from bot.words import number_in, shorten

GONE = "That is not there any more. Open your desk to see what waits."
ASKED = "The department is asked this already. Open your desk to see where it stands."
DECIDED = "That summary was decided about already. Add this from your desk, for the next one."
ADDED = "Added. It stands in the draft, and goes to the department when that is approved."
NEXT = "Noted. It goes to the department with the next summary."
THERE = "Noted. An official has answered it in the thread already, so it counts as answered."
MOST_THEMES = 90


@dataclass(frozen=True, slots=True)
class Origin:
    """What an ask is about; of a message's theme the message tells."""

    community: Community
    summary: Summary | None = None
    message: Contribution | None = None
    theme: Theme | None = None


def ask(turn: Turn, pressed: ButtonPressed) -> Answer:
    """Ask the facilitator what to ask of the department."""
    origin = _origin(turn, pressed.value)
    session = turn.unit.session
    choices = () if origin.message or origin.theme else _choices(session, origin.community)
    return Ask(forms.ask_form(pressed.value, _about(origin), choices))


def added(turn: Turn, form: FormSubmitted) -> Answer:
    """Note the ask, and add it to the draft if it was asked from one."""
    origin = _origin(turn, form.context)
    theme = origin.theme or _chosen(turn.unit.session, origin.community, form.text(forms.THEME))
    kind = next((one for one in AskKind if one == form.text(forms.KIND)), None)
    words = " ".join(form.text(forms.WORDS).split())
    errors = _errors(turn.unit.session, origin.community, words)
    if kind is None:
        errors[forms.KIND] = "Choose what is needed."
    if errors or kind is None:
        return Invalid(errors)
    by = ensure_person(turn.unit, turn.caller.who)
    ask = raise_ask(
        turn.unit,
        origin.community,
        kind,
        words,
        by=by,
        now=turn.now,
        theme=theme,
        message=origin.message,
    )
    if origin.message is not None:
        hear_thread(turn.unit, ask)
        if ask.standing in SETTLED:
            return Say(notice(THERE))
    if origin.summary is None:
        return Say(notice(NEXT))
    drafted = add_ask(turn.unit, origin.summary, ask)
    return Say(notice(ADDED if drafted else NEXT))


def _origin(turn: Turn, value: str) -> Origin:
    """Return what a button or form is about. Raises Refused."""
    kind, _, number = value.partition(":")
    match kind:
        case "message":
            origin = _of_message(turn.unit.session, number_in(number))
        case "theme":
            origin = _of_theme(turn.unit.session, number_in(number))
        case _:
            origin = _of_community(turn, number_in(kind), number)
    if origin is None:
        raise Refused(GONE)
    must_facilitate(turn.caller, origin.community.id)
    if origin.community.programme.past:
        raise Refused(PAST)
    if origin.message is not None and _is_asked(turn.unit.session, origin.message):
        raise Refused(ASKED)
    if origin.summary is not None and origin.summary.state is not SummaryState.DRAFTED:
        raise Refused(DECIDED)
    return origin


def _of_message(session: Session, key: int) -> Origin | None:
    message = session.get(Contribution, key)
    if message is None or message.deleted_at is not None:
        return None
    placed = session.get(ThemeMembership, head_of(session, message).id)
    theme = session.get(Theme, placed.theme_id) if placed and placed.theme_id else None
    community = session.get_one(Community, message.community_id)
    return Origin(community, message=message, theme=theme)


def _of_theme(session: Session, key: int) -> Origin | None:
    theme = session.get(Theme, key)
    if theme is None:
        return None
    theme = resolve(session, theme)
    return Origin(session.get_one(Community, theme.community_id), theme=theme)


def _of_community(turn: Turn, key: int, summary: str) -> Origin | None:
    community = turn.unit.session.get(Community, key)
    if community is None or not summary:
        return Origin(community) if community else None
    draft = turn.unit.session.get(Summary, number_in(summary))
    if draft is None or draft.community_id != community.id:
        return None
    return Origin(community, summary=draft)


def _is_asked(session: Session, message: Contribution) -> bool:
    asked = select(DepartmentAsk.id).where(DepartmentAsk.contribution_id == message.id)
    return session.scalar(asked) is not None


def _about(origin: Origin) -> str:
    """Return what the ask is about as its community's facilitator may read it."""
    if origin.message is not None:
        return f"“{shorten(origin.message.text, 300)}”"
    return origin.theme.label if origin.theme else ""


def _choices(session: Session, community: Community) -> list[forms.ThemeChoice]:
    themes = sorted(active_themes(session, community.id).values(), key=lambda one: one.label)
    return [forms.ThemeChoice(one.id, one.label) for one in themes[:MOST_THEMES]]


def _chosen(session: Session, community: Community, value: str) -> Theme | None:
    return active_themes(session, community.id).get(number_in(value))


def _errors(session: Session, community: Community, words: str) -> dict[str, str]:
    if not words or len(words) > forms.LONGEST_ASK:
        return {forms.WORDS: f"Write one sentence of at most {forms.LONGEST_ASK} characters."}
    wrong = fault_in(session, community, words)
    return {forms.WORDS: wrong} if wrong else {}


def register(router: Router) -> None:
    """Register the button and the form."""
    router.button(ASK_ADD, kindly(ask), reads=True)
    router.forms[forms.ASK_FORM] = kindly(added)
