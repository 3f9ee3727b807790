"""What facilitators do to the guide: compile it, introduce and order its parts, publish it."""

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.cards import Answer, Ask, Card, Invalid, Replace, Say
from bot.community.caller import ensure_person
from bot.community.checks import Refused, kindly, must_facilitate
from bot.community.models import Community
from bot.events import ButtonPressed, FormSubmitted
from bot.lessons.guide import cards
from bot.lessons.guide.document import Guide, Reader
from bot.lessons.guide.ordering import TO, moved, order_in
from bot.lessons.guide.service import compile_guide, guide_for, part_for, publish
from bot.router import Router, Turn
from bot.words import number_in

NOT_THERE = "That part is no longer in the guide. Please type /guide again."
Contents = Callable[[Turn, Community, Reader], Card]


@dataclass(frozen=True, slots=True)
class Curating:
    """The handlers; each answers with the guide's contents as they are then."""

    zone: ZoneInfo
    contents: Contents

    def compile(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Compile a new version."""
        community = _community(turn, given.value)
        person = ensure_person(turn.unit, turn.caller.who)
        compile_guide(turn.unit, community, self.zone, person, turn.now)
        return Replace(self.contents(turn, community, Reader.NOW))

    def publish(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Let anyone read what is shared with anyone, or no longer."""
        key, _, state = given.value.partition(":")
        community = _community(turn, key)
        person = ensure_person(turn.unit, turn.caller.who)
        publish(turn.unit, community, state == "on", person, turn.now)
        return Replace(self.contents(turn, community, Reader.NOW))

    def ask_words(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Ask for an introduction."""
        community = _community(turn, given.value)
        return Ask(cards.introduction_form(community.id, cards.places_of(_guide(turn, community))))

    def write(self, turn: Turn, given: FormSubmitted) -> Answer:
        """Keep an introduction."""
        community = _community(turn, given.context)
        place = given.text("place")
        if place not in {known for known, _ in cards.places_of(_guide(turn, community))}:
            return Invalid({"place": NOT_THERE})
        said = given.text("words")
        if len(said) > cards.LONGEST_INTRODUCTION:
            return Invalid({"words": f"Use {cards.LONGEST_INTRODUCTION:,} characters or fewer."})
        person = ensure_person(turn.unit, turn.caller.who)
        where = place.removeprefix("guide").removeprefix("/")
        part_for(turn.unit, community.id, where, person, turn.now).introduction = said
        turn.unit.flush()
        return Say(self.contents(turn, community, Reader.NOW))

    def ask_order(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Ask what to move."""
        community = _community(turn, given.value)
        found = cards.movable(_guide(turn, community))
        if not found:
            raise Refused(NOT_THERE)
        return Ask(cards.order_form(community.id, found))

    def order(self, turn: Turn, given: FormSubmitted) -> Answer:
        """Move a theme or a lesson."""
        community = _community(turn, given.context)
        guide = _guide(turn, community)
        what, to = given.text("what"), given.text("to")
        if what not in {known for known, _ in cards.movable(guide)}:
            return Invalid({"what": NOT_THERE})
        if to not in TO:
            return Invalid({"to": "Choose where it should go."})
        place, _, one = what.removeprefix("guide/").rpartition("/")
        person = ensure_person(turn.unit, turn.caller.who)
        part = part_for(turn.unit, community.id, place, person, turn.now)
        part.order = moved(order_in(guide, place), int(one), to)
        turn.unit.flush()
        return Say(self.contents(turn, community, Reader.NOW))


def _community(turn: Turn, key: str) -> Community:
    """Return the community that the caller facilitates. Raises Refused."""
    community = turn.unit.session.get(Community, number_in(key))
    if community is None:
        raise Refused(NOT_THERE)
    must_facilitate(turn.caller, community.id)
    return community


def _guide(turn: Turn, community: Community) -> Guide:
    guide = guide_for(turn.unit.session, community, Reader.NOW)
    if guide is None:
        raise Refused(NOT_THERE)
    return guide


def register(router: Router, *, zone: ZoneInfo, contents: Contents) -> None:
    """Register the buttons and the forms."""
    curating = Curating(zone, contents)
    router.button(cards.COMPILE, kindly(curating.compile))
    router.button(cards.PUBLISH, kindly(curating.publish))
    router.button(cards.WRITE, kindly(curating.ask_words), reads=True)
    router.button(cards.ORDER, kindly(curating.ask_order), reads=True)
    router.forms[cards.WRITE] = kindly(curating.write)
    router.forms[cards.ORDER] = kindly(curating.order)
