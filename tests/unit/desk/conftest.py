"""Fixtures of the desk: a chat in which a facilitator has one."""

from datetime import datetime, time, timedelta

import pytest

from bot.cards import Answer
from bot.community import handlers as community
from bot.community.caller import identify
from bot.community.models import Community
from bot.desk import handlers
from bot.desk.content import SectionContent
from bot.desk.making import make_desk
from bot.events import HomeOpened
from bot.router import Turn
from bot.schedules.working import Nation, WorkingCalendar
from bot.store import Database
from tests.chat import LONDON, Chat
from tests.world import NOW, event_id, place, sender

CALENDAR = WorkingCalendar(Nation.ENGLAND_AND_WALES, LONDON, time(9), time(17))


class Room(Chat):
    """The chat, with the desk and people's own pages."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.at_desk = make_desk(CALENDAR, LONDON)
        community.register(
            self.router,
            administrators=frozenset(),
            prefixes={},
            zone=LONDON,
            above=self.at_desk.desk.above,
        )
        handlers.register(self.router, self.at_desk)

    def sections(self, at: datetime = NOW) -> dict[str, SectionContent]:
        """Return what waits for the facilitator F1 at a time, by the section's name."""
        with self.database.read() as unit:
            caller = identify(unit, sender("F1"), place("CF"), frozenset())
            here = unit.session.get_one(Community, self.community.id)
            waiting = self.at_desk.desk.waiting(Turn(unit=unit, caller=caller, now=at), here)
        return {section.name: section for section in waiting}

    def open_home(self, user: str) -> Answer | None:
        """Let a person open their own page."""
        opened = HomeOpened(
            event_id=event_id(), at=NOW, who=sender(user), where=place("", private=True)
        )
        with self.database.read() as unit:
            return self.router.answer(self._turn(unit, opened), opened)


@pytest.fixture
def room(database: Database) -> Room:
    return Room(database)


def days_ago(days: float) -> datetime:
    return NOW - timedelta(days=days)
