"""Handles inbox rows, in order within each conversation, each in a unit of work of its own.

A row that fails is tried again with growing waits, and holds back only its own conversation; after
the last try it is set aside as failed, so that the rest can go on.
"""

import logging
import threading
import traceback
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.capture.inbox import event_from_json
from bot.capture.models import InboxRow, InboxState
from bot.capture.traffic import Traffic
from bot.events import InboxEvent
from bot.ports import Clock
from bot.store import Database, UnitOfWork

log = logging.getLogger(__name__)
TRIES = 6
IDLE_SECONDS = 1.0
BATCH = 100

Handle = Callable[[UnitOfWork, InboxEvent], None]


class InboxWorker:
    """Takes inbox rows and gives them to a handler, on a thread of its own."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        handle: Handle,
        wake: threading.Event,
        traffic: Traffic | None = None,
        after: Callable[[], None] = lambda: None,
    ) -> None:
        """Prepare a worker. `wake` is set when rows were stored; `after` follows handled ones."""
        self._after = after
        self._traffic = traffic or Traffic()
        self._database = database
        self._clock = clock
        self._handle = handle
        self._wake = wake
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="inbox-worker", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Finish the row at hand, then end the thread."""
        self._stopping = True
        self._wake.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping:
            self._wake.clear()
            try:
                handled = self.work()
            except SQLAlchemyError as error:
                log.error("The inbox can't be read: %s", type(error).__name__)
                handled = 0
            if handled:
                self._after()
            else:
                self._wake.wait(IDLE_SECONDS)

    def work(self) -> int:
        """Handle what is pending now; return how many rows were taken up."""
        with self._database.read() as unit:
            due = _due(unit.session, self._clock.now())
        blocked: set[str] = set()
        handled = 0
        for row_id, conversation in due:
            if self._stopping:
                break
            if conversation in blocked:
                continue
            self._traffic.wait_for_lull()
            if self._take(row_id, conversation):
                handled += 1
            else:
                blocked.add(conversation)
        return handled

    def _take(self, row_id: int, conversation: str) -> bool:
        try:
            # Undone by a power cut, it is done again: the row is then pending still.
            with self._database.write(durable=False) as unit:
                row = self._lock(unit, row_id, conversation)
                if row is None:
                    return False
                self._finish(unit, row)
                unit.commit()
                return True
        except Exception as error:  # noqa: BLE001 - whatever a handler raises, the row is kept
            self._postpone(row_id, error)
            return False

    def _lock(self, unit: UnitOfWork, row_id: int, conversation: str) -> InboxRow | None:
        if not self._database.lock_conversation(unit.session, conversation):
            return None
        row = unit.session.get(InboxRow, row_id)
        if row is None:
            return None
        earlier = select(InboxRow.id).where(
            InboxRow.state == InboxState.PENDING,
            InboxRow.platform == row.platform,
            InboxRow.conversation == row.conversation,
            InboxRow.id < row.id,
        )
        waits = unit.session.scalar(earlier.limit(1)) is not None
        return None if waits or row.state is not InboxState.PENDING else row

    def _finish(self, unit: UnitOfWork, row: InboxRow) -> None:
        assert row.payload is not None  # noqa: S101 - only handled rows have none
        self._handle(unit, event_from_json(row.payload))
        row.state = InboxState.HANDLED
        row.payload = None  # what was said is kept once, as a contribution, or not at all

    def _postpone(self, row_id: int, error: Exception) -> None:
        with self._database.write() as unit:
            row = unit.session.get(InboxRow, row_id)
            if row is None or row.state is not InboxState.PENDING:
                return
            row.attempts += 1
            row.error = type(error).__name__
            row.not_before = self._clock.now() + timedelta(seconds=2**row.attempts)
            if row.attempts >= TRIES:
                row.state = InboxState.FAILED
            unit.commit()
            # Where it failed, but not the error's words: they may quote what was being stored.
            places = "".join(traceback.format_tb(error.__traceback__))
            log.error(
                "Inbox row %d failed (try %d of %d): %s\n%s",
                row_id,
                row.attempts,
                TRIES,
                row.error,
                places,
            )


def _due(session: Session, now: datetime) -> list[tuple[int, str]]:
    """Return pending rows that may be taken up, oldest first."""
    rows = session.execute(
        select(InboxRow.id, InboxRow.conversation)
        .where(
            InboxRow.state == InboxState.PENDING,
            or_(InboxRow.not_before.is_(None), InboxRow.not_before <= now),
        )
        .order_by(InboxRow.id)
        .limit(BATCH)
    )
    return [(row_id, conversation) for row_id, conversation in rows]
