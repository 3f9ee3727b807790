"""Finds what was said before: the answers to a question, and the messages near some words.

The vectors are searched behind `bot.questions.vectors`; what is true of a message (deleted, whose
it is, what kind) is always read from the database, so a stale index can only miss, never show. No
words for people here, and no permissions: the caller names the communities to look in.
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select
from sqlalchemy.orm import Session

from bot.capture.models import Contribution
from bot.lessons.models import Lesson
from bot.ports import NearestMessages, TextEmbedder
from bot.progress import Progress
from bot.questions.ranking import (
    CONSIDERED,
    FINDABLE,
    Near,
    candidates,
    judged,
)
from bot.questions.reading import (
    alive,
    confirmed_answers,
    lessons_of,
    replies_in,
    roots_of,
)
from bot.questions.sureness import SHOWN_FROM, Signs, WordUse
from bot.questions.vectors import HELD_MOST, VectorSearch, VectorsOf, cosines
from bot.store import Database, UnitOfWork
from bot.themes.threads import thread_key

CANDIDATES = 200
NEAR = "nearest messages"
"""Under which a session remembers what was nearest."""


@dataclass(frozen=True, slots=True)
class Found:
    """A message that was found. `others` counts the further answers in its thread.

    An answer to a question has the `probability` that it is useful to who asks (0 to 1) and the
    `signs` that say so.
    """

    contribution: Contribution
    closeness: float
    lesson: Lesson | None = None
    confirmed: bool = False
    others: int = 0
    probability: float = 0.0
    signs: Signs | None = None


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

    @property
    def embedder(self) -> str:
        """Return the name of the embedder whose vectors are looked in."""
        return self._embedder.name

    def near(
        self,
        session: Session,
        vector: bytes,
        communities: Collection[int],
        among: Select[int] | None = None,
    ) -> dict[int, float]:
        """Return the messages nearest to a vector by id, with their cosine: some may be gone.

        With `among`, only of the messages whose ids it selects; else looked up once a session:
        answers and people are found in the same.
        """
        if among is not None:
            return self._search.nearest(session, vector, CANDIDATES, communities, among)
        known: dict[object, dict[int, float]] = session.info.setdefault(NEAR, {})
        key = (vector, frozenset(communities))
        if key not in known:
            known[key] = self._search.nearest(session, vector, CANDIDATES, communities)
        return known[key]

    def closeness(
        self, unit: UnitOfWork, vector: bytes, messages: Collection[int]
    ) -> dict[int, float]:
        """Return how near these messages are to a vector (cosine), of those that have theirs."""
        return cosines(unit.session, self._embedder.name, vector, messages)

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
        self,
        unit: UnitOfWork,
        question: str,
        communities: Collection[int],
        most: int = 3,
        *,
        least: float = SHOWN_FROM,
    ) -> list[Found]:
        """Return the best earlier answers and lessons, the likeliest first, one from each thread.

        Those whose probability of being useful is below `least` are left out.
        """
        found = self._answers(unit, question, self.vector(question), communities)
        return [one for one in found if one.probability >= least][:most]

    def under(
        self, unit: UnitOfWork, question: Contribution, vector: bytes, communities: Collection[int]
    ) -> list[Found]:
        """Return what answers a question that stands in chat: said before it, in other threads."""

        def earlier(one: Contribution) -> bool:
            return one.posted_at < question.posted_at and thread_key(one) != thread_key(question)

        return self._answers(unit, question.text, vector, communities, earlier)

    def _answers(
        self,
        unit: UnitOfWork,
        question: str,
        vector: bytes,
        communities: Collection[int],
        only: Callable[[Contribution], bool] = lambda one: True,
    ) -> list[Found]:
        """Choose the nearest threads roughly, then look closely at those few."""
        session = unit.session
        closeness = self.near(session, vector, communities)
        near = [one for one in self._alive(session, closeness) if only(one)]
        replies = [one for one in replies_in(session, near, closeness) if only(one)]
        known = list({one.id: one for one in [*near, *replies]}.values())
        confirmed = confirmed_answers(session, (one.id for one in known))
        few = {one.key for one in candidates(known, closeness, confirmed)[:CONSIDERED]}
        close = [one for one in known if thread_key(one) in few]
        roots = roots_of(session, close)
        close = list({one.id: one for one in [*close, *roots.values()]}.values())
        missing = [one.id for one in close if one.id not in closeness]
        exact = {**closeness, **cosines(session, self._embedder.name, vector, missing)}
        ranked = candidates(close, exact, confirmed)
        use = WordUse(one.text for one in known)
        best = judged(question, ranked, roots, exact, confirmed, use)
        return self._found(session, best, confirmed)

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
                probability=near.probability,
                signs=near.signs,
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
