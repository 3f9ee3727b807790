"""Counts a community's questions by calendar month. Pure: no database, no words for people."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from bot.schedules.working import WorkingCalendar

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: when it was asked and first answered by somebody else, if it was.

    `confirmed`: the asker or a facilitator said that it is answered. `imported`: it came from
    an archive and was not asked here. Times are aware.
    """

    at: datetime
    first_answer: datetime | None
    confirmed: bool
    imported: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Month:
    """What became of the questions that were asked in one calendar month.

    `answered` had an answer from somebody else, or were `confirmed` to be answered. The medians
    are of the `timed` ones' time to the first answer: while people work, and by the clock.
    `saved` counts who found an answer before asking; `imported` is counted nowhere else.
    """

    first_day: date
    so_far: bool
    asked: int
    answered: int
    confirmed: int
    timed: int
    at_work: timedelta | None
    by_clock: timedelta | None
    saved: int
    imported: int


def latest_months(now: datetime, zone: ZoneInfo, most: int) -> list[date]:
    """Return the first days of the latest months in a zone, the present one last."""
    days = [now.astimezone(zone).date().replace(day=1)]
    while len(days) < most:
        days.append((days[-1] - DAY).replace(day=1))
    return days[::-1]


def begins(first_day: date, zone: ZoneInfo) -> datetime:
    """Return when a day begins by a zone's clocks, in UTC."""
    return datetime.combine(first_day, time(), tzinfo=zone).astimezone(UTC)


def count_months(
    asked: Iterable[Asked],
    saved: Iterable[datetime],
    first_days: Sequence[date],
    calendar: WorkingCalendar,
) -> list[Month]:
    """Count the questions and the saved askings of each month; the last month is not over."""
    questions: dict[date, list[Asked]] = {day: [] for day in first_days}
    savings = dict.fromkeys(first_days, 0)
    for one in asked:
        if (month := _month_of(one.at, calendar.zone)) in questions:
            questions[month].append(one)
    for at in saved:
        if (month := _month_of(at, calendar.zone)) in savings:
            savings[month] += 1
    return [
        _counted(day, questions[day], savings[day], calendar, so_far=day == first_days[-1])
        for day in first_days
    ]


def _counted(
    day: date, questions: Sequence[Asked], saved: int, calendar: WorkingCalendar, *, so_far: bool
) -> Month:
    own = [one for one in questions if not one.imported]
    waits = [(one.at, one.first_answer) for one in own if one.first_answer is not None]
    return Month(
        first_day=day,
        so_far=so_far,
        asked=len(own),
        answered=sum(one.confirmed or one.first_answer is not None for one in own),
        confirmed=sum(one.confirmed for one in own),
        timed=len(waits),
        at_work=_middle(worked_between(calendar, *wait) for wait in waits),
        by_clock=_middle(end - start for start, end in waits),
        saved=saved,
        imported=len(questions) - len(own),
    )


def _month_of(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date().replace(day=1)


def _middle(times: Iterable[timedelta]) -> timedelta | None:
    seconds = [each.total_seconds() for each in times]
    return timedelta(seconds=median(seconds)) if seconds else None


def worked_between(calendar: WorkingCalendar, start: datetime, end: datetime) -> timedelta:
    """Return for how long people were at work between two times; nothing when they are turned."""
    worked = timedelta()
    day, last = (at.astimezone(calendar.zone).date() for at in (start, end))
    while day <= last:
        if calendar.is_working_day(day):
            opens, closes = hours_of(calendar, day)
            worked += max(timedelta(), min(end, closes) - max(start, opens))
        day += DAY
    return worked


def hours_of(calendar: WorkingCalendar, day: date) -> tuple[datetime, datetime]:
    """Return when work begins and ends on a working day, in UTC."""
    opens, closes = (
        datetime.combine(day, clock, tzinfo=calendar.zone).astimezone(UTC)
        for clock in (calendar.opens, calendar.closes)
    )
    return opens, closes
