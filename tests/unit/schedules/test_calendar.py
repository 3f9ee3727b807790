"""When things fall due: over both changes of the clocks, after a pause, after a jump."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.schedules.calendar import (
    Daily,
    Fortnightly,
    Hourly,
    Monthly,
    UnsafeTime,
    Weekday,
    Weekly,
    When,
    due,
)
from bot.schedules.working import Nation, WorkingCalendar

LONDON = ZoneInfo("Europe/London")
NEW_YORK = ZoneInfo("America/New_York")
MONDAYS = Weekly(Weekday.MONDAY, time(9), LONDON)
NIGHTS = Daily(time(2, 30), LONDON)


def utc(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def runs(when: When, start: datetime, end: datetime, step: timedelta) -> dict[str, datetime]:
    """Tick from start to end; return each period's first tick."""
    seen: dict[str, datetime] = {}
    now = start
    while now < end:
        if (period := due(when, now)) is not None:
            seen.setdefault(period.key, now)
        now += step
    return seen


def test_weekly_falls_due_on_the_named_day_at_the_local_time() -> None:
    period = due(MONDAYS, utc(9, 21, 8, 0))
    assert period is not None
    assert period.key == "2026-W39"
    assert period.ends_at == utc(9, 21, 8)  # 09:00 British Summer Time
    assert period.starts_at == utc(9, 14, 8)
    assert period.ends_at.strftime("%A %H:%M") == "Monday 09:00"
    assert due(MONDAYS, utc(9, 21, 7, 59)) is None  # last week's is too old by then


def test_fortnightly_falls_due_every_second_week_over_the_turn_of_a_long_year() -> None:
    pages = Fortnightly(Weekday.MONDAY, time(9), LONDON)
    seen = runs(pages, utc(11, 30), utc(12, 31) + timedelta(days=21), timedelta(hours=3))
    assert list(seen) == ["2026-W49", "2026-W51", "2026-W53", "2027-W02"]
    period = pages.latest(utc(11, 3))
    assert (period.starts_at, period.ends_at) == (utc(10, 19, 8), utc(11, 2, 9))  # GMT again


@pytest.mark.parametrize(
    ("sunday", "before", "after"), [((3, 29), 9, 8), ((10, 25), 8, 9)], ids=["march", "october"]
)
def test_a_week_over_a_change_of_the_clocks(
    sunday: tuple[int, int], before: int, after: int
) -> None:
    change = utc(*sunday)
    periods = [
        due(MONDAYS, change.replace(hour=hour) + timedelta(days=days))
        for days, hour in ((-6, before), (1, after))
    ]
    assert [period.ends_at.strftime("%H:%M") for period in periods if period] == ["09:00"] * 2
    assert periods[0] is not None
    assert periods[1] is not None
    assert periods[1].starts_at == periods[0].ends_at  # nothing falls between two periods


@pytest.mark.parametrize("sunday", [(3, 29), (10, 25)], ids=["march", "october"])
@pytest.mark.parametrize("when", [NIGHTS, Daily(time(2, 30), NEW_YORK), Daily(time(0, 30), LONDON)])
def test_daily_runs_once_a_day_over_a_change(sunday: tuple[int, int], when: Daily) -> None:
    start = utc(*sunday, 12) - timedelta(days=2)
    seen = runs(when, start, start + timedelta(days=5), timedelta(minutes=5))
    first = due(when, start)
    assert first is not None
    days = [(first.ends_at + timedelta(days=n)).date().isoformat() for n in range(6)]
    assert list(seen) == days
    assert all(now.minute == 30 for now in list(seen.values())[1:])


def test_new_york_changes_on_other_days() -> None:
    """02:30 does not exist there on 8 March 2026; the day still has its one run."""
    seen = runs(Daily(time(2, 30), NEW_YORK), utc(3, 7, 12), utc(3, 10, 12), timedelta(minutes=10))
    assert list(seen) == ["2026-03-07", "2026-03-08", "2026-03-09", "2026-03-10"]


@pytest.mark.parametrize("minute", [0, 30, 59])
@pytest.mark.parametrize(
    "make", [lambda at: Daily(at, LONDON), lambda at: Weekly(Weekday.SUNDAY, at, LONDON)]
)
def test_times_that_may_come_twice_are_refused(make: Callable[[time], When], minute: int) -> None:
    with pytest.raises(UnsafeTime, match="choose another time"):
        make(time(1, minute))


def test_only_the_latest_missed_period_is_caught_up_within_a_day() -> None:
    assert due(MONDAYS, utc(9, 22, 8, 0)) is not None  # 24 hours late
    assert due(MONDAYS, utc(9, 22, 8, 1)) is None
    late = due(NIGHTS, utc(9, 30, 12))
    assert late is not None
    assert late.key == "2026-09-30"


def test_a_catch_up_is_24_real_hours_over_the_change_in_october() -> None:
    night = Daily(time(2, 30), LONDON)
    saturday = due(night, utc(10, 25, 2, 29))  # 25 hours after Saturday's: 02:29 GMT
    assert saturday is None
    sunday = due(night, utc(10, 25, 2, 30))
    assert sunday is not None
    assert sunday.key == "2026-10-25"


def test_hourly_is_named_by_the_hour_of_utc() -> None:
    seen = runs(Hourly(), utc(10, 25, 0, 0), utc(10, 25, 3), timedelta(minutes=10))
    assert list(seen) == ["2026-10-25T00Z", "2026-10-25T01Z", "2026-10-25T02Z"]


@given(
    now=st.datetimes(datetime(2025, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    zone=st.sampled_from([LONDON, NEW_YORK, ZoneInfo("Australia/Lord_Howe"), ZoneInfo("UTC")]),
    weekday=st.sampled_from(Weekday),
    at=st.times(time(2), time(23, 59)),
)
def test_periods_follow_on_from_each_other(
    now: datetime, zone: ZoneInfo, weekday: Weekday, at: time
) -> None:
    for when in (Weekly(weekday, at, zone), Fortnightly(weekday, at, zone), Daily(at, zone)):
        latest = when.latest(now)
        assert latest.ends_at.astimezone(UTC) <= now
        before = when.latest(latest.ends_at.astimezone(UTC) - timedelta(seconds=1))
        assert before.ends_at == latest.starts_at
        assert before.key < latest.key


def test_monthly_falls_due_on_the_first_working_day() -> None:
    working = WorkingCalendar(Nation.SCOTLAND, LONDON, time(9), time(17))
    firsts = Monthly(time(10), working)
    due_on = runs(firsts, utc(1, 1), utc(12, 31), timedelta(hours=3))
    assert {month: f"{at:%d}" for month, at in due_on.items()} == {
        "2026-01": "05",  # 1 and 2 January are bank holidays in Scotland
        "2026-02": "02",
        "2026-03": "02",
        "2026-04": "01",
        "2026-05": "01",
        "2026-06": "01",
        "2026-07": "01",
        "2026-08": "04",  # the 3rd is a bank holiday
        "2026-09": "01",
        "2026-10": "01",
        "2026-11": "02",
        "2026-12": "01",
    }
    period = firsts.latest(utc(7, 15))
    assert (period.starts_at, period.ends_at) == (utc(6, 1, 9), utc(7, 1, 9))
