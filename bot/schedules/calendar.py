"""When something falls due: pure functions from a rule and the time to the latest due period.

Local times become UTC by the day they fall on, so that a change of the clocks neither drops nor
doubles one. Weekdays have names, never numbers.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.schedules.working import WorkingCalendar

CATCH_UP = timedelta(hours=24)
"""A period missed for longer than this is let go."""
DAY = timedelta(days=1)
FIRST_WEEK = date(2024, 1, 1)
"""A Monday. Fortnights are counted from it, as a year may have an odd number of weeks."""


class Weekday(StrEnum):
    """A day of the week."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"

    @classmethod
    def of(cls, day: date) -> "Weekday":
        """Return a date's weekday."""
        return tuple(cls)[day.weekday()]


class UnsafeTime(ValueError):
    """Between 01:00 and 01:59 a local time may come twice or not at all: choose another."""

    def __init__(self) -> None:
        super().__init__(
            "times from 01:00 to 01:59 happen twice, or not at all, when the clocks change;"
            " choose another time"
        )


def check_time(at: time) -> time:
    """Return the time if a schedule may use it. Raises UnsafeTime."""
    if at.hour == 1:
        raise UnsafeTime
    return at


@dataclass(frozen=True, slots=True)
class Period:
    """What one run covers: from `starts_at` to `ends_at`, which is when it fell due.

    `key` names it within its schedule. Both times are aware, in the schedule's own zone.
    """

    key: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Weekly:
    """Once a week, on a weekday at a local time."""

    weekday: Weekday
    at: time
    zone: ZoneInfo

    def __post_init__(self) -> None:
        check_time(self.at)

    def latest(self, now: datetime) -> Period:
        """Return the latest period that fell due by now."""
        day = now.astimezone(self.zone).date()
        while Weekday.of(day) is not self.weekday or _local(day, self.at, self.zone) > now:
            day -= DAY
        year, week, _ = day.isocalendar()
        starts = _local(day - 7 * DAY, self.at, self.zone)
        return Period(f"{year}-W{week:02d}", starts, _local(day, self.at, self.zone))


@dataclass(frozen=True, slots=True)
class Fortnightly:
    """Once in two weeks, on a weekday at a local time: in every second week since `FIRST_WEEK`."""

    weekday: Weekday
    at: time
    zone: ZoneInfo

    def __post_init__(self) -> None:
        check_time(self.at)

    def latest(self, now: datetime) -> Period:
        """Return the latest period that fell due by now."""
        ends = Weekly(self.weekday, self.at, self.zone).latest(now).ends_at.date()
        ends -= (ends - FIRST_WEEK) // (7 * DAY) % 2 * 7 * DAY
        year, week, _ = ends.isocalendar()
        starts = _local(ends - 14 * DAY, self.at, self.zone)
        return Period(f"{year}-W{week:02d}", starts, _local(ends, self.at, self.zone))


@dataclass(frozen=True, slots=True)
class Daily:
    """Once a day, at a local time."""

    at: time
    zone: ZoneInfo

    def __post_init__(self) -> None:
        check_time(self.at)

    def latest(self, now: datetime) -> Period:
        """Return the latest period that fell due by now."""
        day = now.astimezone(self.zone).date()
        if _local(day, self.at, self.zone) > now:
            day -= DAY
        starts = _local(day - DAY, self.at, self.zone)
        return Period(day.isoformat(), starts, _local(day, self.at, self.zone))


@dataclass(frozen=True, slots=True)
class Hourly:
    """Once an hour, on the hour of UTC."""

    def latest(self, now: datetime) -> Period:
        """Return the latest period that fell due by now."""
        ends = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
        return Period(ends.strftime("%Y-%m-%dT%HZ"), ends - timedelta(hours=1), ends)


@dataclass(frozen=True, slots=True)
class Monthly:
    """Once a month, on its first working day at a local time."""

    at: time
    working: WorkingCalendar

    def __post_init__(self) -> None:
        check_time(self.at)

    def latest(self, now: datetime) -> Period:
        """Return the latest period that fell due by now."""
        this = now.astimezone(self.working.zone).date().replace(day=1)
        ends = self._due(this)
        if ends > now:
            this = _month_before(this)
            ends = self._due(this)
        return Period(f"{this:%Y-%m}", self._due(_month_before(this)), ends)

    def _due(self, first: date) -> datetime:
        day = first
        while not self.working.is_working_day(day):
            day += DAY
        return _local(day, self.at, self.working.zone)


When = Weekly | Fortnightly | Daily | Hourly | Monthly


def due(
    when: When, now: datetime, since: datetime | None = None, within: timedelta = CATCH_UP
) -> Period | None:
    """Return the latest period that fell due, unless that was longer ago than `within`.

    What fell due after `since` is never too long ago: a clock that was moved on passes that.
    """
    period = when.latest(now)
    # In UTC: two times of one zone are compared by their clock faces, which a change moves.
    ended = period.ends_at.astimezone(UTC)
    if since is not None and ended > since:
        return period
    return period if now - ended <= within else None


def next_after(when: When, now: datetime, last: str = "") -> Period:
    """Return the next period to fall due after now whose key comes after `last`."""
    moment = now
    while True:
        moment += timedelta(hours=1) if isinstance(when, Hourly) else DAY
        period = when.latest(moment)
        if period.ends_at.astimezone(UTC) > now and period.key > last:
            return period


def _month_before(first: date) -> date:
    return (first - DAY).replace(day=1)


def _local(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at, tzinfo=zone)
