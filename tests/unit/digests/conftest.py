"""Fixtures of digests."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.capture.inbox import InboxWriter
from bot.digests.handlers import register
from bot.reception import Reception
from bot.router import Router
from bot.schedules.calendar import Period, Weekday, Weekly
from bot.store import Database
from tests.conftest import StoppedClock
from tests.unit.digests.desk import CALENDAR, Desk
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


@pytest.fixture
def told(talk: Talk) -> Talk:
    """A community in which four hubs raised a theme this week."""
    talk.begin()
    talk.raised_by([0, 1, 2, 3], talk.theme("Panel dates", "How long panels take to sit"))
    return talk


@pytest.fixture
def desk(database: Database, clock: StoppedClock) -> Desk:
    router = Router()
    register(router, calendar=CALENDAR)
    router.command(
        "commonthread", lambda turn, given: router.words[given.text](turn, given), description=""
    )
    reception = Reception(
        database=database,
        clock=clock,
        writer=InboxWriter(database, clock),
        router=router,
        administrators=frozenset({"root"}),
        on_change=lambda: None,
    )
    return Desk(database, reception)
