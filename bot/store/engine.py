"""Opens the database: SQLite (a file, one process) or PostgreSQL (several replicas).

SQLite as measured: WAL, BEGIN IMMEDIATE for writers (a deferred BEGIN fails when a read turns into
a write), foreign keys on, secure_delete, a busy time-out, and a lock file that refuses a second
process.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

from bot.store.turns import Turns
from bot.store.unit import UnitOfWork

BUSY_SECONDS = 15
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}",
)


class DatabaseInUse(Exception):
    """Another process has the SQLite file open."""


class DatabaseUnreachable(Exception):
    """The database does not answer, or is not one that can be worked with."""


class Database:
    """The open database: hands out units of work, for writing or only for reading."""

    def __init__(self, url: str) -> None:
        """Open the database at a SQLAlchemy URL. Raises DatabaseInUse or DatabaseUnreachable."""
        self.url = url
        self._lock = _lock_file(url)
        self.engine = _make_engine(url)
        self._turns = Turns() if self.is_sqlite else nullcontext()
        self._writers = sessionmaker(self.engine, expire_on_commit=False)
        self._relaxed_writers = sessionmaker(
            self.engine.execution_options(commonthread_relaxed=True), expire_on_commit=False
        )
        self._readers = sessionmaker(
            self.engine.execution_options(commonthread_reads=True), expire_on_commit=False
        )

    @property
    def is_sqlite(self) -> bool:
        """Say whether this is SQLite."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def write(self, *, durable: bool = True) -> Iterator[UnitOfWork]:
        """Give a unit of work that may write; it keeps nothing unless `commit` is called.

        Not `durable`: on SQLite, a power cut may undo it as a whole until the next durable one. For
        work that is then simply done again.
        """
        sessions = self._writers if durable else self._relaxed_writers
        with self._turns, sessions() as session:
            yield UnitOfWork(session)

    @contextmanager
    def read(self) -> Iterator[UnitOfWork]:
        """Give a unit of work for reading only; on SQLite it never waits for a writer."""
        with self._readers() as session:
            yield UnitOfWork(session)

    def check(self) -> None:
        """Raise DatabaseUnreachable unless the database answers a query."""
        try:
            with self.engine.connect() as connection:
                connection.execute(text("SELECT 1"))
        except DBAPIError as error:
            raise DatabaseUnreachable(_without_secrets(error)) from None

    def close(self) -> None:
        """Close all connections and let another process open the file."""
        self.engine.dispose()
        if self._lock is not None:
            self._lock.release()

    def lock_conversation(self, session: Session, name: str) -> bool:
        """Take a conversation's turn for this transaction; False when another replica has it.

        On SQLite a writing transaction is alone anyway.
        """
        if self.is_sqlite:
            return True
        query = text("SELECT pg_try_advisory_xact_lock(hashtextextended(:name, 0))")
        return bool(session.execute(query, {"name": name}).scalar())


def _without_secrets(error: DBAPIError) -> str:
    return f"The database does not answer ({type(error.orig).__name__}). Check DATABASE_URL."


def _lock_file(url: str) -> FileLock | None:
    database = make_url(url).database
    if not url.startswith("sqlite") or not database or database == ":memory:":
        return None
    path = Path(database)
    lock = FileLock(f"{path}.lock", thread_local=False)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout:
        raise DatabaseInUse(
            f"Another commonthread has {path} open. Stop it first, or use PostgreSQL,"
            " which several processes may share."
        ) from None
    except OSError as error:
        raise DatabaseUnreachable(
            f"The database's folder {path.parent} can't be used ({error.strerror})."
            " Check DATABASE_URL, and that this user may write there."
        ) from None
    return lock


def _make_engine(url: str) -> Engine:
    if url.startswith("sqlite"):
        return _make_sqlite(url)
    return create_engine(url, pool_size=10, max_overflow=10, pool_pre_ping=True, pool_timeout=10)


def _make_sqlite(url: str) -> Engine:
    engine = create_engine(
        url,
        pool_size=20,
        max_overflow=20,
        connect_args={"check_same_thread": False, "timeout": BUSY_SECONDS},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy's "begin" event below starts transactions
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    database = connection.execute("PRAGMA database_list").fetchone()[2]
    if database:
        for suffix in ("", "-wal", "-shm"):
            path = Path(database + suffix)
            if path.exists():
                os.chmod(path, 0o600)  # noqa: PTH101 - what is kept is for this user only


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("commonthread_reads", False):
        connection.exec_driver_sql("BEGIN")
        return
    wait_for_disk = "NORMAL" if options.get("commonthread_relaxed", False) else "FULL"
    connection.exec_driver_sql(f"PRAGMA synchronous={wait_for_disk}")
    connection.exec_driver_sql("BEGIN IMMEDIATE")
