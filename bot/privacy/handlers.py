"""Answers /mydata: what is held about the caller, and their ways to stop it.

It is always the caller's own; nothing that a button carries says whose.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from bot.cards import Answer, Card, Replace, Say, notice
from bot.community.caller import ensure_person
from bot.community.checks import kindly
from bot.community.linking.cards import accounts_part
from bot.community.linking.handlers import give_code, use_code
from bot.community.models import Person
from bot.community.names import Names
from bot.community.service.consent import set_capture
from bot.community.service.helping import set_helps
from bot.community.service.pairing import set_pairs
from bot.digests.consent.cards import agreed_part
from bot.digests.consent.service import agreed_by
from bot.events import ButtonPressed, CommandGiven
from bot.privacy.cards import (
    CAPTURE,
    FORGET,
    HELPS,
    PAGE,
    PAIRS,
    SHOW,
    forgotten_card,
    mydata_card,
    nothing_card,
    page_card,
)
from bot.privacy.erasure import forget
from bot.privacy.holdings import holdings_of, kept_of
from bot.router import Router, Turn

LATEST = 5


@dataclass(frozen=True, slots=True)
class Afterwards:
    """What follows once a person was forgotten and that is kept, outside any transaction.

    `let_go` is told each message's id, for what is held of it in memory; `scrub` wipes the
    database's files of what was deleted.
    """

    let_go: Callable[[int], object]
    scrub: Callable[[], object]


def register(router: Router, *, afterwards: Afterwards, prefixes: Mapping[str, str]) -> None:
    """Answer /mydata and its buttons. `prefixes` stand before command names, by platform."""
    router.command(
        "mydata",
        kindly(partial(_mydata, Names(router, prefixes))),
        description="See what is held about you; stop capture, be forgotten, or link accounts",
    )
    router.button(SHOW, _show, reads=True)
    router.button(CAPTURE, _capture)
    router.button(HELPS, _helps)
    router.button(PAIRS, _pairs)
    router.button(FORGET, lambda turn, pressed: _forget(turn, afterwards))


def _mydata(names: Names, turn: Turn, given: CommandGiven) -> Answer:
    """Answer /mydata, and what may be typed after it: "link", and "link" and a code."""
    wanted, _, code = given.text.strip().partition(" ")
    if wanted.lower() != "link":
        return Say(_card(turn, turn.caller.person))
    return use_code(turn, code, names) if code.strip() else give_code(turn, names)


def _card(turn: Turn, person: Person | None) -> Card:
    if person is None:
        return nothing_card(None)
    held = holdings_of(turn.unit, person)
    using = turn.caller.account
    return mydata_card(
        person,
        held,
        kept_of(turn.unit, person, most=LATEST),
        (
            *accounts_part(held.accounts, using.id if using else None),
            *agreed_part(agreed_by(turn.unit.session, person, LATEST)),
        ),
    )


def _show(turn: Turn, pressed: ButtonPressed) -> Answer:
    person = turn.caller.person
    skip = int(pressed.value) if pressed.value.isdecimal() and len(pressed.value) < 9 else 0
    if person is None:
        return Replace(nothing_card(None))
    kept = kept_of(turn.unit, person, most=PAGE, skip=skip)
    total = holdings_of(turn.unit, person).total
    card = page_card(kept, skip, total)
    # The first page is an answer of its own, so that the card with the other buttons stays.
    return Replace(card) if pressed.value else Say(card)


def _capture(turn: Turn, pressed: ButtonPressed) -> Answer:
    person = ensure_person(turn.unit, turn.caller.who)
    set_capture(turn.unit, person, pressed.value == "on", by=person, now=turn.now)
    turn.unit.flush()
    return Replace(_card(turn, person))


def _helps(turn: Turn, pressed: ButtonPressed) -> Answer:
    person = ensure_person(turn.unit, turn.caller.who)
    set_helps(turn.unit, person, pressed.value == "on", by=person, now=turn.now)
    return Replace(_card(turn, person))


def _pairs(turn: Turn, pressed: ButtonPressed) -> Answer:
    person = ensure_person(turn.unit, turn.caller.who)
    set_pairs(turn.unit, person, pressed.value == "on", by=person, now=turn.now)
    return Replace(_card(turn, person))


def _forget(turn: Turn, afterwards: Afterwards) -> Answer:
    person = turn.caller.person
    if person is None:
        return Replace(notice("Nothing is held about you, so there is nothing to forget."))
    forgotten = forget(turn.unit, person, by=person, now=turn.now)
    for message in forgotten.messages:
        turn.unit.after_commit(partial(afterwards.let_go, message))
    turn.unit.after_commit(afterwards.scrub)
    return Replace(forgotten_card(len(forgotten.messages), forgotten.lessons))
