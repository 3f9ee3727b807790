"""The inbox: stored once, handled in order, nothing lost when a handler fails."""

import random
import threading
from concurrent.futures import Future

import pytest
from sqlalchemy import func, select

from bot.capture.inbox import InboxWriter
from bot.capture.models import InboxRow, InboxState
from bot.capture.worker import TRIES, InboxWorker
from bot.events import InboxEvent, MessagePosted
from bot.ports import NotStored
from bot.store import Database, UnitOfWork
from tests.conftest import StoppedClock
from tests.world import posted


def store_all(database: Database, clock: StoppedClock, events: list[InboxEvent]) -> None:
    writer = InboxWriter(database, clock)
    writer.start()
    futures = [writer.store(event) for event in events]
    for future in futures:
        future.result(timeout=10)
    writer.stop()


def test_three_deliveries_by_eight_threads_are_stored_once(
    database: Database, clock: StoppedClock
) -> None:
    events = [posted(f"message {i}", f"m{i}") for i in range(60)]
    deliveries = events * 3
    random.Random(7).shuffle(deliveries)
    writer = InboxWriter(database, clock)
    writer.start()
    futures: list[Future[None]] = []

    def deliver(share: list[MessagePosted]) -> None:
        futures.extend(writer.store(event) for event in share)

    threads = [threading.Thread(target=deliver, args=(deliveries[i::8],)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for future in futures:
        future.result(timeout=20)
    writer.stop()
    with database.read() as unit:
        assert unit.session.scalar(select(func.count(InboxRow.id))) == 60


def test_a_conversation_keeps_its_order_and_a_failure_holds_back_only_its_own(
    database: Database, clock: StoppedClock
) -> None:
    events: list[InboxEvent] = [
        posted("one", "m1", conversation="A"),
        posted("bad", "m2", conversation="A"),
        posted("three", "m3", conversation="A"),
        posted("other", "m4", conversation="B"),
    ]
    store_all(database, clock, events)
    seen: list[str] = []
    broken = True

    def handle(unit: UnitOfWork, event: InboxEvent) -> None:
        assert isinstance(event, MessagePosted)
        if event.text == "bad" and broken:
            raise RuntimeError("not this one")
        seen.append(event.text)

    worker = InboxWorker(database, clock, handle, threading.Event())
    worker.work()
    assert seen == ["one", "other"]
    broken = False
    worker.work()
    assert seen == ["one", "other"], "the failed row waits, and what is behind it too"
    clock.move(seconds=3)
    worker.work()
    assert seen == ["one", "other", "bad", "three"]
    with database.read() as unit:
        rows = unit.session.scalars(select(InboxRow)).all()
    assert all(row.state is InboxState.HANDLED and row.payload is None for row in rows)


def test_a_row_that_always_fails_is_set_aside_and_the_rest_goes_on(
    database: Database, clock: StoppedClock
) -> None:
    store_all(database, clock, [posted("bad", "m1"), posted("good", "m2")])
    seen: list[str] = []

    def handle(unit: UnitOfWork, event: InboxEvent) -> None:
        assert isinstance(event, MessagePosted)
        if event.text == "bad":
            raise ValueError("bad words")
        seen.append(event.text)

    worker = InboxWorker(database, clock, handle, threading.Event())
    for _ in range(TRIES):
        worker.work()
        clock.move(minutes=5)
    worker.work()
    assert seen == ["good"]
    with database.read() as unit:
        failed = unit.session.scalars(
            select(InboxRow).where(InboxRow.state == InboxState.FAILED)
        ).one()
    assert failed.error == "ValueError"


def test_a_failure_is_logged_without_the_words(
    database: Database, clock: StoppedClock, caplog: pytest.LogCaptureFixture
) -> None:
    store_all(database, clock, [posted("the canary sings", "m1")])

    def handle(unit: UnitOfWork, event: InboxEvent) -> None:
        assert isinstance(event, MessagePosted)
        raise ValueError(event.text)

    InboxWorker(database, clock, handle, threading.Event()).work()
    assert "ValueError" in caplog.text
    assert "canary" not in caplog.text


def test_what_cannot_be_stored_is_not_acknowledged(database: Database, clock: StoppedClock) -> None:
    with database.engine.begin() as connection:
        InboxRow.__table__.drop(connection)  # type: ignore[attr-defined]
    writer = InboxWriter(database, clock)
    writer.start()
    with pytest.raises(NotStored):
        writer.store(posted("lost?", "m1")).result(timeout=10)
    writer.stop()
