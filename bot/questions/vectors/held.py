"""Vectors held in memory, kept in step with the database: exact, and fast up to 100,000.

What is true of a message (deleted, whose it is) is always read from the database by who asks, so
what is held and stale can only miss, never show.
"""

import threading
import time
from collections.abc import Collection, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from bot.capture.models import Contribution, ContributionVector
from bot.ports import NearestMessages

LATE = 1000
"""Ids are given out before they are committed: so many are looked at again."""
WHOLE_SECONDS = 600
PAGE = 5000


class HeldVectors:
    """Keeps an index in step with the database, and looks in it. Safe from any thread."""

    def __init__(self, embedder: str, index: NearestMessages) -> None:
        """Prepare; `embedder` says whose vectors are held: others are never mixed in."""
        self._embedder = embedder
        self._index = index
        self._held: set[int] = set()
        self._last = 0
        self._whole_due = time.monotonic()
        self._catching_up = threading.Lock()

    def take(self, session: Session, stored: Sequence[tuple[Contribution, bytes]]) -> None:
        """Hold vectors that were just stored."""
        for contribution, vector in stored:
            self._hold(contribution.id, contribution.community_id, vector)

    def forget(self, contribution_id: int) -> None:
        """Let go of a message's vector."""
        self._held.discard(contribution_id)
        self._index.remove(contribution_id)

    def catch_up(self, session: Session) -> int:
        """Take in what others stored (another replica, an import); return how many were new.

        Mostly only the newest ids are looked at; every WHOLE_SECONDS all, which also lets go of
        what others erased.
        """
        with self._catching_up:
            whole = time.monotonic() >= self._whole_due
            stored = set(
                session.scalars(
                    select(ContributionVector.contribution_id).where(
                        ContributionVector.contribution_id > (0 if whole else self._last - LATE),
                        ContributionVector.embedder == self._embedder,
                    )
                )
            )
            if whole:
                self._whole_due = time.monotonic() + WHOLE_SECONDS
                for gone in self._held - stored:
                    self.forget(gone)
            missing = sorted(stored - self._held)
            for start in range(0, len(missing), PAGE):
                self._load(session, missing[start : start + PAGE])
            return len(missing)

    def _load(self, session: Session, keys: Sequence[int]) -> None:
        rows = session.execute(
            select(Contribution.id, Contribution.community_id, ContributionVector.vector)
            .join(ContributionVector, ContributionVector.contribution_id == Contribution.id)
            .where(Contribution.id.in_(keys))
        )
        for key, community_id, vector in rows:
            self._hold(key, community_id, vector)
        self._last = max(self._last, keys[-1])

    def _hold(self, key: int, community_id: int, vector: bytes) -> None:
        self._index.add(key, vector, community_id)
        self._held.add(key)

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
        self.catch_up(session)
        keys = None if among is None else set(session.scalars(among))
        return dict(self._index.nearest(vector, most, communities, keys))

    def let_go(self) -> None:
        """Hold nothing more: another way has taken over."""
        with self._catching_up:
            for key in list(self._held):
                self.forget(key)
            self._last, self._whole_due = 0, time.monotonic()
