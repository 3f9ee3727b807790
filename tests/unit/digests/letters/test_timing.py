"""When a digest falls due: once a week, over changes of the clocks, holidays and outages."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.digests.letters.timing import Rhythm, due, next_time
from bot.schedules.calendar import Weekday
from tests.chat import LONDON
from tests.unit.questions.asked import CALENDAR

NEW_YORK = ZoneInfo("America/New_York")
MONDAY = Rhythm(Weekday.MONDAY, time(10), LONDON)


def sent(rhythm: Rhythm, start: datetime, hours: int, last: str = "") -> list[tuple[str, str]]:
    """Look every hour; return each period sent and the reader's local time."""
    found = []
    for hour in range(hours):
        now = start + timedelta(hours=hour)
        period = due(rhythm, CALENDAR, last, now)
        if period is not None:
            last = period.key
            found.append((period.key, f"{now.astimezone(rhythm.zone):%a %d %b %H:%M}"))
    return found


@pytest.mark.parametrize(
    ("zone", "start", "expected"),
    [
        (LONDON, datetime(2026, 3, 20, tzinfo=UTC), ["Mon 23 Mar 10:00", "Mon 30 Mar 10:00"]),
        (LONDON, datetime(2026, 10, 16, tzinfo=UTC), ["Mon 19 Oct 10:00", "Mon 26 Oct 10:00"]),
        (NEW_YORK, datetime(2026, 3, 6, tzinfo=UTC), ["Mon 09 Mar 10:00", "Mon 16 Mar 10:00"]),
        (NEW_YORK, datetime(2026, 10, 30, tzinfo=UTC), ["Mon 02 Nov 10:00", "Mon 09 Nov 10:00"]),
    ],
)
def test_over_both_changes_of_the_clocks_it_comes_at_the_reader_s_time(
    zone: ZoneInfo, start: datetime, expected: list[str]
) -> None:
    rhythm = Rhythm(Weekday.MONDAY, time(10), zone)
    last = rhythm.weekly.latest(start).key
    assert [at for _, at in sent(rhythm, start, 24 * 14, last)] == expected


def test_on_a_sunday_night_too_whose_hour_is_skipped_or_repeated() -> None:
    for start in (datetime(2026, 3, 28, tzinfo=UTC), datetime(2026, 10, 24, tzinfo=UTC)):
        for at in (time(0, 30), time(2), time(2, 30), time(3)):
            rhythm = Rhythm(Weekday.SUNDAY, at, LONDON)
            last = rhythm.weekly.latest(start).key
            assert len(sent(rhythm, start, 48, last)) == 1


def test_on_a_bank_holiday_it_waits_for_the_next_morning_at_work() -> None:
    easter = datetime(2026, 4, 5, tzinfo=UTC)
    last = "2026-W14"
    assert [at for _, at in sent(MONDAY, easter, 72, last)] == ["Tue 07 Apr 09:00"]
    friday = Rhythm(Weekday.FRIDAY, time(10), LONDON)
    good_friday = datetime(2026, 4, 3, tzinfo=UTC)
    assert [at for _, at in sent(friday, good_friday, 120, "2026-W13")] == ["Tue 07 Apr 09:00"]


def test_a_time_out_of_hours_is_kept_but_a_late_one_waits_for_work() -> None:
    saturday = Rhythm(Weekday.SATURDAY, time(19), LONDON)
    evening = datetime(2026, 9, 26, 18, tzinfo=UTC)
    assert [at for _, at in sent(saturday, evening, 24, "2026-W38")] == ["Sat 26 Sep 19:00"]
    late = evening + timedelta(hours=5)
    assert [at for _, at in sent(saturday, late, 96, "2026-W38")] == ["Mon 28 Sep 09:00"]


def test_after_three_days_without_us_it_comes_once_and_after_a_week_only_the_latest() -> None:
    back = datetime(2026, 9, 24, 8, tzinfo=UTC)  # a Thursday
    assert sent(MONDAY, back, 24, "2026-W38") == [("2026-W39", "Thu 24 Sep 09:00")]
    long_after = datetime(2026, 9, 29, 8, tzinfo=UTC)
    assert sent(MONDAY, long_after, 24, "2026-W37") == [("2026-W40", "Tue 29 Sep 09:00")]
    assert due(MONDAY, CALENDAR, "", datetime(2026, 9, 27, 8, tzinfo=UTC)) is None, "too late"


def test_a_clock_moved_back_brings_no_earlier_one() -> None:
    assert due(MONDAY, CALENDAR, "2026-W39", datetime(2026, 9, 14, 9, 30, tzinfo=UTC)) is None


def test_paused_and_off() -> None:
    paused = Rhythm(Weekday.MONDAY, time(10), LONDON, paused_until=date(2026, 9, 28))
    start = datetime(2026, 9, 21, tzinfo=UTC)
    assert [at for _, at in sent(paused, start, 24 * 14)] == ["Mon 28 Sep 10:00"]
    off = Rhythm(Weekday.MONDAY, time(10), LONDON, wanted=False)
    assert sent(off, start, 24 * 7) == []
    assert next_time(off, "", start) is None
    assert next_time(paused, "", start) == datetime(2026, 9, 28, 10, tzinfo=LONDON)
    assert next_time(MONDAY, "2026-W39", start) == datetime(2026, 9, 28, 10, tzinfo=LONDON)
