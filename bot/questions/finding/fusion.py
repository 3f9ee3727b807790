"""Joins rankings made in different ways into one, by the places that each gives. Pure.

Reciprocal rank fusion: what stands at place r of a ranking earns 1 / (K + r), and what earns most
comes first. The scores themselves (bm25, cosines) can't be compared, their orders can. Cormack,
Clarke and Büttcher, "Reciprocal rank fusion outperforms Condorcet and individual rank learning
methods", SIGIR 2009.
"""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
K = 60
"""The authors' constant: how little the very first places count for more than the next."""


def fuse(*rankings: Sequence[Key]) -> dict[Key, float]:
    """Return what everything ranked earns; each ranking holds a key once, the best first."""
    earned: dict[Key, float] = defaultdict(float)
    for ranking in rankings:
        for place, key in enumerate(ranking, start=1):
            earned[key] += 1 / (K + place)
    return earned
