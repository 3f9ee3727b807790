"""Which of the messages found serve the asker best. Pure: no database, no words for people."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.capture.models import Contribution, Kind
from bot.themes.threads import ThreadKey, thread_key

ANSWERS = (Kind.ANSWER, Kind.LESSON)
FINDABLE = (*ANSWERS, Kind.QUESTION)
LEAST = 0.40
"""With MiniLM: what has nothing to do with the network's talk stays below this cosine."""
ROOT_WEIGHT = 0.7
"""A reply is as near as its own words, or mostly as the question that it replies to."""
CONFIRMED = 0.05
"""Put on top where the asker said that this answered it."""
LITERAL = 0.5
"""Put on top where every word that was searched for stands in the message."""


@dataclass(frozen=True, slots=True)
class Near:
    """A message and how well it serves; `others` counts the further answers in its thread."""

    contribution: Contribution
    score: float
    others: int = 0


def best_answers(
    near: Iterable[Contribution],
    replies: Iterable[Contribution],
    closeness: Mapping[int, float],
    confirmed: Collection[int],
) -> list[Near]:
    """Rank answers and lessons, best first: the best of each thread, twins once.

    One of each thread, because its link opens the others, and three views serve better than one.
    """
    near = list(near)
    everything = {one.id: one for one in [*near, *replies]}
    answers = [one for one in everything.values() if one.kind in ANSWERS]
    roots = {thread_key(one): closeness[one.id] for one in near if one.is_root}
    unknown = min(closeness.values(), default=0.0)
    scored = []
    for one in answers:
        own = closeness.get(one.id, unknown)
        root = roots.get(thread_key(one), own)
        score = max(own, ROOT_WEIGHT * root + (1 - ROOT_WEIGHT) * own)
        scored.append(Near(one, score + CONFIRMED * (one.id in confirmed)))
    sizes = Counter(thread_key(one) for one in answers)
    best = _one_a_thread(_twins_once(_sorted(scored)))
    return [
        Near(one.contribution, one.score, sizes[thread_key(one.contribution)] - 1)
        for one in best
        if one.score >= LEAST
    ]


def best_matches(
    rows: Iterable[Contribution], closeness: Mapping[int, float], matched: Collection[int]
) -> list[Near]:
    """Rank messages by nearness, those with the very words in front, twins once."""
    scored = [Near(one, closeness.get(one.id, 0.0) + LITERAL * (one.id in matched)) for one in rows]
    return _twins_once(_sorted(scored))


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


def _one_a_thread(ranked: Sequence[Near]) -> list[Near]:
    seen: set[ThreadKey] = set()
    kept = []
    for one in ranked:
        key = thread_key(one.contribution)
        if key not in seen:
            seen.add(key)
            kept.append(one)
    return kept
