"""Whatever dies when, and whatever the clock does: one digest a period and reader, never two.

The outbox's own tests show that what is in it is posted once.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from bot.delivery.models import OutboxRow
from bot.digests.letters.gathering.everything import LOOK_BACK
from bot.digests.letters.models import DigestIssue, outbox_key
from bot.digests.letters.readers import PERSON, Reader
from bot.digests.letters.timing import LATEST
from bot.lessons.models import Lesson
from bot.schedules.calendar import Weekly
from bot.store import Database, UnitOfWork
from tests.chat import Chat
from tests.unit.digests.letters.week import USUAL, digests, issues, person_id
from tests.unit.questions.asked import CALENDAR


class Killed(BaseException):
    """The process is gone."""


@dataclass
class Mortal:
    """A database whose process dies around one of its commits."""

    database: Database
    dies_at: int
    keeps: bool

    @contextmanager
    def read(self) -> Iterator[UnitOfWork]:
        with self.database.read() as unit:
            yield unit

    @contextmanager
    def write(self) -> Iterator[UnitOfWork]:
        with self.database.write() as unit:
            commit = unit.commit

            def dying() -> None:
                self.dies_at -= 1
                if self.dies_at < 0 and not self.keeps:
                    raise Killed
                commit()
                if self.dies_at < 0:
                    raise Killed

            unit.commit = dying  # type: ignore[method-assign]
            yield unit


@pytest.fixture(scope="module")
def chat(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chat]:
    path = tmp_path_factory.mktemp("kills") / "test.db"
    copy(migrated_sqlite, path)
    database = Database(f"sqlite:///{path}")
    chat = Chat(database)
    for number in range(12):
        chat.say("Lesson: ring soon", f"m{number}", user="F1")
    yield chat
    database.close()


MONDAYS = Weekly(USUAL.weekday, USUAL.at, CALENDAR.zone)
HOURS = st.sampled_from([1, 5, 24, 24, 48, 72])
STEPS = st.one_of(
    st.tuples(st.just("move"), HOURS),
    st.tuples(st.just("back"), st.sampled_from([1, 30, 24 * 8])),
    st.tuples(st.just("lesson"), st.just(0)),
    st.tuples(st.just("send"), st.just(0)),
    st.tuples(st.sampled_from(["dies before keeping", "dies after keeping"]), st.integers(0, 1)),
)
STARTS = st.sampled_from(
    [datetime(2026, 3, 23, 7, tzinfo=UTC), datetime(2026, 10, 19, 7, tzinfo=UTC)]
)
"""The Mondays before both changes of the clocks."""


@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(STARTS, st.lists(STEPS, min_size=3, max_size=7))
def test_one_digest_a_period_and_reader_never_two_never_none(
    chat: Chat, start: datetime, steps: list[tuple[str, int]]
) -> None:
    now, lessons, known = start, 0, set[tuple[str, str]]()
    _begin_again(chat)
    for step, number in [("lesson", 0), *steps]:
        match step:
            case "move":
                now += timedelta(hours=number)
            case "back":
                now -= timedelta(hours=number)
            case "lesson" if lessons < 12:
                _tag(chat, f"m{lessons}", now)
                lessons += 1
            case "dies before keeping" | "dies after keeping":
                mortal = Mortal(chat.database, number, step.endswith("after keeping"))
                _send_and_die(chat, mortal, now)
            case "send":
                digests(chat).send(now)
                _nobody_was_left_out(chat, now)
        _nobody_was_told_twice(chat)
        known = _none_is_empty_for_nothing(chat, known, now)


def _begin_again(chat: Chat) -> None:
    with chat.database.write(durable=False) as unit:
        for table in (OutboxRow, DigestIssue, Lesson):
            unit.session.execute(delete(table))
        unit.commit()


def _tag(chat: Chat, message: str, at: datetime) -> None:
    with chat.database.write(durable=False) as unit:
        lesson = Lesson(
            contribution_id=chat.kept(message).id,
            what_happened="It was tried.",
            recommendation=f"Do as {message} says",
            worked=True,
            sharing="members",
            tagged_at=at,
        )
        unit.session.add(lesson)
        unit.commit()


def _send_and_die(chat: Chat, mortal: Mortal, now: datetime) -> None:
    dying = digests(chat)
    with suppress(Killed):
        type(dying)(mortal, dying.experience, dying.usual).send(now)  # type: ignore[arg-type]


def _nobody_was_told_twice(chat: Chat) -> None:
    told = issues(chat)
    with chat.database.read() as unit:
        posted = Counter(unit.session.scalars(select(OutboxRow.key)))
    assert posted == Counter(outbox_key(*issue) for issue, items in told.items() if items)
    for reader in {reader for reader, _ in told}:
        keys = Counter(key for (who, _), items in told.items() if who == reader for key in items)
        assert max(keys.values(), default=0) <= 1


def _none_is_empty_for_nothing(
    chat: Chat, known: set[tuple[str, str]], now: datetime
) -> set[tuple[str, str]]:
    """Where a new issue told nothing, there was nothing to tell."""
    told = issues(chat)
    with chat.database.read() as unit:
        lessons = unit.session.scalars(select(Lesson)).all()
    for who, period in told.keys() - known:
        ends = MONDAYS.latest(now).ends_at
        before = {key for (reader, _), items in told.items() if reader == who for key in items}
        left = [
            one
            for one in lessons
            if ends - LOOK_BACK < one.tagged_at <= ends
            and f"lesson:{one.contribution_id}" not in before
        ]
        assert told[who, period] or not left
    return set(told)


def _nobody_was_left_out(chat: Chat, now: datetime) -> None:
    """What fell due, and may be sent now, has been."""
    told = issues(chat)
    for user in ("U1", "U2"):
        reader = Reader(PERSON, person_id(chat, user))
        period = MONDAYS.latest(now)
        moved_back = any(key > period.key for who, key in told if who == reader.key)
        late = now - period.ends_at.astimezone(UTC)
        if CALENDAR.is_open(now) and late <= LATEST and not moved_back:
            assert (reader.key, period.key) in told
