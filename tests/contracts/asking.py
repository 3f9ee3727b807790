"""A question's way on every platform, through the program: asked, answered, thanked and closed.

Requests are each platform's real ones, as it signs them; features, outbox and sender are the real
ones on a real database. Only the kinds of messages are recognised by a rule.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from adapters.grouping import ClusteringFinder
from adapters.grouping.embedding import words_embedder
from bot.bootstrap import Application, Learned
from bot.capture.models import Contribution
from bot.community.models import Account, Channel, Hub, Membership, Person, Purpose, Role
from bot.events import MessageAction
from bot.questions import life
from bot.questions.answering import ASKER_ONLY
from bot.questions.models import QuestionState
from bot.schedules.calendar import Hourly
from bot.settings import Settings
from bot.store import Database, UnitOfWork
from tests.chat import Recogniser
from tests.conftest import StoppedClock
from tests.contracts.scene import Scene
from tests.contracts.watching import seen, unseen
from tests.waiting import until
from tests.world import add_community

AT_WORK = datetime(2026, 6, 2, 9, 30, tzinfo=UTC)
EARLIER = "How do you ring enquirers back in the evening?"
EARLIER_ANSWER = "Six carers ring enquirers back in the evening, a fortnight each"
QUESTION = "Who pays the carers that ring enquirers back?"
ANSWER = "The hub does, ninety pounds a month"


class Behind:
    """The program behind a scene, whose Ann and Bob are members of two hubs of a community."""

    def __init__(self, scene: Scene, database: Database) -> None:
        self.scene, self.database = scene, database
        self._clock = StoppedClock(AT_WORK)
        learned = Learned(words_embedder(), ClusteringFinder(), Recogniser())
        settings = Settings(_env_file=None)
        self._app = Application(settings, database, self._clock, learned, self._platforms)
        self._handled = 0
        scene.receiver.reply = self._app.reception.answer_now
        with database.write() as unit:
            self._set_up(unit)
            unit.commit()

    def _platforms(self, *_: object) -> list[object]:
        return [self.scene.adapter]

    def _set_up(self, unit: UnitOfWork) -> None:
        here, community = self.scene.here, add_community(unit)
        channel = Channel(
            platform=here.platform,
            tenant=here.tenant,
            conversation=here.conversation,
            address=here.address,
            community_id=community.id,
            purpose=Purpose.COMMUNITY,
            capture=True,
        )
        unit.session.add(channel)
        for name, user in (("Ann", self.scene.ann), ("Bob", self.scene.bob)):
            hub = Hub(programme_id=community.programme_id, slug=name, name=f"Hub of {name}")
            person = Person(name=name, hub=hub)
            unit.session.add_all([hub, person])
            unit.flush()
            account = Account(platform=here.platform, tenant=here.tenant, user_id=user)
            account.person_id = person.id
            role = Membership(person_id=person.id, community_id=community.id, role=Role.MEMBER)
            unit.session.add_all([account, role])

    async def say(self, person: str, text: str, thread: str | None = None) -> str:
        """Let a person post a message in the channel, and the program take it in."""
        received = self.scene.receiver.received
        before = len(received)
        message = await self.scene.say(person, text, thread=thread)
        await until(lambda: len(received) > before)
        for event in received[before:]:
            with self.database.write() as unit:
                self._app.reception.handle(unit, event)
                unit.commit()
        self._app.understanding.work_all()
        return message

    async def an_hour_passes(self) -> None:
        """Let the hourly work on questions be done, and what it says be sent."""
        self._app.follow_up_questions(Hourly().latest(self._clock.now()))
        await self.deliver()

    async def deliver(self) -> None:
        """Let what waits in the outbox be sent."""
        await self._app.sender.drain_once()

    def state(self, message: str) -> QuestionState:
        """Say where a question stands."""
        with self.database.read() as unit:
            found = select(Contribution.id).where(Contribution.message_id == message)
            key = unit.session.scalars(found).one()
            return life.state_of(unit.session, [key])[key]


class AskingContract:
    """Subclasses give a `scene`."""

    @pytest.fixture
    def behind(self, scene: Scene, migrated_sqlite: Path, tmp_path: Path) -> Iterator[Behind]:
        path = tmp_path / "behind.db"
        path.write_bytes(migrated_sqlite.read_bytes())
        database = Database(f"sqlite:///{path}")
        yield Behind(scene, database)
        database.close()

    async def test_a_question_is_asked_answered_thanked_and_closed_by_who_asked(
        self, scene: Scene, behind: Behind
    ) -> None:
        ann, bob = scene.ann, scene.bob
        earlier = await behind.say(bob, EARLIER)
        await behind.say(bob, EARLIER_ANSWER, thread=earlier)
        await scene.command(ann, "ask", "how do others ring enquirers back in the evening?")
        await seen(scene, ann, EARLIER_ANSWER)
        assert await unseen(scene, bob, EARLIER_ANSWER)

        question = await behind.say(ann, QUESTION)
        answer = await behind.say(bob, ANSWER, thread=question)
        await scene.act(bob, MessageAction.THIS_ANSWERS_IT, answer)
        await seen(scene, bob, ASKER_ONLY)
        assert behind.state(question) is QuestionState.OPEN

        await scene.act(ann, MessageAction.THIS_ANSWERS_IT, answer)
        await seen(scene, ann, "Thank you")
        assert behind.state(question) is QuestionState.ANSWERED
        await behind.an_hour_passes()
        await behind.an_hour_passes()
        thanked = [words for words in await scene.sees(bob) if "helped Ann" in words]
        assert len(thanked) == 1
        assert await unseen(scene, ann, "helped Ann")
