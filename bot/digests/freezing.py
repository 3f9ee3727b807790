"""Takes the snapshot of a community's period that a summary shows."""

from datetime import time
from zoneinfo import ZoneInfo

from bot.community.models import Community
from bot.digests.checkpoint.compiling import compile_summary
from bot.digests.snapshot import Snapshot
from bot.schedules.calendar import Period
from bot.schedules.working import Nation, WorkingCalendar
from bot.store import UnitOfWork


def take_snapshot(unit: UnitOfWork, community: Community, period: Period) -> Snapshot:
    """Return what may be told of the period; without themes when there is none to tell."""
    zone = period.ends_at.tzinfo
    calendar = WorkingCalendar(
        Nation.ENGLAND_AND_WALES,
        zone if isinstance(zone, ZoneInfo) else ZoneInfo("UTC"),
        time(9),
        time(17),
    )
    return compile_summary(unit, community, period, calendar)
