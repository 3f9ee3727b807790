"""Finds what was said before: the answers to a question, and the messages about some words.

The vectors are searched behind `bot.questions.vectors`; what is true of a message (deleted, whose
it is, what kind) is always read from the database, so a stale index can only miss, never show. No
words for people here, and no permissions: the caller names the communities to look in.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.capture.models import Contribution
from bot.lessons.models import Lesson
from bot.ports import NearestMessages, TextEmbedder
from bot.progress import Progress
from bot.questions.ranking import FINDABLE, LEAST, Near, best_answers, best_matches
from bot.questions.reading import alive, confirmed_answers, lessons_of, replies_in, with_words
from bot.questions.vectors import HELD_MOST, VectorSearch, VectorsOf
from bot.store import Database, UnitOfWork

CANDIDATES = 200
MOST_FOUND = 50
NEAR = "nearest messages"
"""Under which a session remembers what was nearest."""


@dataclass(frozen=True, slots=True)
class Found:
    """A message that was found. `others` counts the further answers in its thread."""

    contribution: Contribution
    closeness: float
    lesson: Lesson | None = None
    confirmed: bool = False
    others: int = 0


class EarlierAnswers:
    """Looks in what was said before. Safe from any thread."""

    def __init__(
        self, embedder: TextEmbedder, index: NearestMessages, *, held_most: int = HELD_MOST
    ) -> None:
        """Prepare; call `catch_up` at the start, so that the first asker need not wait for it.

        `index` holds the vectors while they are no more than `held_most`.
        """
        self._embedder = embedder
        self._search: VectorSearch = VectorsOf(embedder.name, index, held_most)

    def take(self, unit: UnitOfWork, understood: Sequence[tuple[Contribution, bytes]]) -> None:
        """Take in messages just understood: a listener of `bot.capture.understanding`."""
        self._search.take(unit.session, understood)

    def forget(self, contribution_id: int) -> None:
        """Let go of a message's vector."""
        self._search.forget(contribution_id)

    def catch_up(self, unit: UnitOfWork) -> int:
        """Take in what others stored (another replica, an import); return how many were new."""
        return self._search.catch_up(unit.session)

    def prepare(self, database: Database, progress: Progress) -> None:
        """Do what makes looking up fast and takes long; for the night."""
        self._search.prepare(database, progress)

    def vector(self, words: str) -> bytes:
        """Return the vector of some words."""
        return self._embedder.embed([words])[0]

    def near(
        self, session: Session, vector: bytes, communities: Collection[int]
    ) -> dict[int, float]:
        """Return the messages nearest to a vector by id, with their cosine: some may be gone.

        Looked up once a session: answers and people are found in the same.
        """
        known: dict[object, dict[int, float]] = session.info.setdefault(NEAR, {})
        key = (vector, frozenset(communities))
        if key not in known:
            known[key] = self._search.nearest(session, vector, CANDIDATES, communities)
        return known[key]

    def _near(self, unit: UnitOfWork, words: str, communities: Collection[int]) -> dict[int, float]:
        return self.near(unit.session, self.vector(words), communities)

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
