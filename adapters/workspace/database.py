"""The local chat's file: its tables, and one connection that all threads take turns with."""

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

SCHEMA = """
CREATE TABLE IF NOT EXISTS people (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, hub TEXT NOT NULL, role TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS channels (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, purpose TEXT NOT NULL, grouped TEXT NOT NULL,
    note TEXT NOT NULL, roles TEXT NOT NULL, owner TEXT NOT NULL,
    bot INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS messages (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    channel TEXT NOT NULL REFERENCES channels (id),
    thread TEXT REFERENCES messages (id),
    author TEXT NOT NULL,
    text TEXT NOT NULL,
    card TEXT,
    visible_to TEXT REFERENCES people (id),
    delivery_key TEXT,
    posted_at TEXT NOT NULL,
    edited_at TEXT,
    deleted INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS messages_of_channel ON messages (channel, sequence);
CREATE INDEX IF NOT EXISTS messages_of_thread ON messages (thread, sequence);
CREATE INDEX IF NOT EXISTS messages_by_key ON messages (delivery_key);
CREATE TABLE IF NOT EXISTS reactions (
    message TEXT NOT NULL REFERENCES messages (id), name TEXT NOT NULL, person TEXT NOT NULL,
    PRIMARY KEY (message, name, person)
);
CREATE TABLE IF NOT EXISTS queue (
    position INTEGER PRIMARY KEY AUTOINCREMENT, fact TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS clock (
    id INTEGER PRIMARY KEY CHECK (id = 1), ahead REAL NOT NULL
);
"""


class Database:
    """One SQLite file. What is committed survives the death of the process."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._turn = threading.RLock()
        self._connection = sqlite3.connect(file, check_same_thread=False, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=5000"):
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.execute("PRAGMA foreign_keys=ON")
        self._connection.execute("PRAGMA secure_delete=ON")
        self._connection.executescript(SCHEMA)

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """Give the connection inside one transaction: all of it is kept, or none."""
        with self._turn:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def read(self, query: str, values: Sequence[object] = ()) -> list[sqlite3.Row]:
        """Return the rows that a query finds."""
        with self._turn, closing(self._connection.execute(query, values)) as cursor:
            return cursor.fetchall()

    def close(self) -> None:
        """Let go of the file."""
        with self._turn:
            self._connection.close()
