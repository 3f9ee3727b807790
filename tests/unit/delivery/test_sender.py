"""What the sender makes of each answer a platform may give."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text

from bot.cards import Card
from bot.delivery.courier import FAULTY_TRIES, LONGEST_WAIT_SECONDS, TRIES
from bot.delivery.models import DeliveredPart, OutboxState
from bot.delivery.sender import Sender
from bot.delivery.status import outbox_status
from bot.ports import Destination, Permanent, PostedMessage, RateLimited, Temporary, Uncertain
from bot.store import Database
from tests.conftest import StoppedClock
from tests.unit.delivery.conftest import Put, Rows
from tests.unit.delivery.platform import FilePlatform
from tests.waiting import until


class Hanging(FilePlatform):
    async def post(
        self, destination: Destination, card: Card, part: int, key: str
    ) -> PostedMessage:
        await asyncio.Event().wait()
        raise AssertionError


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
    put("one")
    hanging = Hanging(platform.file)
    lease = timedelta(seconds=4.5)  # a third of it for the post
    await Sender(database, clock, {"file": hanging}, seconds_between=0, lease=lease).drain_once()
    assert rows()[0].state is OutboxState.UNCERTAIN
    assert rows()[0].error == "Uncertain: timed_out"


async def test_a_platform_that_hangs_leaves_the_other_its_turn(
    database: Database, clock: StoppedClock, put: Put, rows: Rows, platform: FilePlatform
) -> None:
    for number in range(9):
        put("stuck", to=f"hanging {number}")
    with database.write() as unit:
        unit.session.execute(text("UPDATE outbox SET platform = 'hanging'"))
        unit.commit()
    put("one")
    hanging = Hanging(platform.file)
    adapters = {"file": platform, "hanging": hanging}
    lease = timedelta(seconds=4.5)
    sender = Sender(database, clock, adapters, at_once=2, seconds_between=0, lease=lease)
    await sender.start()
    await until(lambda: platform.seen() == ["one"])
    stuck = [row.state for row in rows() if row.platform == "hanging"]
    assert stuck.count(OutboxState.SENDING) == 2
    await sender.stop()
