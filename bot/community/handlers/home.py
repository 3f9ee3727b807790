"""Answers a person opening their own page, and their own switch on it."""

from sqlalchemy import select

from bot.cards import Answer, Card, Replace, Say
from bot.community.caller import ensure_person
from bot.community.cards.home import CAPTURE_ME, home_card
from bot.community.models import Community, Membership, Person
from bot.community.service.consent import set_capture
from bot.events import ButtonPressed, HomeOpened
from bot.privacy.holdings import kept_of
from bot.router import Router, Turn

LATEST = 10


def register(router: Router) -> None:
    """Answer the page and its button."""
    router.home = _open
    router.button(CAPTURE_ME, _switch)


def _open(turn: Turn, opened: HomeOpened) -> Answer:
    return Say(_card(turn, turn.caller.person))


def _switch(turn: Turn, pressed: ButtonPressed) -> Answer:
    person = ensure_person(turn.unit, turn.caller.who)
    set_capture(turn.unit, person, pressed.value == "on", by=person, now=turn.now)
    turn.unit.flush()
    return Replace(_card(turn, person))


def _card(turn: Turn, person: Person | None) -> Card:
    if person is None:
        return home_card(turn.caller.who.name, None, (), ())
    roles = turn.unit.session.execute(
        select(Membership.role, Community.name)
        .join(Community, Community.id == Membership.community_id)
        .where(Membership.person_id == person.id)
        .order_by(Community.name, Membership.id)
    )
    held = [(role, community) for role, community in roles]
    return home_card(person.name, person, held, kept_of(turn.unit, person, most=LATEST))
