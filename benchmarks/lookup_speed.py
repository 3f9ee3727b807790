"""Measures how long a member waits for /ask and /find, by the program's whole way to the answer.

Who asks is looked up, the words are redacted and embedded, the answer is made into a card; only
the platforms are left out. At 1,000, 10,000 and 100,000 messages, on SQLite with the vectors in
memory and on PostgreSQL with pgvector's index.
"""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from itertools import count

import numpy as np
import psutil
from sqlalchemy import text

from adapters.grouping import MatrixIndex
from benchmarks.lookup_store import MEMBER, PLATFORM, TENANT, postgresql, sqlite, store_many
from bot.capture.inbox import InboxWriter
from bot.cards import Say
from bot.events import CommandGiven, Place, Sender
from bot.features import make_router
from bot.ports import TextEmbedder
from bot.progress import NoProgress
from bot.questions.finding.terms import terms_of
from bot.questions.lookup import EarlierAnswers
from bot.reception import Reception
from bot.sample import Record, sample_messages
from bot.settings import Settings
from bot.store import Database

SIZES = (1_000, 10_000, 100_000)
ASKED = 60
WARMING = 5
WAYS = {"SQLite": (sqlite, 100_000), "PostgreSQL with pgvector": (postgresql, 0)}
"""Each way's database, and how many vectors it holds in memory at most."""
CONNECTIONS = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'"
_numbers = count(1)


class Clock:
    """The real time."""

    def now(self) -> datetime:
        """Return the time, aware UTC."""
        return datetime.now(UTC)


def times(embedder: TextEmbedder) -> Iterator[str]:
    """Yield a line of each measurement, as soon as it is made."""
    sample = sample_messages()
    for name, (make, held_most) in WAYS.items():
        yield from _on(name, make(), held_most, embedder, sample)


def _on(
    name: str,
    made: AbstractContextManager[Database],
    held_most: int,
    embedder: TextEmbedder,
    sample: Sequence[Record],
) -> Iterator[str]:
    have = 0
    with made as database:
        for size in SIZES:
            started = time.perf_counter()
            store_many(database, embedder, sample, size, have=have)
            have = size
            earlier = EarlierAnswers(embedder, MatrixIndex(), held_most=held_most)
            earlier.prepare(database, NoProgress())
            if not database.is_sqlite:  # as PostgreSQL does by itself before long
                with database.engine.begin() as connection:
                    connection.execute(text("ANALYZE"))
            with database.read() as unit:
                earlier.catch_up(unit)
            yield f"{name}, {size:,}: stored and loaded in {time.perf_counter() - started:.0f} s"
            give = _asker(database, earlier)
            for what, texts in _questions(sample).items():
                yield f"{name}, {size:,}: {what}: {spread(give, texts, database)}"


def _questions(sample: Sequence[Record]) -> dict[str, list[str]]:
    """Return what is typed: messages of the sample as questions, and some telling words of them."""
    chance = random.Random(7)
    picked = chance.choices([one["text"] for one in sample if not one["thread"]], k=ASKED)
    telling = [terms_of(text).words or ("call",) for text in picked]
    two = [" ".join(chance.sample(words, min(2, len(words)))) for words in telling]
    return {
        "/ask": [f"ask {text}" for text in picked],
        "/find two words": [f"find {words}" for words in two],
        "/find one word": [f"find {words[0]}" for words in telling],
        "/find a phrase": [f'find "{" ".join(text.split()[:3])}"' for text in picked],
        "/find two words hub: since:": [
            f"find {words} hub:{chance.randint(1, 24)} since:2026-03" for words in two
        ],
        "/find since:": ["find since:2019" for _ in picked],
    }


def _asker(database: Database, earlier: EarlierAnswers) -> Callable[[str], None]:
    clock = Clock()
    reception = Reception(
        database=database,
        clock=clock,
        writer=InboxWriter(database, clock),
        router=make_router(
            Settings(_env_file=None),
            earlier=earlier,
            nearest_theme=lambda *_: None,
            scrub=lambda: None,
        ),
        administrators=frozenset(),
        on_change=lambda: None,
    )
    who = Sender(platform=PLATFORM, tenant=TENANT, user_id=MEMBER)
    where = Place(platform=PLATFORM, tenant=TENANT, conversation="1")

    def give(typed: str) -> None:
        command, _, text = typed.partition(" ")
        key = f"bench-{next(_numbers)}"
        given = CommandGiven(
            event_id=key, at=clock.now(), who=who, where=where, command=command, text=text
        )
        answer = reception.answer_now(given)
        if not isinstance(answer, Say):
            raise RuntimeError(f"{command} was not answered")

    return give


def spread(look: Callable[[str], None], texts: Sequence[str], database: Database) -> str:
    """Return the median and the 95th percentile of the time, and how long processors worked."""
    for typed in texts[:WARMING]:
        look(typed)
    taken, worked, before = [], [], _by_server(database)
    for typed in texts:
        started, busy = time.perf_counter(), time.process_time()
        look(typed)
        taken.append((time.perf_counter() - started) * 1000)
        worked.append((time.process_time() - busy) * 1000)
    server = (_by_server(database) - before) * 1000 / len(texts)
    return (
        f"p50 {np.percentile(taken, 50):.0f} ms, p95 {np.percentile(taken, 95):.0f} ms"
        f" (of the processor {np.percentile(worked, 50):.0f} and"
        f" {np.percentile(worked, 95):.0f} ms, by the server {server:.0f} ms on average)"
    )


def _by_server(database: Database) -> float:
    """Return how many seconds processors worked for our connections to PostgreSQL."""
    if database.is_sqlite:
        return 0.0
    with database.read() as unit:
        pids = unit.session.scalars(text(CONNECTIONS)).all()
    return sum(sum(psutil.Process(pid).cpu_times()[:2]) for pid in pids)
