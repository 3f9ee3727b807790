"""The inbox: an event is stored, redacted, before it is acknowledged; each only once.

One writer thread stores what has gathered while it was busy in a single transaction (a group
commit), so that a burst costs one wait for the disk and not one an event.
"""

import queue
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from bot.capture.models import InboxRow, InboxState
from bot.capture.traffic import Traffic
from bot.events import ChatEvent, InboxEvent
from bot.ports import Clock, NotStored
from bot.store import Database, UnitOfWork

BATCH = 500
GATHER_SECONDS = 0.0007
"""The web server is let take in what stands in line before the disk is waited for."""
Row = dict[str, Any]
_events: TypeAdapter[InboxEvent] = TypeAdapter(InboxEvent)


def event_from_json(payload: str) -> InboxEvent:
    """Return the event kept as JSON."""
    return _events.validate_json(payload)


def to_row(event: ChatEvent, payload: str | None, now: datetime) -> Row:
    """Return an event as an inbox row. Without a payload it is only a key: handled already."""
    return {
        "platform": event.where.platform,
        "tenant": event.where.tenant,
        "event_id": event.event_id,
        "conversation": event.where.conversation,
        "payload": payload,
        "state": InboxState.PENDING if payload else InboxState.HANDLED,
        "received_at": now,
    }


KEYS = ["platform", "tenant", "event_id"]
_INSERTS = {
    "sqlite": sqlite.insert(InboxRow).on_conflict_do_nothing(index_elements=KEYS),
    "postgresql": postgresql.insert(InboxRow).on_conflict_do_nothing(index_elements=KEYS),
}


def insert_all(unit: UnitOfWork, rows: Sequence[Row]) -> None:
    """Store the rows whose keys are new. The caller commits."""
    connection = unit.session.connection()
    connection.execute(_INSERTS[connection.dialect.name], list(rows))


def insert_once(unit: UnitOfWork, row: Row) -> bool:
    """Store a row if its key is new, and say whether it was. The caller commits."""
    connection = unit.session.connection()
    statement = _INSERTS[connection.dialect.name].returning(InboxRow.id)
    return connection.execute(statement, row).first() is not None


@dataclass(frozen=True, slots=True)
class _Waiting:
    row: Row
    stored: Future[None] = field(default_factory=Future)


class InboxWriter:
    """Stores events on its own thread; sets `stored` after each commit, to wake the worker."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._waiting: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="inbox-writer", daemon=True)
        self.stored = threading.Event()
        self.traffic = Traffic()

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Store what is waiting, then end the thread."""
        self._waiting.put(None)
        self._thread.join()

    def store(self, event: InboxEvent) -> Future[None]:
        """Ask for an event to be stored; the future is done once it is committed.

        It fails with NotStored when the database can't take it.
        """
        payload = _events.dump_json(event).decode()
        waiting = _Waiting(to_row(event, payload, self._clock.now()))
        self.traffic.arrived()
        self._waiting.put(waiting)
        return waiting.stored

    def _run(self) -> None:
        while (first := self._waiting.get()) is not None:
            batch, more = self._gather(first)
            self._store(batch)
            if not more:
                return

    def _gather(self, first: _Waiting) -> tuple[list[_Waiting], bool]:
        batch = [first]
        time.sleep(GATHER_SECONDS)
        while len(batch) < BATCH:
            try:
                waiting = self._waiting.get_nowait()
            except queue.Empty:
                return batch, True
            if waiting is None:
                return batch, False
            batch.append(waiting)
        return batch, True

    def _store(self, batch: list[_Waiting]) -> None:
        try:
            with self._database.write() as unit:
                insert_all(unit, [waiting.row for waiting in batch])
                unit.commit()
        except SQLAlchemyError as error:
            for waiting in batch:
                waiting.stored.set_exception(NotStored(type(error).__name__))
        else:
            for waiting in batch:
                waiting.stored.set_result(None)
            self.stored.set()
        self.traffic.stored(len(batch))
