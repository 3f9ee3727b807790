"""What is erased leaves the full-text indexes, in the database's files too."""

from pathlib import Path

from sqlalchemy import select, text

from bot.capture.models import Contribution
from bot.capture.service import erase
from bot.lessons.models import Lesson
from bot.lessons.service import forget_lesson
from bot.store import Database
from bot.store.scrub import scrub
from tests.chat import Chat
from tests.world import NOW

CANARY, IN_LESSON = "zanziquark", "quarkozanzi"
INDEXES = ("ix_contribution_words", "ix_lesson_words")


def files_with(database: Database, word: str) -> list[str]:
    """Return which of the files that hold the indexes have the word in them."""
    with database.engine.connect() as connection:
        if database.is_sqlite:
            file = Path(str(database.engine.url.database))
            paths = [path for path in file.parent.iterdir() if path.name.startswith(file.name)]
        else:
            connection.execution_options(isolation_level="AUTOCOMMIT")
            connection.execute(text("CHECKPOINT"))
            data = Path(connection.scalars(text("SHOW data_directory")).one())
            where = text("SELECT pg_relation_filepath(CAST(:name AS regclass))")
            names = [connection.scalars(where, {"name": name}).one() for name in INDEXES]
            paths = [data / name for name in names]
            sampled = connection.scalars(text("SELECT pg_stats::text FROM pg_stats")).all()
            if any(word in row for row in sampled):
                return ["pg_stats"]
    return [path.name for path in paths if word.encode() in path.read_bytes()]


def test_an_erased_word_is_in_no_index_any_more(chat: Chat) -> None:
    for i in range(12):  # enough for the databases to take samples of
        chat.say(f"Lesson: {CANARY} has asked us {i}, so we rang back", f"m{i}")
    with chat.database.write() as unit:
        kept = unit.session.scalars(select(Contribution)).all()
        for one in kept:
            unit.session.add(
                Lesson(
                    contribution_id=one.id,
                    what_happened=f"{IN_LESSON} rang",
                    recommendation="Ring back",
                    worked=True,
                    sharing="members",
                    tagged_at=NOW,
                )
            )
        unit.commit()
    with chat.database.engine.begin() as connection:
        connection.execute(text("ANALYZE"))
    assert files_with(chat.database, CANARY)
    assert files_with(chat.database, IN_LESSON)
    with chat.database.write() as unit:
        for one in unit.session.scalars(select(Contribution)).all()[1:]:
            forget_lesson(unit, one.id)
        unit.commit()
    with chat.database.write() as unit:
        for one in unit.session.scalars(select(Contribution)):
            erase(unit, one, NOW)
        for lesson in unit.session.scalars(select(Lesson)):
            lesson.what_happened = "They rang"
        unit.commit()
    assert scrub(chat.database)
    assert files_with(chat.database, CANARY) == []
    assert files_with(chat.database, IN_LESSON) == []
