"""A chat in which what asks the same is looked for."""

from datetime import datetime, time

import pytest

from adapters.grouping.embedding import BytesEmbedder
from bot.capture.understanding import Understanding
from bot.questions.same import handlers
from bot.questions.same.looking import SameQuestions
from bot.schedules.working import Nation, WorkingCalendar
from bot.store import Database
from clustering.embedding import HashedEmbedder
from tests.chat import LONDON, Chat, Recogniser
from tests.conftest import StoppedClock
from tests.world import NOW, add_person

CALENDAR = WorkingCalendar(Nation.ENGLAND_AND_WALES, LONDON, time(9), time(17))


class AskedChat(Chat):
    """The chat, with U3 of a third hub; `same` looks for what asks the same, at `clock`'s time."""

    def __init__(self, database: Database, now: datetime = NOW) -> None:
        super().__init__(database)
        self.clock = StoppedClock(now)
        embedder = BytesEmbedder(HashedEmbedder())
        self.same = SameQuestions(self.earlier, self.clock, CALENDAR)
        listeners = [self.earlier.take, self.same.take]
        self.understanding = Understanding(database, embedder, Recogniser(), listeners)
        handlers.register(self.router)
        with database.write() as unit:
            add_person(unit, self.community, "U3", hub="west")
            unit.commit()


@pytest.fixture
def chat(database: Database) -> AskedChat:
    return AskedChat(database)
