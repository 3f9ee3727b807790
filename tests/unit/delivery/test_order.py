"""The order and the pace the sender keeps, alone, side by side and among replicas."""

import asyncio
import itertools
import time
from collections.abc import Callable

import pytest

from bot.cards import Card
from bot.delivery.models import OutboxState
from bot.delivery.sender import Sender
from bot.ports import Destination, PostedMessage, Temporary
from bot.store import Database
from tests.conftest import StoppedClock
from tests.unit.delivery.conftest import Put, Rows
from tests.unit.delivery.platform import FilePlatform


async def test_a_later_row_waits_for_the_earlier_one_of_its_conversation_only(
    sender: Sender, put: Put, platform: FilePlatform, clock: StoppedClock
) -> None:
    put("first")
    put("second")
    put("stuck", together=("dan", "eve"))
    platform.faults = [Temporary("down"), Temporary("down")]
    await sender.drain_once()
    put("elsewhere", to="other")
    put("to ann", user="ann")
    put("to ben", user="ben")
    put("to both", together=("ann", "ben"))
    put("to two others", together=("ann", "cat"))
    await sender.drain_once()
    elsewhere = ["elsewhere", "to ann", "to ben", "to both", "to two others"]
    assert sorted(platform.seen()) == elsewhere
    clock.move(minutes=1)
    await sender.drain_once()
    assert platform.seen("general") == ["first", "second"]


async def test_rows_of_a_platform_that_is_not_connected_stay(
    database: Database, clock: StoppedClock, put: Put, rows: Rows, platform: FilePlatform
) -> None:
    put("one")
    assert await Sender(database, clock, {"other": platform}).drain_once() == 0
    assert rows()[0].state is OutboxState.PENDING


async def test_keeps_its_pace_in_each_conversation(
    database: Database, clock: StoppedClock, put: Put, platform: FilePlatform
) -> None:
    times: dict[str, list[float]] = {"here": [], "there": []}

    class Timed(FilePlatform):
        async def post(
            self, destination: Destination, card: Card, part: int, key: str
        ) -> PostedMessage:
            times[destination.conversation].append(time.monotonic())
            return await super().post(destination, card, part, key)

    for name in times:
        put("a\nb", to=name)
        put("c", to=name)
    timed = Timed(platform.file)
    await Sender(database, clock, {"file": timed}, seconds_between=0.2).drain_once()
    for posts in times.values():
        assert len(posts) == 3
        assert min(b - a for a, b in itertools.pairwise(posts)) > 0.19


async def test_conversations_are_served_side_by_side_up_to_a_bound(
    database: Database, clock: StoppedClock, put: Put, platform: FilePlatform
) -> None:
    at_work = [0]
    most = [0]
    full = asyncio.Event()

    class Waiting(FilePlatform):
        async def post(
            self, destination: Destination, card: Card, part: int, key: str
        ) -> PostedMessage:
            at_work[0] += 1
            most[0] = max(most[0], at_work[0])
            if at_work[0] == 3:
                full.set()
            async with asyncio.timeout(10):
                await full.wait()
            at_work[0] -= 1
            return await super().post(destination, card, part, key)

    for number in range(7):
        put("one", to=f"c{number}")
    waiting = Waiting(platform.file)
    await Sender(database, clock, {"file": waiting}, seconds_between=0, at_once=3).drain_once()
    assert most[0] == 3
    assert len(platform.seen()) == 7


@pytest.fixture
def others(open_database: Callable[[], Database], database: Database) -> list[Database]:
    """The database as three replicas have it open; SQLite allows one process, so it is shared."""
    return [database if database.is_sqlite else open_database() for _ in range(3)]


async def test_three_replicas_deliver_each_row_once_and_in_order(
    others: list[Database], clock: StoppedClock, put: Put, rows: Rows, platform: FilePlatform
) -> None:
    expected: dict[str, list[str]] = {f"c{number}": [] for number in range(5)}
    for number in range(8):
        for name in expected:
            put(f"{number}a\n{number}b", to=name)
            expected[name] += [f"{number}a", f"{number}b"]
    senders = [Sender(one, clock, {"file": platform}, seconds_between=0) for one in others]
    while any(row.state is not OutboxState.SENT for row in rows()):
        await asyncio.gather(*(sender.drain_once() for sender in senders))
    assert {name: platform.seen(name) for name in expected} == expected
