"""Measures bringing in a year of a community's talk: stored, then understood and grouped."""

import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from adapters.grouping import ClusteringFinder, load_embedder, train_recogniser
from benchmarks.generate_export import write_export
from bot.capture.understanding import Understanding
from bot.community.models import Community, Programme
from bot.importing.service import import_path
from bot.progress import NoProgress
from bot.sample import sample_messages
from bot.store import Database
from bot.store.migrate import migrate
from bot.themes.service import Themes

MESSAGES = 15_000


class _Now:
    def now(self) -> datetime:
        return datetime.now(UTC)


def run() -> str:
    """Import 15,000 messages into SQLite, again, then embed and group them; return the table."""
    with tempfile.TemporaryDirectory() as folder:
        export = Path(folder) / "export.zip"
        write_export(export, MESSAGES)
        database = Database(f"sqlite:///{folder}/bench.db")
        try:
            return _measure(database, export)
        finally:
            database.close()


def _measure(database: Database, export: Path) -> str:
    migrate(database)
    _add_community(database)
    recogniser, embedder = train_recogniser(sample_messages()), load_embedder(None)

    def bring_in() -> float:
        started = time.perf_counter()
        import_path(database, export, "bench", _Now(), NoProgress())
        return time.perf_counter() - started

    first, again = bring_in(), bring_in()
    understanding = Understanding(database, embedder, recogniser, [])
    started = time.perf_counter()
    understood = understanding.work_all()
    embedded = time.perf_counter() - started
    started = time.perf_counter()
    Themes(database, ClusteringFinder(), embedder, _Now(), zone=ZoneInfo("UTC")).regroup_all()
    grouped = time.perf_counter() - started
    return "\n".join(
        [
            _line("imported, with redaction", MESSAGES, first),
            _line("imported again, nothing changes", MESSAGES, again),
            _line(f"kinds, embedded with {embedder.name}", understood, embedded),
            _line("grouped", understood, grouped),
            _line("embedded and grouped", understood, embedded + grouped),
        ]
    )


def _line(what: str, messages: int, seconds: float) -> str:
    return f"{what:50} {messages / seconds:8,.0f} messages/s {seconds:7.1f} s"


def _add_community(database: Database) -> None:
    with database.write() as unit:
        programme = Programme(slug="bench", name="Bench")
        unit.session.add(programme)
        unit.flush()
        unit.session.add(Community(programme_id=programme.id, slug="bench", name="Bench"))
        unit.commit()


if __name__ == "__main__":
    print(run())
