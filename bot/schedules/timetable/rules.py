"""Which schedules there are and when each falls due, from what was chosen. Pure.

A community has its page and its note drafted when it likes; the rest is the installation's.
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

from bot.schedules.calendar import (
    Daily,
    Fortnightly,
    Hourly,
    Monthly,
    Period,
    Weekday,
    Weekly,
    When,
    check_time,
    due,
    next_after,
)
from bot.schedules.working import WorkingCalendar

PAGE, NOTE = "page", "note"
CHOSEN = (PAGE, NOTE)
"""What each community chooses for itself."""
DIGESTS, REGROUP, PAIRS, QUESTIONS = "digests", "regroup", "pairs", "questions"
COMMON = (DIGESTS, REGROUP, PAIRS, QUESTIONS)
"""What the installation does for every community, by its job's name."""
PAIRS_AT = time(10)
"""The local time at which people are paired, on the first working day of a month."""
CATCH_UP = timedelta(days=3)
"""A draft that could not be made for longer than this is let go."""
LATE = timedelta(hours=2)
"""A draft that begins later than this is worth a word."""


@dataclass(frozen=True, slots=True)
class Usual:
    """The installation's own days and times, and when its people work."""

    weekday: Weekday
    at: time
    digest_weekday: Weekday
    digest_at: time
    regroup_at: time
    working: WorkingCalendar


@dataclass(frozen=True, slots=True)
class Plan:
    """When a community has its page or its note drafted. `weekday` is the page's only.

    What fell due before `since` (aware) is not made up for.
    """

    community_id: int
    name: str
    wanted: bool
    weekday: Weekday
    at: time
    since: datetime
    working: WorkingCalendar

    @property
    def schedule(self) -> str:
        """Return what its runs are kept under: "page:12"."""
        return schedule_of(self.name, self.community_id)

    @property
    def when(self) -> Fortnightly | Monthly:
        """Return the rule."""
        if self.name == PAGE:
            return Fortnightly(self.weekday, self.at, self.working.zone)
        return Monthly(self.at, self.working)

    def due(self, now: datetime, moved_from: datetime | None = None) -> Period | None:
        """Return the period that is to be drafted by now; `moved_from` as `since` in `due`."""
        period = due(self.when, now, moved_from, CATCH_UP)
        return period if period is not None and self.owes(period) else None

    def missed(self, now: datetime, moved_from: datetime | None = None) -> Period | None:
        """Return the latest period, if it is too late for it."""
        period = self.when.latest(now)
        late = due(self.when, now, moved_from, CATCH_UP) is None
        return period if late and self.owes(period) else None

    def owes(self, period: Period) -> bool:
        """Say whether a period is to be drafted at all."""
        return self.wanted and period.ends_at.astimezone(UTC) > self.since

    def next(self, now: datetime, last: str) -> Period | None:
        """Return what falls due next, after the period `last`; None: it is off."""
        return next_after(self.when, now, last) if self.wanted else None


def time_typed(text: str) -> time:
    """Return the time of day that was typed. Raises UnsafeTime, or ValueError if it is none."""
    if not re.fullmatch(r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9]", text):
        raise ValueError("a time is like 09:00")
    hours, minutes = map(int, text.split(":"))
    return check_time(time(hours, minutes))


def schedule_of(name: str, community_id: int) -> str:
    """Return what a community's runs of a schedule are kept under."""
    return f"{name}:{community_id}"


def name_of(schedule: str) -> tuple[str, int | None]:
    """Return a schedule's name, and its community unless it is the installation's."""
    name, _, community_id = schedule.partition(":")
    return name, int(community_id) if community_id else None


def common_when(name: str, usual: Usual) -> When:
    """Return the rule of what the installation does for every community."""
    zone = usual.working.zone
    rules: dict[str, When] = {
        DIGESTS: Weekly(usual.digest_weekday, usual.digest_at, zone),
        REGROUP: Daily(usual.regroup_at, zone),
        PAIRS: Monthly(PAIRS_AT, usual.working),
        QUESTIONS: Hourly(),
    }
    return rules[name]


def reaching_back(period: Period, last: datetime | None) -> Period:
    """Return a page's period from where the last one ended, `last`: a change of day leaves a gap.

    A gap longer than a fortnight was a pause, which no page makes up for.
    """
    starts = period.starts_at.astimezone(UTC)
    if last is None or not starts - timedelta(days=14) <= last < starts:
        return period
    return replace(period, starts_at=last.astimezone(period.ends_at.tzinfo))
