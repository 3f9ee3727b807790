"""A person's own switch: whether they are paired with somebody of another hub each month."""

from datetime import datetime

from bot.community.models import Person
from bot.privacy.audit import record
from bot.store import UnitOfWork


def set_pairs(
    unit: UnitOfWork, person: Person, on: bool, *, by: Person | None, now: datetime
) -> None:
    """Pair a person each month, which they agreed to, or no longer."""
    if person.pairs == on:
        return
    person.pairs = on
    unit.flush()
    action = "pairs.on" if on else "pairs.off"
    record(unit, by=by, action=action, subject=f"person:{person.id}", now=now)
