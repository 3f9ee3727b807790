"""Chooses how stored vectors are searched: in memory while they are few, by pgvector beyond."""

from collections.abc import Collection, Sequence
from typing import Protocol

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from bot.capture.models import Contribution, ContributionVector
from bot.ports import NearestMessages
from bot.progress import Progress
from bot.questions.vectors.held import HeldVectors
from bot.questions.vectors.stored import StoredVectors
from bot.store import Database

HELD_MOST = 100_000
"""So many are searched exactly in memory in milliseconds; they take 150 MB."""


class VectorSearch(Protocol):
    """Finds the stored vectors nearest to one. Safe from any thread."""

    def take(self, session: Session, stored: Sequence[tuple[Contribution, bytes]]) -> None:
        """Take in vectors that are being stored, in the transaction that stores them."""
        ...

    def forget(self, contribution_id: int) -> None:
        """Let go of a message whose vector is no longer stored."""
        ...

    def catch_up(self, session: Session) -> int:
        """Take in what others stored; return how many were new."""
        ...

    def nearest(
        self,
        session: Session,
        vector: bytes,
        most: int,
        communities: Collection[int],
        among: Select[int] | None = None,
    ) -> dict[int, float]:
        """Return at most `most` messages of these communities by id, with their cosine.

        With `among`, only of the messages whose ids it selects.
        """
        ...

    def prepare(self, database: Database, progress: Progress) -> None:
        """Do what makes looking up fast and takes long; for the night."""
        ...


class VectorsOf:
    """The vectors of one embedder: both ways to search them, and which of them answers."""

    def __init__(self, embedder: str, index: NearestMessages, held_most: int) -> None:
        """Prepare; `index` holds the vectors while they are no more than `held_most`."""
        self._embedder = embedder
        self._held_most = held_most
        self._held = HeldVectors(embedder, index)
        self._stored = StoredVectors(embedder)

    def _by_server(self, session: Session) -> bool:
        return session.get_bind().dialect.name == "postgresql" and self._stored.ready(session)

    def take(self, session: Session, stored: Sequence[tuple[Contribution, bytes]]) -> None:
        """Take in vectors that are being stored, in the transaction that stores them."""
        if self._by_server(session):
            self._stored.take(session, stored)
        else:
            self._held.take(session, stored)

    def forget(self, contribution_id: int) -> None:
        """Let go of a message; the server's row went with its vector."""
        self._held.forget(contribution_id)

    def catch_up(self, session: Session) -> int:
        """Take in what others stored; the server has it already."""
        return 0 if self._by_server(session) else self._held.catch_up(session)

    def nearest(
        self,
        session: Session,
        vector: bytes,
        most: int,
        communities: Collection[int],
        among: Select[int] | None = None,
    ) -> dict[int, float]:
        """Return at most `most` messages of these communities by id, with their cosine.

        With `among`, only of the messages whose ids it selects.
        """
        way = self._stored if self._by_server(session) else self._held
        return way.nearest(session, vector, most, communities, among)

    def prepare(self, database: Database, progress: Progress) -> None:
        """Give the server the vectors when they are more than memory is meant for, if it can."""
        mine = ContributionVector.embedder == self._embedder
        with database.read() as unit:
            count = select(func.count(ContributionVector.contribution_id)).where(mine)
            stored = unit.session.scalar(count) or 0
        if database.is_sqlite or stored <= self._held_most:
            return
        if self._stored.build(database, progress):
            self._held.let_go()
