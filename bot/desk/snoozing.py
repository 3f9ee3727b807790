"""What was put off: an item that the desk leaves out until a time, for all its facilitators."""

from datetime import datetime

from sqlalchemy import delete, select

from bot.community.models import Person
from bot.desk.models import DeskSnooze
from bot.store import UnitOfWork

LONGEST_KEY = 60


def put_off(
    unit: UnitOfWork, community_id: int, item: str, until: datetime, by: Person, now: datetime
) -> None:
    """Leave an item out until then; what was put off until before now is let go of."""
    over = DeskSnooze.community_id == community_id, DeskSnooze.until <= now
    unit.session.execute(delete(DeskSnooze).where(*over))
    key = item[:LONGEST_KEY]
    row = unit.session.get(DeskSnooze, (community_id, key))
    if row is None:
        row = DeskSnooze(community_id=community_id, item=key)
        unit.session.add(row)
    row.until, row.by_id = until, by.id
    unit.flush()


def left_out(unit: UnitOfWork, community_id: int, now: datetime) -> frozenset[str]:
    """Return the keys of the items that are put off at this time."""
    rows = select(DeskSnooze.item).where(
        DeskSnooze.community_id == community_id, DeskSnooze.until > now
    )
    return frozenset(unit.session.scalars(rows))
