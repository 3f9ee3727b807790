"""Writes the audit log."""

from datetime import datetime

from bot.community.models import Person
from bot.privacy.models import AuditEntry
from bot.store import UnitOfWork


def record(
    unit: UnitOfWork,
    *,
    by: Person | None,
    action: str,
    subject: str,
    now: datetime,
    **detail: str | int | float | bool | None,
) -> None:
    """Record that something was done. `detail` never holds a message's words."""
    unit.session.add(
        AuditEntry(
            at=now, by_id=by.id if by else None, action=action, subject=subject, detail=detail
        )
    )
