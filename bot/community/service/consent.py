"""Who does not want to be captured: a person's own switch, and a hub's."""

from datetime import datetime

from bot.community.models import Hub, Person
from bot.privacy.audit import record
from bot.store import UnitOfWork


def set_capture(
    unit: UnitOfWork, person: Person, on: bool, *, by: Person | None, now: datetime
) -> None:
    """Capture what a person says from now on, or no longer."""
    person.capture_off = not on
    _write_down(unit, f"person:{person.id}", on, by, now)


def set_hub_capture(
    unit: UnitOfWork, hub: Hub, on: bool, *, by: Person | None, now: datetime
) -> None:
    """Capture what a hub's people say from now on, or no longer."""
    if hub.capture_off == on:
        hub.capture_off = not on
        _write_down(unit, f"hub:{hub.id}", on, by, now)


def _write_down(unit: UnitOfWork, subject: str, on: bool, by: Person | None, now: datetime) -> None:
    action = "capture.on" if on else "capture.off"
    record(unit, by=by, action=action, subject=subject, now=now)
