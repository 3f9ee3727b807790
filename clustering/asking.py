"""Chooses what to ask a person: the few decisions that would put most threads right.

First the groups that nobody has named, the largest first, each by its most typical thread. Then
threads that lie between two themes and speak for many others like them, which nobody has yet
placed anything near to.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from clustering.arrays import Floats, Integers, Vectors
from clustering.placement import NOISE

CONSIDERED = 2_000
"""Of more threads only so many are compared, evenly spread: bounds time and memory."""
CERTAIN_FROM = 1 / 3
"""A thread this much nearer to one theme than to the next is not in doubt."""
LEAST_DOUBT = 0.05
CHOICES = 3


@dataclass(frozen=True)
class Question:
    """A decision that would help: "name" a theme by this thread, or "place" this thread."""

    kind: Literal["name", "place"]
    item: int
    groups: tuple[int, ...]
    """To name: the group. To place: the groups to choose from, the likeliest first."""


def what_to_ask(
    rows: Vectors,
    labels: Integers,
    decided: NDArray[np.bool_],
    named: set[int],
    count: int,
) -> list[Question]:
    """At most `count` questions, the most helpful first.

    For each item its unit row, its group (-1: none) and whether a person decided about it;
    `named` are the groups that a person named or filled.
    """
    groups = int(labels.max(initial=NOISE)) + 1
    unnamed = [group for group in range(groups) if group not in named]
    asked = [
        Question("name", most_typical(rows, np.flatnonzero(labels == group)), (group,))
        for group in unnamed[:count]
    ]
    if groups < 2:
        return asked
    done = decided.copy()
    done[[question.item for question in asked]] = True
    return asked + doubtful(rows, labels, done, count - len(asked))


def most_typical(rows: Vectors, members: Integers) -> int:
    """The member nearest to the centre of its group."""
    return int(members[(rows[members] @ rows[members].sum(axis=0)).argmax()])


def doubtful(
    rows: Vectors, labels: Integers, done: NDArray[np.bool_], count: int
) -> list[Question]:
    """Threads to place: each speaks for as many doubtful ones as possible."""
    seen = np.linspace(0, len(rows) - 1, min(len(rows), CONSIDERED)).astype(np.int64)
    likeness = np.maximum(rows[seen] @ rows[seen].T, 0) ** 2
    near = nearness(rows, labels)[seen]
    ordered = np.sort(near, axis=1)
    doubt = np.maximum(1 - (ordered[:, -1] - ordered[:, -2]) / CERTAIN_FROM, LEAST_DOUBT)
    spoken_for = likeness[:, done[seen]].max(axis=1, initial=0)
    free = ~done[seen]
    chosen: list[Question] = []
    while len(chosen) < count and free.any():
        best = most_spoken_for(likeness, doubt, spoken_for, free)
        free[best] = False
        spoken_for = np.maximum(spoken_for, likeness[best])
        likely = tuple(int(group) for group in np.argsort(-near[best])[:CHOICES])
        chosen.append(Question("place", int(seen[best]), likely))
    return chosen


def most_spoken_for(
    likeness: Vectors, doubt: Floats, spoken_for: Vectors, free: NDArray[np.bool_]
) -> int:
    """The free thread whose answer would tell most about doubtful threads not yet spoken for."""
    gain = np.maximum(likeness - spoken_for, 0) @ doubt
    return int(np.where(free, gain, -np.inf).argmax())


def nearness(rows: Vectors, labels: Integers) -> Vectors:
    """The similarity of each row to the centre of each group, shape (n, groups)."""
    from clustering.identity import centres

    count = int(labels.max(initial=NOISE)) + 1
    similar: Vectors = rows @ centres(rows, labels, count).T
    return similar
