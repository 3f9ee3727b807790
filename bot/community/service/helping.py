"""A person's own switch: whether they are named to those who ask about what they went through."""

from datetime import datetime

from bot.community.models import Person
from bot.privacy.audit import record
from bot.store import UnitOfWork


def set_helps(
    unit: UnitOfWork, person: Person, on: bool, *, by: Person | None, now: datetime
) -> None:
    """Name a person to those who ask, which they agreed to, or no longer."""
    if person.helps == on:
        return
    person.helps = on
    unit.flush()
    action = "helps.on" if on else "helps.off"
    record(unit, by=by, action=action, subject=f"person:{person.id}", now=now)
