"""Capture: every order of message, edit and deletion ends the same; the switches are respected."""

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.capture import handlers
from bot.capture.models import Contribution
from bot.capture.service import erase_message
from bot.community.caller import identify
from bot.community.models import Channel, Hub, Person
from bot.events import InboxEvent
from bot.router import Router, Turn
from bot.store import Database
from tests.world import NOW, deleted, edited, make_world, posted

LATER, LATEST = NOW + timedelta(minutes=1), NOW + timedelta(minutes=2)


@pytest.fixture
def router() -> Router:
    router = Router()
    handlers.register(router)
    return router


def handle(database: Database, router: Router, *events: InboxEvent) -> None:
    for event in events:
        with database.write() as unit:
            caller = identify(unit, event.who, event.where, frozenset())
            router.handle(Turn(unit=unit, caller=caller, now=NOW), event)
            unit.commit()


def kept(database: Database) -> list[Contribution]:
    with database.read() as unit:
        return list(unit.session.scalars(select(Contribution).order_by(Contribution.id)))


def test_every_order_of_message_edits_and_deletion_converges(
    database: Database, router: Router
) -> None:
    make_world(database)
    for number, order in enumerate(itertools.permutations(range(4))):
        message = f"m{number}"
        events: list[InboxEvent] = [
            posted("first", message),
            edited("second", message, at=LATER),
            edited("third", message, at=LATEST),
            deleted(message, at=LATEST + timedelta(minutes=1)),
        ]
        handle(database, router, *(events[i] for i in order))
    found = kept(database)
    assert len(found) == 24
    assert all(one.deleted_at is not None and one.text == "" for one in found)


def test_every_order_of_message_deletion_and_restoring_ends_with_the_words(
    database: Database, router: Router
) -> None:
    make_world(database)
    for number, order in enumerate(itertools.permutations(range(3))):
        message = f"m{number}"
        events: list[InboxEvent] = [
            posted("Taken back", message),
            deleted(message, at=LATER),
            replace(edited("Taken back", message, at=LATEST), restored=True),
        ]
        handle(database, router, *(events[i] for i in order))
    found = kept(database)
    assert len(found) == 6
    for one in found:
        assert (one.text, one.deleted_at) == ("Taken back", None)
        assert one.author_id is not None


def test_restoring_brings_back_nothing_that_was_not_to_be_kept(
    database: Database, router: Router
) -> None:
    make_world(database)
    back = replace(edited("Taken back", "m1", at=LATEST), restored=True)
    handle(database, router, posted("Taken back", "m1"), deleted("m1", at=LATER))
    with database.write() as unit:  # as "Don't keep this" does
        erase_message(unit, back.where, "m1", LATER)
        unit.commit()
    handle(database, router, back)
    assert [one.text for one in kept(database)] == [""]


def test_an_ordinary_edit_brings_no_deleted_message_back(
    database: Database, router: Router
) -> None:
    make_world(database)
    handle(database, router, posted("Gone", "m1"), deleted("m1", at=LATER))
    handle(database, router, edited("Still gone", "m1", at=LATEST))
    assert [one.text for one in kept(database)] == [""]


def test_every_order_of_message_and_edits_ends_with_the_newest_words(
    database: Database, router: Router
) -> None:
    make_world(database)
    for number, order in enumerate(itertools.permutations(range(3))):
        message = f"m{number}"
        events: list[InboxEvent] = [
            posted("first", message, thread="root"),
            edited("second", message, at=LATER),
            edited("third", message, at=LATEST),
        ]
        handle(database, router, *(events[i] for i in order))
    assert {(one.text, one.thread, one.posted_at) for one in kept(database)} == {
        ("third", "root", NOW)
    }


def test_the_hub_of_the_author_is_kept(database: Database, router: Router) -> None:
    make_world(database)
    handle(database, router, posted("hello", "m1", user="U2"))
    with database.read() as unit:
        contribution = unit.session.scalars(select(Contribution)).one()
        assert contribution.hub is not None
        assert contribution.hub.slug == "south"


@pytest.mark.parametrize("switch", ["channel", "person", "hub"])
def test_nothing_is_kept_where_capture_is_off(
    database: Database, router: Router, switch: str
) -> None:
    make_world(database)
    with database.write() as unit:
        if switch == "channel":
            unit.session.execute(update(Channel).values(capture=False))
        elif switch == "person":
            unit.session.execute(update(Person).values(capture_off=True))
        else:
            unit.session.execute(update(Hub).values(capture_off=True))
        unit.commit()
    handle(database, router, posted("secret", "m1"), edited("secret 2", "m1", at=LATER))
    assert kept(database) == []


@pytest.mark.parametrize("conversation", ["CF", "CC", "unknown"])
def test_only_community_channels_are_captured(
    database: Database, router: Router, conversation: str
) -> None:
    make_world(database)
    handle(database, router, posted("hello", "m1", conversation=conversation))
    assert kept(database) == []


def test_editing_an_old_message_does_not_take_it_in(database: Database, router: Router) -> None:
    make_world(database)
    with database.write() as unit:
        channel = unit.session.scalars(select(Channel).where(Channel.conversation == "C1")).one()
        channel.announced_at = NOW
        unit.commit()
    handle(database, router, edited("x", "m1", at=LATER, posted_at=NOW - timedelta(days=1)))
    assert kept(database) == []
