"""When people work: working days and hours of a nation of the United Kingdom. Pure.

Whatever we start ourselves waits for these hours, and time is told to people in working days. Bank
holidays come from the `holidays` package, which needs no network.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo

from holidays import country_holidays

_DAY = timedelta(days=1)
_WEEKDAYS = 5


class Nation(StrEnum):
    """Whose bank holidays are days off."""

    ENGLAND_AND_WALES = "england-and-wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"


_SUBDIVISIONS = {
    Nation.ENGLAND_AND_WALES: "ENG",  # Wales has the same
    Nation.SCOTLAND: "SCT",
    Nation.NORTHERN_IRELAND: "NIR",
}


@cache
def bank_holidays(nation: Nation, year: int) -> frozenset[date]:
    """Return a year's bank holidays, substitute days included; never a Saturday or Sunday."""
    known = country_holidays("GB", subdiv=_SUBDIVISIONS[nation], years=year)
    return frozenset(day for day in known if day.weekday() < _WEEKDAYS)


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Monday to Friday without bank holidays, from `opens` until `closes` by the clocks of `zone`.

    `opens` is before `closes`. Every time given or returned is aware; those returned are UTC.
    """

    nation: Nation
    zone: ZoneInfo
    opens: time
    closes: time

    def is_working_day(self, day: date) -> bool:
        """Say whether people work on that day."""
        return day.weekday() < _WEEKDAYS and day not in bank_holidays(self.nation, day.year)

    def is_open(self, at: datetime) -> bool:
        """Say whether people are at work."""
        local = at.astimezone(self.zone)
        return self.is_working_day(local.date()) and self.opens <= local.time() < self.closes

    def after(self, start: datetime, days: int) -> datetime:
        """Return when so many whole working days have passed since `start`: a time at work.

        What happens out of hours counts as happening when work next begins: of a question asked on
        Saturday, the first working day has passed on Tuesday morning.
        """
        day, into = self._begin(start)
        while days > 0:
            day += _DAY
            days -= self.is_working_day(day)
        return self._opening(day) + into

    def days_between(self, start: datetime, end: datetime) -> int:
        """Return how many whole working days have passed: the most that `after` reaches by `end`.

        Never less than 0.
        """
        first, into = self._begin(start)
        last = end.astimezone(self.zone).date()
        days = self._working_days(first, last)
        if self.is_working_day(last) and end < self._opening(last) + into:
            days -= 1
        return max(0, days)

    def _begin(self, at: datetime) -> tuple[date, timedelta]:
        """Return the working day on which a time counts, and how long after its opening."""
        day = at.astimezone(self.zone).date()
        if self.is_working_day(day) and at < self._at(day, self.closes):
            return day, max(timedelta(), at - self._opening(day))
        day += _DAY
        while not self.is_working_day(day):
            day += _DAY
        return day, timedelta()

    def _opening(self, day: date) -> datetime:
        return self._at(day, self.opens)

    def _at(self, day: date, clock: time) -> datetime:
        # In UTC: two times of one zone are compared by their clock faces, which a change moves.
        return datetime.combine(day, clock, tzinfo=self.zone).astimezone(UTC)

    def _working_days(self, after: date, until: date) -> int:
        """Count the working days after one date, up to and with another."""
        if until <= after:
            return 0
        weeks, rest = divmod((until - after).days, 7)
        weekdays = sum((until - number * _DAY).weekday() < _WEEKDAYS for number in range(rest))
        years = range(after.year, until.year + 1)
        off = sum(
            after < day <= until for year in years for day in bank_holidays(self.nation, year)
        )
        return weeks * _WEEKDAYS + weekdays - off
