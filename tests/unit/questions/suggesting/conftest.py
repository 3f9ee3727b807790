"""A chat in which earlier answers are suggested under questions."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from adapters.grouping.embedding import BytesEmbedder
from bot.capture.understanding import Understanding
from bot.cards import from_json
from bot.delivery.models import Doing, OutboxRow
from bot.questions.models import Suggestion
from bot.questions.suggesting import Suggesting, handlers
from bot.store import Database
from clustering.embedding import HashedEmbedder
from tests.chat import LONDON, Chat, Recogniser, all_words
from tests.world import NOW, add_person

QUESTION = "How do you organise call-back rotas for fostering enquiries at weekends?"
AGAIN = "Hello! How do you organise call-back rotas for fostering enquiries at weekends?"
ANSWER = "Call-back rotas at weekends: two councils organise one for fostering enquiries together"


class Now:
    """The time that the tests' events have."""

    def now(self) -> datetime:
        return NOW


class SuggestingChat(Chat):
    """The world's chat; U3 is another member, of a third hub."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        with database.write() as unit:
            add_person(unit, self.community, "U3", hub="east")
            unit.commit()
        self.understanding = self.replica()
        handlers.register(self.router, zone=LONDON)

    def replica(self) -> Understanding:
        """Return what understands messages in this replica, or another."""
        suggesting = Suggesting(self.earlier, Now(), LONDON)
        embedder = BytesEmbedder(HashedEmbedder())
        listeners = [self.earlier.take, suggesting.take]
        return Understanding(self.database, embedder, Recogniser(), listeners)

    def ask_and_answer(self) -> None:
        """Let U1 ask and U2 answer, two days before."""
        before = NOW - timedelta(days=2)
        self.say(QUESTION, "q1", user="U1", at=before)
        self.say(ANSWER, "a1", user="U2", thread="q1", at=before + timedelta(hours=1))

    def suggested(self) -> list[tuple[str | None, str]]:
        """Return what stands suggested: the thread it is posted in, and its words."""
        back = {row.of_key for row in self._rows() if row.doing is Doing.DELETE}
        posts = [row for row in self._rows() if row.key not in back and row.doing is Doing.POST]
        return [(row.thread, all_words(from_json(row.card))) for row in posts]

    def _rows(self) -> Sequence[OutboxRow]:
        with self.database.read() as unit:
            ours = OutboxRow.key.startswith("suggestion:")
            return unit.session.scalars(select(OutboxRow).where(ours).order_by(OutboxRow.id)).all()

    def suggestions(self) -> list[Suggestion]:
        """Return what is kept of what was suggested."""
        with self.database.read() as unit:
            return list(unit.session.scalars(select(Suggestion)))


@pytest.fixture
def chat(database: Database) -> SuggestingChat:
    return SuggestingChat(database)
