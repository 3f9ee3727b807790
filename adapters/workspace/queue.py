"""What the bot has still to be told: kept in the file until it has taken it, in order."""

import sqlite3
from collections.abc import Sequence

from adapters.workspace.database import Database
from adapters.workspace.model import FACTS, Fact


class FactQueue:
    """First in, first out. A fact is added in the transaction of the change it tells of."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, write: sqlite3.Connection, fact: Fact) -> None:
        """Put a fact at the end, inside the caller's transaction."""
        write.execute("INSERT INTO queue (fact) VALUES (?)", (FACTS.dump_json(fact).decode(),))

    def first(self, most: int) -> list[tuple[int, Fact]]:
        """Return what must be told next, at most so many, with their positions in the queue."""
        query = "SELECT position, fact FROM queue ORDER BY position LIMIT ?"
        rows = self._database.read(query, (most,))
        return [(row["position"], FACTS.validate_json(row["fact"])) for row in rows]

    def done(self, positions: Sequence[int]) -> None:
        """Take out facts that were told."""
        with self._database.write() as write:
            write.executemany("DELETE FROM queue WHERE position = ?", [(one,) for one in positions])

    def waiting(self) -> int:
        """Return how many facts have not been told yet."""
        return int(self._database.read("SELECT count(*) AS waiting FROM queue")[0]["waiting"])
