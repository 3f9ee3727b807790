"""Leaves out threads that resemble what has been recognised as chatter.

Congratulations and thanks resemble each other more than lessons do, so a thread most of whose
nearest neighbours are chatter is very likely chatter that nobody was sure of.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from clustering.neighbours import BLOCK_CELLS, highest
from clustering.space import JointSpace
from clustering.threads import Thread, stacked

NEIGHBOURS = 8
MOST = 0.5
COMPARED_WITH = 20_000
"""Of more threads only so many are compared with, evenly spread: bounds time."""


def beside_the_point(threads: Sequence[Thread], random_state: int) -> NDArray[np.bool_]:
    """Which threads are chatter or most like it; never those that a person put in a theme."""
    chatter = np.array([each.chatter for each in threads], dtype=bool)
    held = np.array([each.fixed and each.theme is not None for each in threads], dtype=bool)
    if not chatter.any() or len(threads) <= NEIGHBOURS:
        return np.asarray(chatter & ~held)
    texts = ["\n".join(each.texts) for each in threads]
    rows = JointSpace().fit_transform(stacked(threads), texts, random_state)
    seen = np.linspace(0, len(rows) - 1, min(len(rows), COMPARED_WITH)).astype(np.int64)
    share = np.zeros(len(rows))
    step = max(1, BLOCK_CELLS // len(seen))
    for start in range(0, len(rows), step):
        similar = rows[start : start + step] @ rows[seen].T
        places = np.arange(start, start + len(similar))
        similar[seen == places[:, None]] = -1.0
        best = highest(similar, NEIGHBOURS)
        weights = np.maximum(np.take_along_axis(similar, best, axis=1), 0)
        of_chatter = (weights * chatter[seen[best]]).sum(axis=1)
        share[places] = of_chatter / np.maximum(weights.sum(axis=1), 1e-9)
    return np.asarray((chatter | (share > MOST)) & ~held)
