"""Measures how long a new message, once embedded, waits for its theme among 100,000 messages."""

import tempfile
import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np
from sqlalchemy import insert, select

from adapters.grouping import ClusteringFinder, load_embedder
from benchmarks.lookup_store import empty, store_many
from bot.capture.models import Contribution, Kind
from bot.ports import TextEmbedder
from bot.sample import Record, sample_messages, sample_themes
from bot.store import Database, UnitOfWork
from bot.themes.models import Theme, ThemeMembership
from bot.themes.placing import Placements
from bot.themes.service import Themes
from bot.themes.threads import read_threads

MANY = 100_000
NEW = 500
NOW = datetime(2026, 9, 28, tzinfo=UTC)


class _Now:
    def now(self) -> datetime:
        return NOW


def run() -> str:
    """Return the time to place a message, by the clock and of the processor."""
    embedder, sample = load_embedder(None), sample_messages()
    with tempfile.TemporaryDirectory() as folder:
        database = empty(f"sqlite:///{folder}/placing.db")
        store_many(database, embedder, sample, MANY)
        _group_as_gold(database, sample)
        _learn(database, embedder)
        lines = _place(database, embedder, sample)
        database.close()
    return lines


def _group_as_gold(database: Database, sample: list[Record]) -> None:
    """Put every root in its gold theme, as a grouping that is always right would."""
    numbers = {theme["slug"]: number for number, theme in enumerate(sample_themes(), start=1)}
    themes = {one["id"]: numbers[one["theme"]] for one in sample if one["theme"] in numbers}
    with database.write() as unit:
        for number in numbers.values():
            theme = Theme(id=number, community_id=1, label="Bench", born_at=NOW)
            unit.session.add(theme)
        unit.flush()
        roots = select(Contribution.id, Contribution.message_id).where(
            Contribution.community_id == 1, Contribution.thread == Contribution.message_id
        )
        rows = [
            {"contribution_id": key, "theme_id": themes[name], "fit": 0.5, "since": NOW}
            for key, copy in unit.session.execute(roots)
            if (name := copy.partition("/")[0]) in themes
        ]
        unit.session.execute(insert(ThemeMembership), rows)
        unit.commit()


def _learn(database: Database, embedder: TextEmbedder) -> None:
    """Learn where messages belong, as the end of a grouping does."""
    finder = ClusteringFinder()
    with database.read() as unit:
        threads = read_threads(unit.session, 1, embedder.name)
    learned = finder.placement([one for one in threads if not one.chatter])
    with database.write() as unit:
        Placements(finder, embedder.name).keep(unit, 1, learned, NOW)
        unit.commit()


def _place(database: Database, embedder: TextEmbedder, sample: list[Record]) -> str:
    themes = Themes(database, ClusteringFinder(), embedder, _Now(), zone=ZoneInfo("UTC"))
    texts = [one["text"] for one in sample if one["thread"] is None and one["theme"]][:NEW]
    taken, worked = [], []
    for number, vector in enumerate(embedder.embed(texts)):
        with database.write(durable=False) as unit:
            message = _new(unit, number)
            started, busy = time.perf_counter(), time.thread_time()
            themes.place_new(unit, [(message, vector)])
            unit.flush()
            taken.append((time.perf_counter() - started) * 1000)
            worked.append((time.thread_time() - busy) * 1000)
            unit.commit()
    return (
        f"{len(taken)} new messages among {MANY:,}:"
        f" p50 {np.percentile(taken, 50):.1f} ms, p95 {np.percentile(taken, 95):.1f} ms"
        f" (of the processor p95 {np.percentile(worked, 95):.1f} ms)"
    )


def _new(unit: UnitOfWork, number: int) -> Contribution:
    message = Contribution(
        community_id=1,
        channel_id=1,
        platform="bench",
        tenant="T",
        conversation="1",
        message_id=f"new {number}",
        thread=f"new {number}",
        kind=Kind.CHALLENGE,
        text="words",
        posted_at=NOW,
        version=NOW,
    )
    unit.session.add(message)
    unit.flush()
    return message


if __name__ == "__main__":
    print(run())
