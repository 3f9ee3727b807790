"""Working days and hours, against GOV.UK's dates, over the changes of the clocks and Christmas."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from holidays import country_holidays
from hypothesis import given
from hypothesis import strategies as st

from bot.schedules.working import Nation, WorkingCalendar, bank_holidays

LONDON = ZoneInfo("Europe/London")
ENGLAND, SCOTLAND, NORTHERN_IRELAND = (
    WorkingCalendar(nation, LONDON, time(9), time(17)) for nation in Nation
)
CALENDARS = st.sampled_from([ENGLAND, SCOTLAND, NORTHERN_IRELAND])
MINUTES = st.integers(0, 4 * 365 * 24 * 60)
TIMES = MINUTES.map(lambda past: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=past))
DAYS = st.integers(0, 30)

# https://www.gov.uk/bank-holidays, and the King's proclamation of 4 February 2026 for 15 June.
EVERYWHERE = "2026-01-01 04-03 05-04 05-25 12-25 12-28 2027-01-01 03-26 05-03 05-31 12-27 12-28"
PUBLISHED = {
    Nation.ENGLAND_AND_WALES: "2026-04-06 08-31 2027-03-29 08-30",
    Nation.SCOTLAND: "2026-01-02 06-15 08-03 11-30 2027-01-04 08-02 11-30",
    Nation.NORTHERN_IRELAND: "2026-03-17 04-06 07-13 08-31 2027-03-17 03-29 07-12 08-30",
}


def dates(written: str) -> set[date]:
    year, found = "", set()
    for part in written.split():
        year = part[:4] if len(part) == 10 else year
        found.add(date.fromisoformat(f"{year}-{part[-5:]}"))
    return found


def london(day: str, clock: str = "12:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=LONDON).astimezone(UTC)


@pytest.mark.parametrize("nation", Nation)
def test_bank_holidays_are_those_that_gov_uk_publishes(nation: Nation) -> None:
    known = bank_holidays(nation, 2026) | bank_holidays(nation, 2027)
    assert known == dates(EVERYWHERE) | dates(PUBLISHED[nation])


def test_wales_has_englands_bank_holidays() -> None:
    years = range(2020, 2031)
    england, wales = (
        set(country_holidays("GB", subdiv=one, years=years)) for one in ("ENG", "WLS")
    )
    assert england == wales


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        ("2026-09-21 08:59", False),
        ("2026-09-21 09:00", True),
        ("2026-09-21 16:59", True),
        ("2026-09-21 17:00", False),
        ("2026-09-20 12:00", False),  # Sunday
        ("2026-08-31 12:00", False),  # the late summer bank holiday
        ("2026-12-28 12:00", False),  # in place of Boxing Day
        ("2026-03-30 09:00", True),  # the first Monday of British Summer Time
    ],
)
def test_people_are_at_work_in_working_hours(at: str, is_open: bool) -> None:
    assert ENGLAND.is_open(london(*at.split())) is is_open


@pytest.mark.parametrize(
    ("calendar", "start", "days", "then"),
    [
        (ENGLAND, "2026-09-21 10:30", 2, "2026-09-23 10:30"),
        (ENGLAND, "2026-09-25 16:00", 1, "2026-09-28 16:00"),  # over a weekend
        (ENGLAND, "2026-09-26 11:00", 1, "2026-09-29 09:00"),  # asked on Saturday
        (ENGLAND, "2026-09-21 20:00", 2, "2026-09-24 09:00"),  # asked in the evening
        (ENGLAND, "2026-09-21 07:00", 2, "2026-09-23 09:00"),  # and before work
        (ENGLAND, "2026-12-24 15:00", 3, "2026-12-31 15:00"),  # Christmas
        (ENGLAND, "2026-12-24 15:00", 4, "2027-01-04 15:00"),  # and New Year
        (SCOTLAND, "2026-12-24 15:00", 4, "2027-01-05 15:00"),  # whose second day is off
        (SCOTLAND, "2026-11-27 10:00", 1, "2026-12-01 10:00"),  # Saint Andrew
        (NORTHERN_IRELAND, "2026-07-10 10:00", 1, "2026-07-14 10:00"),  # the Boyne
        (ENGLAND, "2026-03-27 10:00", 1, "2026-03-30 10:00"),  # the clocks go forward
        (ENGLAND, "2026-10-23 10:00", 1, "2026-10-26 10:00"),  # and back
    ],
)
def test_working_days_are_counted_from_the_moment(
    calendar: WorkingCalendar, start: str, days: int, then: str
) -> None:
    expected = london(*then.split())
    assert calendar.after(london(*start.split()), days) == expected
    assert calendar.days_between(london(*start.split()), expected) == days
    just_before = expected - timedelta(seconds=1)
    assert calendar.days_between(london(*start.split()), just_before) == days - 1


@given(CALENDARS, TIMES, DAYS)
def test_what_falls_due_falls_due_at_work_and_never_before(
    calendar: WorkingCalendar, start: datetime, days: int
) -> None:
    then = calendar.after(start, days)
    assert then >= start
    assert calendar.is_open(then)
    assert calendar.days_between(start, then) == days
    if days:
        assert calendar.days_between(start, then - timedelta(seconds=1)) == days - 1


@given(CALENDARS, TIMES, st.lists(TIMES, min_size=2, max_size=2).map(sorted), DAYS)
def test_later_is_never_fewer_days(
    calendar: WorkingCalendar, one: datetime, pair: list[datetime], days: int
) -> None:
    earlier, later = pair
    assert calendar.days_between(one, earlier) <= calendar.days_between(one, later)
    assert calendar.days_between(earlier, one) >= calendar.days_between(later, one)
    assert calendar.after(earlier, days) <= calendar.after(later, days)
    assert calendar.after(earlier, days) < calendar.after(earlier, days + 1)


@given(CALENDARS, TIMES, TIMES)
def test_days_are_counted_as_one_would_by_hand(
    calendar: WorkingCalendar, start: datetime, end: datetime
) -> None:
    counted = 0
    while calendar.after(start, counted + 1) <= end:
        counted += 1
        if counted == 40:
            return
    assert calendar.days_between(start, end) == counted
