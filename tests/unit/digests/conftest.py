"""Fixtures of digests."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.schedules.calendar import Period, Weekday, Weekly
from bot.store import Database
from tests.conftest import StoppedClock
from tests.unit.digests.talk import Talk

MONDAYS = Weekly(Weekday.MONDAY, time(9), ZoneInfo("Europe/London"))


@pytest.fixture
def clock() -> StoppedClock:
    """A Monday at nine in London: when the summary falls due."""
    return StoppedClock(datetime(2026, 9, 21, 8, 0, tzinfo=UTC))


@pytest.fixture
def period(clock: StoppedClock) -> Period:
    return MONDAYS.latest(clock.now())


@pytest.fixture
def talk(database: Database, clock: StoppedClock) -> Talk:
    return Talk(database, clock.now())
