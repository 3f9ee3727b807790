"""Beyond what memory is meant for, pgvector looks up; what it finds is what exact search finds."""

from typing import Any

import numpy as np
import pytest
from sqlalchemy import insert, select, text

from adapters.grouping.embedding import BytesEmbedder
from adapters.grouping.lookup import MatrixIndex
from bot.capture.models import Contribution, ContributionVector, Kind
from bot.capture.service import erase
from bot.community.models import Channel
from bot.progress import NoProgress
from bot.questions.lookup import EarlierAnswers
from bot.questions.vectors.held import HeldVectors
from bot.questions.vectors.stored import StoredVectors
from bot.store import Database
from clustering.embedding import HashedEmbedder
from tests.chat import Chat
from tests.world import NOW, make_world

MANY, DIMENSION, WANTED = 3_000, 64, 50
LESSON = "Lesson: ring every enquirer within two hours"


@pytest.fixture
def vectors(database: Database) -> np.ndarray[Any, Any]:
    """Vectors in loose heaps, as those of messages are, stored for a community."""
    community = make_world(database)
    chance = np.random.default_rng(5)
    heaps = chance.standard_normal((60, DIMENSION))
    rows = heaps[chance.integers(0, 60, MANY)] + 0.7 * chance.standard_normal((MANY, DIMENSION))
    rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype("<f4")
    with database.write() as unit:
        channel = unit.session.query(Channel).first()
        assert channel is not None
        values = [
            {
                "id": key,
                "community_id": community.id,
                "channel_id": channel.id,
                "platform": "slack",
                "tenant": "T1",
                "conversation": "C1",
                "message_id": str(key),
                "thread": str(key),
                "kind": Kind.ANSWER,
                "text": str(key),
                "posted_at": NOW,
                "version": NOW,
            }
            for key in range(1, MANY + 1)
        ]
        unit.session.execute(insert(Contribution), values)
        stored = [
            {"contribution_id": key, "embedder": "test", "vector": row.tobytes()}
            for key, row in enumerate(rows, start=1)
        ]
        unit.session.execute(insert(ContributionVector), stored)
        unit.commit()
    return rows


def test_the_index_finds_what_exact_search_finds(
    database: Database, vectors: np.ndarray[Any, Any]
) -> None:
    if database.is_sqlite:
        pytest.skip("pgvector is PostgreSQL's")
    stored, held = StoredVectors("test"), HeldVectors("test", MatrixIndex())
    assert stored.build(database, NoProgress())
    chance, found, right = np.random.default_rng(6), 0, 0
    with database.read() as unit:
        assert stored.ready(unit.session)
        unit.session.execute(text("SET LOCAL enable_seqscan = off"))
        for row in vectors[chance.integers(0, MANY, 40)]:
            asked = (row + 0.05 * chance.standard_normal(DIMENSION)).astype("<f4")
            asked /= np.linalg.norm(asked)
            exact = held.nearest(unit.session, asked.tobytes(), WANTED, {1})
            near = stored.nearest(unit.session, asked.tobytes(), WANTED, {1})
            right += len(exact.keys() & near.keys())
            found += len(exact)
            both = exact.keys() & near.keys()
            assert all(near[key] == pytest.approx(exact[key], abs=1e-5) for key in both)
        assert stored.nearest(unit.session, vectors[0].tobytes(), WANTED, {2}) == {}
        few = select(Contribution.id).where(Contribution.id <= 20)
        exact = held.nearest(unit.session, vectors[0].tobytes(), WANTED, {1}, few)
        near = stored.nearest(unit.session, vectors[0].tobytes(), WANTED, {1}, few)
        assert set(near) == set(exact) == set(range(1, 21))
    assert found == 40 * WANTED
    assert right / found >= 0.97


def test_erased_and_new_messages_come_and_go(
    database: Database, vectors: np.ndarray[Any, Any]
) -> None:
    if database.is_sqlite:
        pytest.skip("pgvector is PostgreSQL's")
    stored = StoredVectors("test")
    stored.build(database, NoProgress())
    asked = vectors[6].tobytes()
    with database.write() as unit:
        seventh = unit.session.get_one(Contribution, 7)
        assert 7 in stored.nearest(unit.session, asked, 3, {1})
        erase(unit, seventh, NOW)
        assert 7 not in stored.nearest(unit.session, asked, 3, {1})
        seventh.deleted_at = None
        unit.session.add(ContributionVector(contribution_id=7, embedder="test", vector=asked))
        stored.take(unit.session, [(seventh, asked)])
        assert 7 in stored.nearest(unit.session, asked, 3, {1})


def test_another_model_gets_a_table_of_its_own_and_the_old_one_goes(
    database: Database, vectors: np.ndarray[Any, Any]
) -> None:
    if database.is_sqlite:
        pytest.skip("pgvector is PostgreSQL's")
    StoredVectors("test").build(database, NoProgress())
    with database.write() as unit:
        unit.session.execute(
            text("UPDATE contribution_vector SET embedder = 'other', vector = :v"),
            {"v": np.ones(8, dtype="<f4").tobytes()},
        )
        unit.commit()
    assert StoredVectors("other").build(database, NoProgress())
    with database.read() as unit:
        tables = unit.session.scalars(
            text("SELECT tablename FROM pg_tables WHERE tablename LIKE 'look\\_up\\_%'")
        ).all()
        near = StoredVectors("other").nearest(
            unit.session, np.ones(8, dtype="<f4").tobytes(), 5, {1}
        )
    assert len(tables) == 1
    assert len(near) == 5


def test_few_stay_in_memory_and_many_go_to_the_server_and_who_asks_can_t_tell(
    chat: Chat,
) -> None:
    chat.say(LESSON, "m1")
    earlier = EarlierAnswers(BytesEmbedder(HashedEmbedder()), MatrixIndex(), held_most=0)

    def found() -> list[str]:
        with chat.database.read() as unit:
            answers = earlier.answers(unit, LESSON, {chat.community.id})
            return [one.contribution.message_id for one in answers]

    before = found()
    earlier.prepare(chat.database, NoProgress())
    assert found() == before == ["m1"]
    chat.understanding._listeners = [earlier.take]  # the application's one listener
    chat.say(f"{LESSON}, or call back the same day", "m2")
    assert set(found()) == {"m1", "m2"}


def test_where_pgvector_is_not_there_search_stays_exact_in_memory(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.questions.vectors.stored.has_extension", lambda _: False)
    chat.say(LESSON, "m1")
    earlier = EarlierAnswers(BytesEmbedder(HashedEmbedder()), MatrixIndex(), held_most=0)
    earlier.prepare(chat.database, NoProgress())
    with chat.database.read() as unit:
        assert len(earlier.answers(unit, LESSON, {chat.community.id})) == 1
