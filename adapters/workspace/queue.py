"""What the bot has still to be told: kept in the file until it has taken it, in order."""

import sqlite3

from adapters.workspace.database import Database
from adapters.workspace.model import FACTS, Fact


class FactQueue:
    """First in, first out. A fact is added in the transaction of the change it tells of."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, write: sqlite3.Connection, fact: Fact) -> None:
        """Put a fact at the end, inside the caller's transaction."""
        write.execute("INSERT INTO queue (fact) VALUES (?)", (FACTS.dump_json(fact).decode(),))

    def first(self) -> tuple[int, Fact] | None:
        """Return what must be told next, with its position in the queue."""
        rows = self._database.read("SELECT position, fact FROM queue ORDER BY position LIMIT 1")
        return (rows[0]["position"], FACTS.validate_json(rows[0]["fact"])) if rows else None

    def done(self, position: int) -> None:
        """Take out a fact that was told."""
        with self._database.write() as write:
            write.execute("DELETE FROM queue WHERE position = ?", (position,))

    def waiting(self) -> int:
        """Return how many facts have not been told yet."""
        return int(self._database.read("SELECT count(*) AS waiting FROM queue")[0]["waiting"])
