"""Answers /commonthread schedules, its buttons and its form, for facilitators."""

from dataclasses import dataclass
from datetime import time

from bot.cards import Answer, Ask, Invalid, Say
from bot.community.caller import ensure_person
from bot.community.checks import NO_COMMUNITY, Refused, kindly, must_facilitate, the_community
from bot.community.models import Community
from bot.events import ButtonPressed, CommandGiven, FormSubmitted
from bot.router import Router, Turn
from bot.schedules.calendar import UnsafeTime, Weekday
from bot.schedules.timetable import cards
from bot.schedules.timetable.changing import Wish, change
from bot.schedules.timetable.listing import entries
from bot.schedules.timetable.reading import history, plans_of
from bot.schedules.timetable.rules import CHOSEN, PAGE, Usual, time_typed
from bot.words import number_in

MOST = 20
CHOOSE = "Choose one."
UNKNOWN_TIME = "Give a time like 09:00."
UNSAFE = (
    "Choose another time: times from 01:00 to 01:59 come twice, or not at all, when the clocks"
    " change."
)


@dataclass(frozen=True, slots=True)
class Timetable:
    """The handlers; `usual` is when things are done where nobody chose."""

    usual: Usual

    def typed(self, turn: Turn, given: CommandGiven) -> Answer:
        """List what is scheduled for the community the caller speaks of."""
        community = the_community(turn.unit, turn.caller)
        must_facilitate(turn.caller, community.id)
        return self._list(turn, community)

    def ask(self, turn: Turn, pressed: ButtonPressed) -> Answer:
        """Ask when the page or the note is to be drafted."""
        name, community = _named(turn, pressed.value)
        every = plans_of(turn.unit.session, community.id, self.usual, turn.now)
        return Ask(cards.change_form(next(plan for plan in every if plan.name == name)))

    def save(self, turn: Turn, given: FormSubmitted) -> Answer:
        """Save when it is to be drafted, and show what is scheduled now."""
        name, community = _named(turn, given.context)
        wish = _wish(name, given)
        if isinstance(wish, Invalid):
            return wish
        by = ensure_person(turn.unit, turn.caller.who)
        change(turn.unit, community, name, wish, self.usual, by, turn.now)
        return self._list(turn, community)

    def earlier(self, turn: Turn, pressed: ButtonPressed) -> Answer:
        """Show how the latest runs went."""
        community = _community(turn, pressed.value)
        runs = history(turn.unit.session, community.id, MOST)
        return Say(cards.history_card(community.name, runs, self.usual.working.zone))

    def _list(self, turn: Turn, community: Community) -> Answer:
        found = entries(turn.unit.session, community.id, self.usual, turn.now)
        lines = [entry.line(self.usual) for entry in found]
        zone = str(self.usual.working.zone)
        return Say(cards.schedules_card(community.id, community.name, zone, lines))


def _wish(name: str, given: FormSubmitted) -> Wish | Invalid:
    """Return what was filled in, or what to mend."""
    errors: dict[str, str] = {}
    if given.text(cards.WANTED) not in (cards.ON, cards.OFF):
        errors[cards.WANTED] = CHOOSE
    if name == PAGE and given.text(cards.WEEKDAY) not in tuple(map(str, Weekday)):
        errors[cards.WEEKDAY] = CHOOSE
    at = time()
    try:
        at = time_typed(given.text(cards.AT))
    except UnsafeTime:
        errors[cards.AT] = UNSAFE
    except ValueError:
        errors[cards.AT] = UNKNOWN_TIME
    if errors:
        return Invalid(errors)
    weekday = Weekday(given.text(cards.WEEKDAY)) if name == PAGE else None
    return Wish(given.text(cards.WANTED) == cards.ON, weekday, at)


def _named(turn: Turn, value: str) -> tuple[str, Community]:
    """Return which schedule of which community a button or form is about. Raises Refused."""
    name, _, number = value.partition(":")
    community = _community(turn, number)
    if name not in CHOSEN:
        raise Refused(NO_COMMUNITY)
    return name, community


def _community(turn: Turn, number: str) -> Community:
    """Return the community, which the caller must look after. Raises Refused."""
    community = turn.unit.session.get(Community, number_in(number))
    if community is None:
        raise Refused(NO_COMMUNITY)
    must_facilitate(turn.caller, community.id)
    return community


def register(router: Router, *, usual: Usual) -> None:
    """Register the word after /commonthread, the buttons and the form."""
    timetable = Timetable(usual)
    router.words["schedules"] = kindly(timetable.typed)
    router.button(cards.CHANGE, kindly(timetable.ask), reads=True)
    router.button(cards.HISTORY, kindly(timetable.earlier), reads=True)
    router.forms[cards.FORM] = kindly(timetable.save)
