"""Finds what was said before: the answers to a question, and the messages about some words.

The vectors are held ready by an index behind `bot.ports`; what is true of a message (deleted,
whose it is, what kind) is always read from the database, so a stale index can only miss, never
show. No words for people here, and no permissions: the caller names the communities to look in.
"""

import re
import threading
import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.capture.models import Contribution, ContributionVector
from bot.lessons.models import Lesson
from bot.ports import NearestMessages, TextEmbedder
from bot.questions.ranking import FINDABLE, LEAST, Near, best_answers, best_matches
from bot.questions.reading import alive, confirmed_answers, lessons_of, replies_in, with_words
from bot.store import UnitOfWork

CANDIDATES = 200
MOST_FOUND = 50
LATE = 1000
"""Ids are given out before they are committed: so many are looked at again."""
WHOLE_SECONDS = 600
PAGE = 5000


@dataclass(frozen=True, slots=True)
class Found:
    """A message that was found. `others` counts the further answers in its thread."""

    contribution: Contribution
    closeness: float
    lesson: Lesson | None = None
    confirmed: bool = False
    others: int = 0


class EarlierAnswers:
    """Keeps the index in step with the database, and looks in it. Safe from any thread."""

    def __init__(self, embedder: TextEmbedder, index: NearestMessages) -> None:
        """Prepare; call `catch_up` at the start, so that the first asker need not wait for it."""
        self._embedder = embedder
        self._index = index
        self._communities: dict[int, int] = {}
        self._last = 0
        self._whole_due = time.monotonic()
        self._catching_up = threading.Lock()

    def take(self, unit: UnitOfWork, understood: Sequence[tuple[Contribution, bytes]]) -> None:
        """Take in messages just understood: a listener of `bot.capture.understanding`."""
        for contribution, vector in understood:
            self._hold(contribution.id, contribution.community_id, vector)

    def forget(self, contribution_id: int) -> None:
        """Let go of a message's vector."""
        self._communities.pop(contribution_id, None)
        self._index.remove(contribution_id)

    def catch_up(self, unit: UnitOfWork) -> int:
        """Take in what others stored (another replica, an import); return how many were new.

        Mostly only the newest ids are looked at; every WHOLE_SECONDS all, which also lets go of
        what others erased.
        """
        with self._catching_up:
            whole = time.monotonic() >= self._whole_due
            stored = set(
                unit.session.scalars(
                    select(ContributionVector.contribution_id).where(
                        ContributionVector.contribution_id > (0 if whole else self._last - LATE),
                        ContributionVector.embedder == self._embedder.name,
                    )
                )
            )
            if whole:
                self._whole_due = time.monotonic() + WHOLE_SECONDS
                for gone in self._communities.keys() - stored:
                    self.forget(gone)
            missing = sorted(stored - self._communities.keys())
            for start in range(0, len(missing), PAGE):
                self._load(unit.session, missing[start : start + PAGE])
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
        self._index.add(key, vector)
        self._communities[key] = community_id

    def vector(self, words: str) -> bytes:
        """Return the vector of some words."""
        return self._embedder.embed([words])[0]

    def _near(self, unit: UnitOfWork, words: str, communities: Collection[int]) -> dict[int, float]:
        self.catch_up(unit)
        allowed = frozenset(communities)

        def among(key: int) -> bool:
            return self._communities.get(key) in allowed

        return dict(self._index.nearest(self.vector(words), CANDIDATES, among))

    def _alive(self, session: Session, keys: Iterable[int]) -> list[Contribution]:
        """Return the messages that still stand; the index lets go of the others."""
        wanted = set(keys)
        found = alive(session, wanted)
        for gone in wanted - {one.id for one in found}:
            self.forget(gone)
        return found

    def answers(
        self, unit: UnitOfWork, question: str, communities: Collection[int], most: int = 3
    ) -> list[Found]:
        """Return the best earlier answers and lessons, the best first, one from each thread."""
        closeness = self._near(unit, question, communities)
        near = self._alive(unit.session, closeness)
        replies = replies_in(unit.session, near, closeness)
        confirmed = confirmed_answers(unit.session, (one.id for one in [*near, *replies]))
        best = best_answers(near, replies, closeness, confirmed)[:most]
        return self._found(unit.session, best, confirmed)

    def about(self, unit: UnitOfWork, words: str, communities: Collection[int]) -> list[Found]:
        """Return answers, lessons and questions about the words, near ones and literal ones."""
        closeness = self._near(unit, words, communities)
        matched = with_words(unit.session, words, communities)
        near = {key for key, cosine in closeness.items() if cosine >= LEAST}
        rows = [
            one
            for one in self._alive(unit.session, near | matched)
            if one.kind in FINDABLE and one.community_id in communities
        ]
        best = best_matches(rows, closeness, matched)[:MOST_FOUND]
        return self._found(unit.session, best, set())

    def _found(
        self, session: Session, best: Sequence[Near], confirmed: Collection[int]
    ) -> list[Found]:
        lessons = lessons_of(session, [near.contribution.id for near in best])
        return [
            Found(
                contribution=near.contribution,
                closeness=near.score,
                lesson=lessons.get(near.contribution.id),
                confirmed=near.contribution.id in confirmed,
                others=near.others,
            )
            for near in best
        ]


def found_again(session: Session, key: str) -> Found | None:
    """Return a message by the id that a button carries, as it is now; None when it is gone."""
    if not re.fullmatch("[0-9]{1,9}", key):
        return None
    still = alive(session, [int(key)])
    if not still or still[0].kind not in FINDABLE:
        return None
    lesson = lessons_of(session, [still[0].id]).get(still[0].id)
    confirmed = bool(confirmed_answers(session, [still[0].id]))
    return Found(contribution=still[0], closeness=1.0, lesson=lesson, confirmed=confirmed)
