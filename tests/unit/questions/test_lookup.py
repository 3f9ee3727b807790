"""Look-up keeps in step with what others stored and erased."""

from sqlalchemy import delete, update

from adapters.grouping.embedding import BytesEmbedder
from adapters.grouping.lookup import MatrixIndex
from bot.capture.models import Contribution, ContributionVector
from bot.questions.lookup import EarlierAnswers
from clustering.embedding import HashedEmbedder
from tests.chat import Chat

LESSON = "Lesson: ring every enquirer within two hours"


def another(chat: Chat) -> EarlierAnswers:
    """Return the look-up of another replica, or of the next start."""
    return EarlierAnswers(BytesEmbedder(HashedEmbedder()), MatrixIndex())


def found(chat: Chat, earlier: EarlierAnswers, words: str = LESSON) -> list[str]:
    with chat.database.read() as unit:
        answers = earlier.answers(unit, words, {chat.community.id})
        return [one.contribution.message_id for one in answers]


def test_what_another_replica_stored_is_found(chat: Chat) -> None:
    other = another(chat)
    assert found(chat, other) == []
    chat.say(LESSON, "m1")
    assert found(chat, other) == ["m1"]


def test_catching_up_counts_only_what_is_new(chat: Chat) -> None:
    other = another(chat)
    for i in range(3):
        chat.say(f"{LESSON}, part {i}", f"m{i}")
    with chat.database.read() as unit:
        assert [other.catch_up(unit), other.catch_up(unit)] == [3, 0]


def test_what_another_replica_deleted_is_not_shown_and_let_go(chat: Chat) -> None:
    chat.say(LESSON, "m1")
    other = another(chat)
    assert found(chat, other) == ["m1"]
    with chat.database.write() as unit:
        unit.session.execute(update(Contribution).values(deleted_at=Contribution.posted_at))
        unit.session.execute(delete(ContributionVector))
        unit.commit()
    assert found(chat, other) == []
    with chat.database.write() as unit:
        unit.session.execute(update(Contribution).values(deleted_at=None))
        unit.commit()
    assert found(chat, other) == [], "its vector is gone, so only a new one brings it back"


def test_vectors_of_another_embedder_are_never_mixed(chat: Chat) -> None:
    chat.say(LESSON, "m1")
    with chat.database.write() as unit:
        unit.session.execute(update(ContributionVector).values(embedder="another"))
        unit.commit()
    assert found(chat, another(chat)) == []


def test_an_edit_moves_a_message(chat: Chat) -> None:
    chat.say("Lesson: pool the medical advisers' fees", "m1")
    with chat.database.write() as unit:
        unit.session.execute(update(Contribution).values(text=LESSON, understood_by=None))
        unit.commit()
    chat.understanding.work_all()
    assert found(chat, chat.earlier) == ["m1"]
    assert found(chat, chat.earlier, "pool the medical advisers' fees") == []
