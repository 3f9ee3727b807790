"""A community with lessons in every state, for tests of the guide."""

from dataclasses import dataclass

import pytest

from bot.capture.models import Contribution
from bot.community.models import Community
from bot.lessons.models import Lesson, Status
from bot.lessons.service import Sharing
from bot.store import Database, UnitOfWork
from tests.chat import Chat
from tests.world import NOW


@dataclass
class Library:
    """A chat with lessons; `lessons` are ids by recommendation."""

    chat: Chat
    lessons: dict[str, int]

    @property
    def database(self) -> Database:
        return self.chat.database

    def community(self, unit: UnitOfWork) -> Community:
        return unit.session.get_one(Community, self.chat.community.id)

    def change(self, recommendation: str, **values: object) -> None:
        with self.database.write() as unit:
            lesson = unit.session.get_one(Lesson, self.lessons[recommendation])
            for name, value in values.items():
                setattr(lesson, name, value)
            unit.commit()


LESSONS = {
    "Open": (Status.CHECKED, Sharing.PUBLIC, "delivery"),
    "Department": (Status.CHECKED, Sharing.DEPARTMENT, "delivery"),
    "Members": (Status.CHECKED, Sharing.MEMBERS, "set-up"),
    "Unchecked": (Status.CAPTURED, Sharing.PUBLIC, "delivery"),
    "Declined": (Status.DECLINED, Sharing.PUBLIC, "delivery"),
}


@pytest.fixture
def library(database: Database) -> Library:
    chat = Chat(database)
    lessons = {}
    for number, name in enumerate(LESSONS, start=1):
        chat.say(f"Lesson {name} with words of its own", f"1.{number}")
    with database.write() as unit:
        for number, (name, (status, sharing, stage)) in enumerate(LESSONS.items(), start=1):
            message = unit.session.query(Contribution).filter_by(message_id=f"1.{number}").one()
            lesson = Lesson(
                contribution_id=message.id,
                what_happened=message.text,
                recommendation=name,
                worked=True,
                sharing=str(sharing),
                status=status,
                stage=stage,
                tagged_at=NOW,
            )
            unit.session.add(lesson)
            unit.flush()
            lessons[name] = lesson.id
        unit.commit()
    return Library(chat, lessons)
