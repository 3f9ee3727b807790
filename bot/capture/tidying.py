"""Forgets the keys of events that no platform will send again."""

from datetime import datetime, timedelta

from sqlalchemy import delete

from bot.capture.models import InboxRow, InboxState
from bot.store import UnitOfWork

KEYS_KEPT = timedelta(days=30)
"""Platforms send an event again for a day at most; the rest is for looking into what went wrong."""


def forget_old_keys(unit: UnitOfWork, now: datetime) -> int:
    """Remove the keys of events handled long ago (nothing else is left of them); say how many."""
    old = delete(InboxRow).where(
        InboxRow.state == InboxState.HANDLED, InboxRow.received_at < now - KEYS_KEPT
    )
    return len(unit.session.execute(old.returning(InboxRow.id)).all())
