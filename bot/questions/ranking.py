"""Which of the messages found serve the asker best. Pure: no database, no words for people."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.capture.models import Contribution, Kind
from bot.questions.sureness import Signs, WordUse, margins, probability
from bot.themes.threads import ThreadKey, thread_key

ANSWERS = (Kind.ANSWER, Kind.LESSON)
FINDABLE = (*ANSWERS, Kind.QUESTION)
LEAST = 0.40
"""With MiniLM: what has nothing to do with the network's talk stays below this cosine."""
ROOT_WEIGHT = 0.7
"""A thread is as near as its best answer's own words, or mostly as what started it."""
CONSIDERED = 13
"""So many of the nearest threads are looked at closely."""
CONFIRMED = 0.05
"""Put on top of its nearness where the asker said that this answer was the one."""


@dataclass(frozen=True, slots=True)
class Near:
    """A message and how near it is; `others` counts the further answers in its thread."""

    contribution: Contribution
    score: float
    others: int = 0
    signs: Signs | None = None
    probability: float = 0.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thread with answers in it, the best first, and how near it is."""

    answers: tuple[Contribution, ...]
    closeness: float

    @property
    def key(self) -> ThreadKey:
        """Return the thread's key."""
        return thread_key(self.answers[0])


def candidates(
    known: Iterable[Contribution], closeness: Mapping[int, float], confirmed: Collection[int]
) -> list[Candidate]:
    """Return the threads that hold answers, nearest first; of equals the newer.

    What `closeness` does not tell is no nearer than the farthest it tells.
    """
    unknown = min(closeness.values(), default=0.0)
    roots: dict[ThreadKey, float] = {}
    threads: dict[ThreadKey, list[Contribution]] = defaultdict(list)
    for one in known:
        if one.is_root:
            roots[thread_key(one)] = closeness.get(one.id, unknown)
        if one.kind in ANSWERS:
            threads[thread_key(one)].append(one)

    def own(one: Contribution) -> float:
        return closeness.get(one.id, unknown) + CONFIRMED * (one.id in confirmed)

    found = []
    for key, answers in threads.items():
        answers.sort(key=lambda one: (own(one), one.posted_at, one.id), reverse=True)
        best = own(answers[0])
        nearest = max(best, ROOT_WEIGHT * roots.get(key, unknown) + (1 - ROOT_WEIGHT) * best)
        found.append(Candidate(tuple(answers), nearest))
    return sorted(
        found,
        key=lambda one: (one.closeness, one.answers[0].posted_at, one.answers[0].id),
        reverse=True,
    )


def judged(
    question: str,
    ranked: Sequence[Candidate],
    roots: Mapping[ThreadKey, Contribution],
    closeness: Mapping[int, float],
    confirmed: Collection[int],
    use: WordUse,
) -> list[Near]:
    """Return the best answer of each thread with its signs, the most probable first, twins once."""
    leads = margins([one.closeness for one in ranked])
    found = []
    for one, margin in zip(ranked, leads, strict=True):
        best, root = one.answers[0], roots.get(one.key)
        own = closeness.get(best.id, 0.0)
        texts = [answer.text for answer in one.answers] + ([root.text] if root else [])
        signs = Signs(
            root=closeness.get(root.id, own) if root else own,
            answer=own,
            words=use.share(question, texts),
            margin=margin,
        )
        sure = probability(signs, confirmed=best.id in confirmed)
        found.append(Near(best, one.closeness, len(one.answers) - 1, signs, sure))
    near = [one for one in found if one.score >= LEAST]
    return _twins_once(sorted(near, key=lambda one: -one.probability))


def _sorted(scored: Iterable[Near]) -> list[Near]:
    """Best first; of equals the newer, so that pages stay the same from press to press."""
    return sorted(
        scored,
        key=lambda one: (one.score, one.contribution.posted_at, one.contribution.id),
        reverse=True,
    )


def _twins_once(ranked: Sequence[Near]) -> list[Near]:
    seen: set[int] = set()
    kept = []
    for one in ranked:
        first = one.contribution.same_as_id or one.contribution.id
        if first not in seen:
            seen.add(first)
            kept.append(one)
    return kept
