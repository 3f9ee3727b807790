"""When a reader's digest falls due: by their own day, time and time zone. Pure.

A week's digest is due once, however late the work is done, whatever the clocks do. One that is late
waits until people are at work; it is let go only when the next is close.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.schedules.calendar import Period, Weekday, Weekly
from bot.schedules.working import WorkingCalendar

LATEST = timedelta(days=5)
"""So late may a digest come: three days without us, or over the longest holidays."""
PROMPT = timedelta(hours=2)
"""Until then it comes at the time that its reader chose, even if that is out of hours."""
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When one reader wants the digest. `paused_until` is the first day on which it comes again."""

    weekday: Weekday
    at: time
    zone: ZoneInfo
    wanted: bool = True
    paused_until: date | None = None

    @property
    def weekly(self) -> Weekly:
        """Return the rule."""
        return Weekly(self.weekday, self.at, self.zone)

    def comes(self, period: Period) -> bool:
        """Say whether the digest of a period is wanted."""
        day = period.ends_at.astimezone(self.zone).date()
        return self.wanted and (self.paused_until is None or day >= self.paused_until)


def due(rhythm: Rhythm, working: WorkingCalendar, last: str, now: datetime) -> Period | None:
    """Return the period whose digest is to be sent now; None: none is.

    `last` is the latest period that was dealt with: a clock that was moved back brings no earlier
    one.
    """
    period = rhythm.weekly.latest(now)
    late = now - period.ends_at.astimezone(UTC)
    if period.key <= last or late > LATEST or not rhythm.comes(period):
        return None
    at_work = replace(working, zone=rhythm.zone)
    if at_work.is_open(now) or (late <= PROMPT and not _within_hours(rhythm, working)):
        return period
    return None


def next_time(rhythm: Rhythm, last: str, now: datetime) -> datetime | None:
    """Return when the next digest falls due, in the reader's zone; None: it is off."""
    if not rhythm.wanted:
        return None
    moment = now
    while True:
        moment += WEEK
        period = rhythm.weekly.latest(moment)
        if period.ends_at.astimezone(UTC) > now and period.key > last and rhythm.comes(period):
            return period.ends_at


def _within_hours(rhythm: Rhythm, working: WorkingCalendar) -> bool:
    """Say whether the reader chose a time at which people work."""
    weekend = (Weekday.SATURDAY, Weekday.SUNDAY)
    return rhythm.weekday not in weekend and working.opens <= rhythm.at < working.closes
