"""The unit of work: one transaction. Only it commits; leaving it without a commit rolls back."""

from collections.abc import Callable

from sqlalchemy import text
from sqlalchemy.orm import Session


class UnitOfWork:
    """One transaction and its session. Services take it as their first argument."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._afterwards: list[Callable[[], object]] = []

    def commit(self) -> None:
        """Keep what was done, then do what was put off until it is kept."""
        self.session.commit()
        while self._afterwards:
            self._afterwards.pop(0)()

    def after_commit(self, action: Callable[[], object]) -> None:
        """Put an action off until what was done is kept; a rollback drops it."""
        self._afterwards.append(action)

    def flush(self) -> None:
        """Send what was done to the database, so that ids are known; still not kept."""
        self.session.flush()

    def alone_with(self, name: str) -> None:
        """Wait until no other transaction works under this name, and hold it until this one ends.

        On SQLite a writing transaction is alone anyway.
        """
        if self.session.get_bind().dialect.name == "postgresql":
            query = text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 1))")
            self.session.execute(query, {"name": name})
