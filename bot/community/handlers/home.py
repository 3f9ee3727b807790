"""Answers a person opening their own page, their own switches on it, and their open questions."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.cards import Answer, Card, Divider, Heading, Replace, Say
from bot.community.caller import ensure_person
from bot.community.cards.home import CAPTURE_ME, HELPS_ME, PAIRS_ME, home_card
from bot.community.checks import Refused
from bot.community.models import Community, Membership, Person
from bot.community.service.consent import set_capture
from bot.community.service.helping import set_helps
from bot.community.service.pairing import set_pairs
from bot.events import ButtonPressed, HomeOpened
from bot.privacy.holdings import kept_of
from bot.questions.life.cards import HOME_ELSEWHERE, HOME_NOT_NEEDED
from bot.questions.life.changing import Closed
from bot.questions.life.saying import questions_at_home, say_closed
from bot.questions.models import QuestionState
from bot.router import ButtonHandler, Router, Turn

LATEST = 10


Above = Callable[[Turn], Card | None]


def nothing(turn: Turn) -> None:
    """Put nothing above a person's own page."""


def register(router: Router, zone: ZoneInfo, above: Above) -> None:
    """Answer the page and its buttons; `above` is what some people have above their page."""
    home = Home(zone, above)
    router.home = home.open
    router.button(CAPTURE_ME, home.switch_capture)
    router.button(HELPS_ME, home.switch_helps)
    router.button(PAIRS_ME, home.switch_pairs)
    router.button(HOME_ELSEWHERE, home.closing(QuestionState.ANSWERED))
    router.button(HOME_NOT_NEEDED, home.closing(QuestionState.NO_LONGER_NEEDED))


@dataclass(frozen=True, slots=True)
class Home:
    """The handlers, with the zone that days are told in. Each shows the page as it is then."""

    zone: ZoneInfo
    above: Above

    def open(self, turn: Turn, opened: HomeOpened) -> Answer:
        """Show the page."""
        return Say(below(self.above(turn), own_page(turn, turn.caller.person, self.zone)))

    def switch_capture(self, turn: Turn, pressed: ButtonPressed) -> Answer:
        """Switch the person's own capture."""
        person = ensure_person(turn.unit, turn.caller.who)
        set_capture(turn.unit, person, pressed.value == "on", by=person, now=turn.now)
        turn.unit.flush()
        return self._again(turn, pressed, person)

    def switch_helps(self, turn: Turn, pressed: ButtonPressed) -> Answer:
        """Switch whether the person is named to those who ask."""
        person = ensure_person(turn.unit, turn.caller.who)
        set_helps(turn.unit, person, pressed.value == "on", by=person, now=turn.now)
        return self._again(turn, pressed, person)

    def switch_pairs(self, turn: Turn, pressed: ButtonPressed) -> Answer:
        """Switch whether the person is paired each month."""
        person = ensure_person(turn.unit, turn.caller.who)
        set_pairs(turn.unit, person, pressed.value == "on", by=person, now=turn.now)
        return self._again(turn, pressed, person)

    def closing(self, state: Closed) -> ButtonHandler:
        """Return the handler that closes one of the person's questions like this."""

        def close(turn: Turn, pressed: ButtonPressed) -> Answer:
            with suppress(Refused):  # an old page: the new one shows what is open
                say_closed(turn, pressed.value, state)
            return self._again(turn, pressed, turn.caller.person)

        return close

    def _again(self, turn: Turn, pressed: ButtonPressed, person: Person | None) -> Answer:
        """Show the page as it is now; in a conversation it may be a message of its own."""
        page = own_page(turn, person, self.zone)
        return Replace(page if pressed.where.conversation else below(self.above(turn), page))


def own_page(turn: Turn, person: Person | None, zone: ZoneInfo) -> Card:
    """Return the caller's own page; `person` is who they are, if we know them."""
    if person is None:
        return home_card(turn.caller.who.name, None, (), ())
    roles = turn.unit.session.execute(
        select(Membership.role, Community.name)
        .join(Community, Community.id == Membership.community_id)
        .where(Membership.person_id == person.id)
        .order_by(Community.name, Membership.id)
    )
    held = [(role, community) for role, community in roles]
    kept = kept_of(turn.unit, person, most=LATEST)
    return home_card(person.name, person, held, kept, questions_at_home(turn, zone))


def below(first: Card | None, page: Card) -> Card:
    """Return a person's own page below another card, if there is one."""
    if first is None:
        return page
    return Card(
        text=f"{first.text} {page.text}",
        title=first.title,
        elements=(*first.elements, Divider(), Heading(page.title), *page.elements),
    )
