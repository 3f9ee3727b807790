"""What is for some is never posted where others read it, whatever a channel became meanwhile."""

import itertools
from collections.abc import Callable

import pytest
from sqlalchemy import select

from bot.cards import Card, notice
from bot.community.models import Account, Channel, Community, Purpose, Role
from bot.delivery.audiences import refusal
from bot.delivery.models import Audience, OutboxState
from bot.delivery.outbox import channel_destination, post, revise
from bot.delivery.sender import Sender
from bot.ports import Destination, Temporary
from bot.store import Database, UnitOfWork
from tests.conftest import StoppedClock
from tests.unit.delivery.conftest import Rows
from tests.unit.delivery.platform import FilePlatform
from tests.world import add_channel, add_community, add_person

PURPOSES = (Purpose.FACILITATORS, Purpose.COMMUNITY, Purpose.CENTRAL, None)
MAY = {
    # purpose of the channel: for whom a card may be there, when it is our own and when shared
    Purpose.FACILITATORS: ("facilitators members department public", "public"),
    Purpose.COMMUNITY: ("members department public", "public"),
    Purpose.CENTRAL: ("department public", "department public"),
    None: ("public", "public"),
}
Say = Callable[..., None]
Change = Callable[..., None]


@pytest.mark.parametrize(
    ("audience", "purpose", "shared"), [*itertools.product(Audience, PURPOSES, (False, True))]
)
def test_who_may_be_told_where(audience: Audience, purpose: Purpose | None, shared: bool) -> None:
    assert (refusal(audience, purpose, shared=shared) is None) == (
        audience in MAY[purpose][shared].split()
    )


@pytest.fixture
def community(database: Database) -> Community:
    """A community with two channels of its own, a facilitators' and a central one."""
    with database.write() as unit:
        made = add_community(unit)
        for name, purpose in (
            ("hubs", Purpose.COMMUNITY),
            ("more", Purpose.COMMUNITY),
            ("desk", Purpose.FACILITATORS),
            ("dept", Purpose.CENTRAL),
        ):
            channel = add_channel(unit, made, name, purpose)
            channel.platform, channel.tenant = "file", "t"
        add_person(unit, made, "fay", Role.FACILITATOR)
        fay = unit.session.scalars(select(Account).where(Account.user_id == "fay")).one()
        fay.platform, fay.tenant = "file", "t"
        unit.commit()
    return made


@pytest.fixture
def say(database: Database, clock: StoppedClock, community: Community) -> Say:
    """Puts words for an audience into the outbox, for a channel."""

    def put(text: str, name: str, audience: Audience = Audience.MEMBERS) -> None:
        with database.write() as unit:
            to = channel_destination(_channel(unit, name))
            assert post(unit, to, notice(text), key=text, now=clock.now(), audience=audience)
            unit.commit()

    return put


@pytest.fixture
def change(database: Database, community: Community) -> Change:
    """Changes a channel."""

    def put(name: str, **values: object) -> None:
        with database.write() as unit:
            channel = _channel(unit, name)
            for each, value in values.items():
                setattr(channel, each, value)
            unit.commit()

    return put


def _channel(unit: UnitOfWork, name: str) -> Channel:
    return unit.session.scalars(select(Channel).where(Channel.conversation == name)).one()


async def test_a_channel_that_was_shared_meanwhile_gets_nothing_and_facilitators_are_told_once(
    say: Say, platform: FilePlatform, sender: Sender, rows: Rows, database: Database
) -> None:
    say("First", "hubs")
    say("Second", "hubs")
    say("Elsewhere", "more")
    say("What is kept here", "hubs", Audience.PUBLIC)
    with database.write() as unit:
        person = Destination(platform="file", tenant="t", user_id="ann")
        post(unit, person, Card(text="To Ann"), key="ann", now=rows()[0].created_at)
        unit.commit()
    platform.shared.add("hubs")
    await sender.drain_once()
    assert platform.seen("hubs") == ["What is kept here"]
    assert platform.seen("more") == ["Elsewhere"]
    assert platform.seen("private ann") == ["To Ann"]
    (told,) = platform.seen("desk")
    assert told.startswith("I did not post something in #hubs.")
    assert "shared with another organisation" in told
    assert "First" not in told
    assert [(row.state, row.error) for row in rows()[:2]] == [
        (OutboxState.DEAD, "NotForThem: channel_is_shared")
    ] * 2


async def test_a_channel_that_was_given_away_meanwhile_gets_nothing_of_what_it_was(
    say: Say, change: Change, platform: FilePlatform, sender: Sender, database: Database
) -> None:
    say("For members", "hubs")
    say("For members elsewhere", "more")
    say("For facilitators", "desk", Audience.FACILITATORS)
    say("For the department", "dept", Audience.DEPARTMENT)
    with database.write() as unit:
        other = add_community(unit, "adoption").id
        unit.commit()
    change("hubs", purpose=Purpose.CENTRAL)
    change("more", community_id=other)
    change("desk", purpose=Purpose.COMMUNITY)
    change("dept", community_id=other)
    await sender.drain_once()
    assert {line["to"] for line in platform.lines()} == {"private fay"}
    assert len(platform.seen("private fay")) == 4


async def test_the_departments_channel_may_be_shared_with_the_department(
    say: Say, platform: FilePlatform, sender: Sender
) -> None:
    platform.shared.add("dept")
    say("For the department", "dept", Audience.DEPARTMENT)
    say("For members", "dept")
    await sender.drain_once()
    assert platform.seen("dept") == ["For the department"]
    assert len(platform.seen("desk")) == 1


async def test_nothing_is_posted_while_it_cant_be_known_who_is_there(
    say: Say, platform: FilePlatform, sender: Sender, clock: StoppedClock, rows: Rows
) -> None:
    say("Wait", "hubs")
    platform.faults_looking += [Temporary("no_answer"), RuntimeError("of our own")]
    for _ in range(2):
        await sender.drain_once()
        assert platform.seen() == []
        clock.move(minutes=16)
    await sender.drain_once()
    assert platform.seen("hubs") == ["Wait"]
    assert rows()[0].state is OutboxState.SENT


async def test_what_stands_where_others_read_it_now_is_removed_rather_than_changed(
    say: Say, platform: FilePlatform, sender: Sender, database: Database, clock: StoppedClock
) -> None:
    say("Open", "hubs")
    say("Also open", "more")
    await sender.drain_once()
    platform.shared.add("hubs")
    with database.write() as unit:
        for text in ("Open", "Also open"):
            revise(unit, text, notice("Answered"), key=f"{text}:1", now=clock.now())
        unit.commit()
    await sender.drain_once()
    assert platform.seen("hubs") == []
    assert platform.seen("more") == ["Answered"]
    assert len(platform.seen("desk")) == 1


async def test_facilitators_whose_own_channel_is_shared_are_told_in_private(
    say: Say, platform: FilePlatform, sender: Sender, rows: Rows
) -> None:
    platform.shared |= {"hubs", "desk"}
    say("For members", "hubs")
    await sender.drain_once()
    assert platform.seen("desk") == []
    told = platform.seen("private fay")
    assert len(told) == 1
    assert "#desk" in told[0]
    assert {row.audience for row in rows()} == {Audience.MEMBERS, Audience.FACILITATORS}
