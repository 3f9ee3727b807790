"""What the sender makes of each answer a platform may give, and the order it keeps."""

import asyncio
import itertools
import logging
import threading
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text

from bot.cards import Card
from bot.delivery.courier import FAULTY_TRIES, LONGEST_WAIT_SECONDS, TRIES
from bot.delivery.models import DeliveredPart, OutboxState
from bot.delivery.sender import Sender
from bot.delivery.status import outbox_status
from bot.ports import (
    Destination,
    Permanent,
    PostedMessage,
    RateLimited,
    Temporary,
    Uncertain,
)
from bot.store import Database
from tests.conftest import StoppedClock
from tests.unit.delivery.conftest import Put, Rows
from tests.unit.delivery.platform import FilePlatform


@pytest.fixture
def sender(database: Database, clock: StoppedClock, platform: FilePlatform) -> Sender:
    return Sender(database, clock, {"file": platform}, seconds_between=0)


def parts_recorded(database: Database) -> int:
    with database.read() as unit:
        return unit.session.scalar(select(func.count()).select_from(DeliveredPart)) or 0


async def test_delivers_every_part_once_and_records_it(
    sender: Sender, database: Database, put: Put, rows: Rows, platform: FilePlatform
) -> None:
    put("one\ntwo\nthree")
    assert await sender.drain_once() == 1
    assert await sender.drain_once() == 0
    assert platform.seen() == ["one", "two", "three"]
    (row,) = rows()
    assert row.state is OutboxState.SENT
    assert row.sent_at is not None
    assert (row.lease_owner, row.attempting) == (None, None)
    assert parts_recorded(database) == 3
    assert len({line["key"] for line in platform.lines()}) == 3


async def test_a_rate_limited_row_waits_as_long_as_asked(
    sender: Sender, put: Put, rows: Rows, platform: FilePlatform, clock: StoppedClock
) -> None:
    put("one\ntwo")
    platform.faults = [RateLimited(30)]
    await sender.drain_once()
    clock.move(seconds=29)
    assert await sender.drain_once() == 0
    clock.move(seconds=1)
    await sender.drain_once()
    assert platform.seen() == ["one", "two"]
    assert rows()[0].attempts == 0


async def test_a_passing_fault_is_tried_again_with_growing_waits_then_given_up(
    sender: Sender,
    put: Put,
    rows: Rows,
    platform: FilePlatform,
    clock: StoppedClock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    put("secret words")
    platform.faults = [Temporary("service_unavailable")] * TRIES
    waits = []
    for _ in range(TRIES - 1):
        assert await sender.drain_once() == 1
        waits.append(rows()[0].not_before - clock.now())
        assert await sender.drain_once() == 0
        clock.move(seconds=LONGEST_WAIT_SECONDS)
    assert waits[0] <= timedelta(seconds=2) < waits[4] < waits[-1]
    assert max(waits) <= timedelta(seconds=LONGEST_WAIT_SECONDS)
    await sender.drain_once()
    (row,) = rows()
    assert row.state is OutboxState.DEAD
    assert row.error == "Temporary: service_unavailable"
    assert "given up after 24 tries: Temporary: service_unavailable" in caplog.text
    assert "secret" not in caplog.text
    assert platform.seen() == []


async def test_a_permanent_fault_ends_at_once_and_lets_the_next_go(
    sender: Sender, put: Put, rows: Rows, platform: FilePlatform, database: Database
) -> None:
    put("gone")
    put("next")
    platform.faults = [Permanent("channel_not_found")]
    await sender.drain_once()
    assert [row.state for row in rows()] == [OutboxState.DEAD, OutboxState.SENT]
    assert rows()[0].error == "Permanent: channel_not_found"
    assert platform.seen() == ["next"]
    with database.read() as unit:
        status = outbox_status(unit)
    assert status[OutboxState.DEAD] == 1
    assert status[OutboxState.PENDING] == 0


async def test_an_error_that_quotes_a_message_is_kept_without_its_words(
    sender: Sender, put: Put, rows: Rows, platform: FilePlatform
) -> None:
    put("one")
    platform.faults = [Permanent("could not post: my secret words")]
    await sender.drain_once()
    assert rows()[0].error == "Permanent"


@pytest.mark.parametrize("stands_there", [True, False])
async def test_an_uncertain_post_is_looked_for_before_it_is_posted_again(
    stands_there: bool,
    sender: Sender,
    put: Put,
    rows: Rows,
    platform: FilePlatform,
    clock: StoppedClock,
) -> None:
    put("one\ntwo")
    lost: list[Exception] = [Uncertain("connection_reset")]
    if stands_there:
        platform.faults_after = lost
    else:
        platform.faults = lost
    await sender.drain_once()
    assert rows()[0].state is OutboxState.UNCERTAIN
    clock.move(minutes=1)
    await sender.drain_once()
    assert platform.seen() == ["one", "two"]
    assert rows()[0].state is OutboxState.SENT


@pytest.mark.parametrize("fault", [Temporary("down"), RateLimited(5), Uncertain("timed_out")])
async def test_while_it_cannot_be_looked_for_it_is_not_posted_again(
    fault: Exception,
    sender: Sender,
    put: Put,
    rows: Rows,
    platform: FilePlatform,
    clock: StoppedClock,
) -> None:
    put("one")
    platform.faults_after = [Uncertain("connection_reset")]
    platform.faults_finding = [fault]
    for _ in range(2):
        await sender.drain_once()
        assert rows()[0].state is OutboxState.UNCERTAIN
        clock.move(minutes=5)
    await sender.drain_once()
    assert platform.seen() == ["one"]
    assert rows()[0].state is OutboxState.SENT


async def test_a_fault_of_our_own_is_treated_as_uncertain_and_soon_given_up(
    sender: Sender,
    put: Put,
    rows: Rows,
    platform: FilePlatform,
    clock: StoppedClock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    put("one")
    platform.faults = [ValueError("secret words")] * FAULTY_TRIES
    for _ in range(FAULTY_TRIES):
        assert await sender.drain_once() == 1
        clock.move(minutes=5)
    assert rows()[0].state is OutboxState.DEAD
    assert rows()[0].error == "ValueError"
    assert "platform.py" in caplog.text
    assert "secret" not in caplog.text


async def test_a_card_that_cannot_be_read_is_given_up(
    sender: Sender, put: Put, rows: Rows, database: Database, clock: StoppedClock
) -> None:
    put("one")
    with database.write() as unit:
        unit.session.execute(text("UPDATE outbox SET card = '{}'"))
        unit.commit()
    for _ in range(FAULTY_TRIES):
        await sender.drain_once()
        clock.move(minutes=5)
    assert rows()[0].state is OutboxState.DEAD


async def test_a_post_that_never_answers_is_uncertain(
    database: Database, clock: StoppedClock, put: Put, rows: Rows, platform: FilePlatform
) -> None:
    class Hanging(FilePlatform):
        async def post(
            self, destination: Destination, card: Card, part: int, key: str
        ) -> PostedMessage:
            await asyncio.Event().wait()
            raise AssertionError

    put("one")
    hanging = Hanging(platform.file)
    lease = timedelta(seconds=4.5)  # a third of it for the post
    await Sender(database, clock, {"file": hanging}, seconds_between=0, lease=lease).drain_once()
    assert rows()[0].state is OutboxState.UNCERTAIN
    assert rows()[0].error == "Uncertain: timed_out"


async def test_a_later_row_waits_for_the_earlier_one_of_its_conversation_only(
    sender: Sender, put: Put, platform: FilePlatform, clock: StoppedClock
) -> None:
    put("first")
    put("second")
    platform.faults = [Temporary("down")]
    await sender.drain_once()
    put("elsewhere", to="other")
    put("to ann", user="ann")
    put("to ben", user="ben")
    await sender.drain_once()
    assert sorted(platform.seen()) == ["elsewhere", "to ann", "to ben"]
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


async def test_woken_from_another_thread_it_delivers_at_once(
    sender: Sender, put: Put, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.sender.IDLE_SECONDS", 30)
    sender.wake()  # before the start: nothing happens
    await sender.start()
    await asyncio.sleep(0.05)

    def fill_and_wake() -> None:
        put("one")
        sender.wake()

    threading.Thread(target=fill_and_wake).start()
    began = time.monotonic()
    while not any(row.state is OutboxState.SENT for row in rows()):
        assert time.monotonic() - began < 10  # not left to the idle look
        await asyncio.sleep(0.02)
    await sender.stop()
    sender.wake()  # after the end: nothing happens


async def test_stopping_finishes_the_post_at_hand_and_hands_back_the_rest(
    database: Database, clock: StoppedClock, put: Put, rows: Rows, platform: FilePlatform
) -> None:
    put("one\ntwo")
    posting = asyncio.Event()
    platform.at = lambda point: posting.set() if point == "after post 0" else None
    sender = Sender(database, clock, {"file": platform}, seconds_between=0.3)
    await sender.start()
    await posting.wait()
    await sender.stop()
    assert platform.seen() in (["one"], ["one", "two"])
    assert rows()[0].lease_owner is None
    await Sender(database, clock, {"file": platform}, seconds_between=0).drain_once()
    assert platform.seen() == ["one", "two"]
    assert rows()[0].state is OutboxState.SENT


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


async def test_a_database_that_stops_and_returns_only_delays(
    database: Database,
    clock: StoppedClock,
    put: Put,
    rows: Rows,
    platform: FilePlatform,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The table is away when the post is to be recorded: the part is found later, not repeated."""
    put("one")

    def move_away(point: str) -> None:
        if point == "after post 0":
            platform.at = lambda _: None
            rename("outbox", "away")

    def rename(old: str, new: str) -> None:
        with database.write() as unit:
            unit.session.execute(text(f"ALTER TABLE {old} RENAME TO {new}"))
            unit.commit()

    platform.at = move_away
    sender = Sender(database, clock, {"file": platform}, seconds_between=0)
    with caplog.at_level(logging.ERROR):
        await sender._begin_due(resting_too=True)
        await sender._finish_running()
    assert "nothing noted" in caplog.text
    rename("away", "outbox")
    clock.move(seconds=61)
    await sender.drain_once()
    assert platform.seen() == ["one"]
    assert rows()[0].state is OutboxState.SENT


async def test_a_post_is_left_to_others_when_noting_it_took_too_long(
    database: Database, clock: StoppedClock, put: Put, rows: Rows, platform: FilePlatform
) -> None:
    """As after a SIGSTOP between the note and the post: the lease may have run out meanwhile."""
    put("one")
    holding = threading.Event()

    def hold(point: str) -> None:
        if point == "leased":
            threading.Thread(target=block).start()
            holding.wait()

    def block() -> None:
        with database.write() as unit:
            unit.session.execute(text("UPDATE outbox SET error = error"))
            holding.set()
            time.sleep(0.5)

    platform.at = hold
    lease = timedelta(seconds=0.3)
    hurried = Sender(database, clock, {"file": platform}, seconds_between=0, lease=lease)
    await hurried.drain_once()
    assert platform.seen() == []
    platform.at = lambda _: None
    clock.move(seconds=1)
    await Sender(database, clock, {"file": platform}, seconds_between=0).drain_once()
    assert platform.seen() == ["one"]
    assert rows()[0].state is OutboxState.SENT
