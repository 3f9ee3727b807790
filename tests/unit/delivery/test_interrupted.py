"""The sender woken, stopped, or held up by its database: nothing is lost or posted twice."""

import asyncio
import logging
import threading
import time
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.delivery.models import OutboxState
from bot.delivery.sender import Sender
from bot.store import Database
from tests.conftest import StoppedClock
from tests.unit.delivery.conftest import Put, Rows
from tests.unit.delivery.platform import FilePlatform


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
