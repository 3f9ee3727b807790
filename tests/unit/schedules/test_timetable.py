"""When a community has its drafts: pure rules, over changes of the clocks and of its mind."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.schedules.calendar import Daily, Hourly, Period, UnsafeTime, Weekday, When, next_after
from bot.schedules.models import RunState, ScheduleRun
from bot.schedules.timetable.rules import (
    NOTE,
    PAGE,
    Plan,
    reaching_back,
    time_typed,
)
from bot.schedules.timetable.wording import error_words, moment, run_words, when_words
from bot.schedules.working import Nation, WorkingCalendar

LONDON = ZoneInfo("Europe/London")
WORKING = WorkingCalendar(Nation.ENGLAND_AND_WALES, LONDON, time(9), time(17))
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def plan(
    name: str = PAGE,
    weekday: Weekday = Weekday.MONDAY,
    at: time = time(9),
    *,
    wanted: bool = True,
    since: datetime = LONG_AGO,
) -> Plan:
    return Plan(1, name, wanted, weekday, at, since, WORKING)


def local(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=LONDON).astimezone(UTC)


@pytest.mark.parametrize("year", [2026, 2027])
@pytest.mark.parametrize("weekday", [Weekday.SUNDAY, Weekday.FRIDAY])
@pytest.mark.parametrize("at", [time(0, 30), time(2, 30), time(23, 59)])
def test_by_any_plan_a_year_of_hours_has_each_page_once_at_its_local_time(
    year: int, weekday: Weekday, at: time
) -> None:
    changed = plan(weekday=weekday, at=at)
    now = datetime(year, 1, 1, tzinfo=UTC)
    found = {}
    while now.year == year:
        if period := changed.due(now):
            found.setdefault(period.key, (period, now))
        now += timedelta(hours=1)
    assert len(found) in (26, 27)
    for period, first in found.values():
        ends = period.ends_at.astimezone(LONDON)
        assert (Weekday.of(ends.date()), ends.time()) == (weekday, at)
        late = first - ends.astimezone(UTC)
        assert late < timedelta(hours=1) or first == datetime(year, 1, 1, tzinfo=UTC)


def test_a_page_that_waits_is_made_up_for_within_three_days_and_then_missed() -> None:
    page, due = plan(), local("2026-10-19T09:00")
    for hours in (0, 30, 72):
        now = due + timedelta(hours=hours)
        period = page.due(now)
        assert period is not None
        assert (period.key, page.missed(now)) == ("2026-W43", None)
    after = due + timedelta(hours=73)
    missed = page.missed(after)
    assert page.due(after) is None
    assert missed is not None
    assert missed.key == "2026-W43"
    moved = page.due(after, due - timedelta(days=1))
    assert moved is not None, "a clock that was moved on is no outage"


def test_nothing_is_made_up_for_that_was_due_before_the_change_or_while_off() -> None:
    wednesday = local("2026-10-21T12:00")
    changed = plan(since=wednesday)
    assert changed.due(wednesday) is changed.missed(wednesday + timedelta(days=9)) is None
    off = plan(wanted=False)
    assert off.due(wednesday) is off.missed(wednesday) is off.next(wednesday, "") is None


def test_the_next_page_is_of_a_fortnight_that_had_none_yet() -> None:
    """Moved from Mondays to Fridays once Monday's was drafted: this Friday brings none."""
    wednesday = local("2026-10-21T12:00")
    fridays = plan(weekday=Weekday.FRIDAY, at=time(10))
    for last, comes in (("2026-W43", "2026-11-06T10:00"), ("2026-W41", "2026-10-23T10:00")):
        period = fridays.next(wednesday, last)
        assert period is not None
        assert period.ends_at.astimezone(UTC) == local(comes)


@pytest.mark.parametrize(
    ("when", "comes"),
    [
        (plan().when, "Monday 2 November 2026, 09:00"),
        (plan(NOTE).when, "Monday 2 November 2026, 09:00"),
        (Daily(time(2, 30), LONDON), "Sunday 25 October 2026, 02:30"),
        (Hourly(), "Sunday 25 October 2026, 00:00"),
    ],
)
def test_the_next_time_is_told_by_local_clocks(when: When, comes: str) -> None:
    """The night in which the clocks go back."""
    now = local("2026-10-24T23:30")
    assert moment(next_after(when, now).ends_at, LONDON) == comes


@pytest.mark.parametrize(
    ("last", "starts"),
    [
        (None, "2026-10-05T09:00"),
        ("2026-10-02T10:00", "2026-10-02T10:00"),
        ("2026-10-12T09:00", "2026-10-05T09:00"),
        ("2026-08-10T09:00", "2026-10-05T09:00"),
    ],
)
def test_a_page_reaches_back_over_a_gap_but_not_over_a_pause(last: str | None, starts: str) -> None:
    ends = local("2026-10-19T09:00").astimezone(LONDON)
    page = Period("2026-W43", ends - timedelta(days=14), ends)
    reached = reaching_back(page, local(last) if last else None)
    assert (reached.starts_at.astimezone(UTC), reached.ends_at) == (local(starts), ends)


@pytest.mark.parametrize("text", ["", "9", "24:00", "09:60", "09:00:00", "９:00", "09:00+02:00"])
def test_what_is_no_time_of_day(text: str) -> None:
    with pytest.raises(ValueError, match="like 09:00"):
        time_typed(text)
    assert time_typed("9:05") == time(9, 5)
    with pytest.raises(UnsafeTime):
        time_typed("01:30")


def test_rules_and_runs_in_words() -> None:
    assert when_words(plan(weekday=Weekday.FRIDAY).when) == "every second Friday at 09:00"
    assert when_words(plan(NOTE).when) == "the first working day of each month at 09:00"
    due = local("2026-10-19T09:00")
    run = ScheduleRun(state=RunState.DONE, started_at=due + timedelta(hours=5), attempts=1)
    assert run_words(run, LONDON, due) == "done on Monday 19 October 2026, 14:00, 5 hours late"
    run.state, run.error = RunState.FAILED, "OperationalError"
    assert run_words(run, LONDON).endswith("could not be reached. It is tried again")
    run.attempts = 5
    assert run_words(run, LONDON).endswith("could not be reached")
    assert error_words("KeyError") == "something went wrong (KeyError)"
