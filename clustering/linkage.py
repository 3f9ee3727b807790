"""Average linkage in memory linear in the number of items.

The mean similarity of two groups of unit vectors is the product of their sums over the product of
their sizes, so no table of distances is ever needed: only each group's sum. Joining all pairs that
are each other's nearest at once gives the same groups as joining the closest pair again and again,
because joining others never brings a group nearer to them.
"""

import numpy as np

from clustering.arrays import Integers, Vectors
from clustering.neighbours import BLOCK_CELLS

NOBODY = -1
GONE = -1
NEVER = -np.inf


def average_linkage(
    sums: Vectors,
    sizes: Integers,
    least: float,
    *,
    owners: Integers | None = None,
    apart: Integers | None = None,
) -> Integers:
    """Join groups while their mean similarity is at least `least`; give a label for each.

    `sums` has shape (n, dimension): the sum of the unit vectors of each group to begin with, of
    which there are `sizes`. Never joined are groups whose `owners` differ (-1: nobody's), and
    pairs that are to stay `apart`, shape (pairs, 2).
    """
    count = len(sums)
    joining = Joining(
        sums,
        sizes,
        np.full(count, NOBODY) if owners is None else owners,
        np.zeros((0, 2), dtype=np.int64) if apart is None else apart,
    )
    while joining.round(least):
        pass
    return joining.labels()


class Joining:
    """The groups still in play, with the nearest of each."""

    def __init__(self, sums: Vectors, sizes: Integers, owners: Integers, apart: Integers) -> None:
        count = len(sums)
        self.sums = sums.astype(np.float32)
        self.sizes = sizes.astype(np.float32)
        self.owners = owners.copy()
        self.apart = apart
        self.names = np.arange(count)
        self.nearest = np.full(count, GONE)
        self.similar = np.full(count, NEVER, dtype=np.float32)
        self.joined_to = np.arange(count)

    def round(self, least: float) -> bool:
        """Join every pair that are each other's nearest; False when none are left."""
        if len(self.sums) < 2:
            return False
        self.look_again(np.flatnonzero(self.nearest == GONE))
        kept, gone = self.pairs(least)
        if len(kept) == 0:
            return False
        self.join(kept, gone)
        # Joining others can only bring a group less near: one near to nobody is finished.
        self.drop(gone, self.similar < least)
        return True

    def look_again(self, places: Integers) -> None:
        """Find the nearest of these groups among all in play."""
        step = max(1, BLOCK_CELLS // len(self.sums))
        for start in range(0, len(places), step):
            block = places[start : start + step]
            similar = self.similarities(block)
            self.nearest[block] = similar.argmax(axis=1)
            self.similar[block] = similar[np.arange(len(block)), self.nearest[block]]

    def similarities(self, block: Integers) -> Vectors:
        """The mean similarity of some groups to all; never for those that may not join."""
        similar: Vectors = self.sums[block] @ self.sums.T
        similar /= self.sizes[block, None]
        similar /= self.sizes
        rows = np.arange(len(block))
        similar[rows, block] = NEVER
        owned = np.flatnonzero(self.owners[block] != NOBODY)
        others = self.owners != self.owners[block[owned], None]
        similar[owned] = np.where(others & (self.owners != NOBODY), NEVER, similar[owned])
        row_of = np.full(len(self.sums), GONE)
        row_of[block] = rows
        for one, other in (self.apart.T, self.apart[:, ::-1].T):
            inside = row_of[one] != GONE
            similar[row_of[one[inside]], other[inside]] = NEVER
        return similar

    def pairs(self, least: float) -> tuple[Integers, Integers]:
        """Groups that are each other's nearest and near enough."""
        near = np.flatnonzero(self.similar >= least)
        other = self.nearest[near]
        mutual = (self.nearest[other] == near) & (near < other)
        if len(near) and not mutual.any():
            # Of equals, rounding may make each prefer another: begin with the best.
            mutual = np.arange(len(near)) == self.similar[near].argmax()
        return near[mutual], other[mutual]

    def join(self, kept: Integers, gone: Integers) -> None:
        """Put one group of each pair into the other."""
        self.sums[kept] += self.sums[gone]
        self.sizes[kept] += self.sizes[gone]
        self.owners[kept] = np.maximum(self.owners[kept], self.owners[gone])
        self.joined_to[self.names[gone]] = self.names[kept]
        changed = np.zeros(len(self.sums) + 1, dtype=bool)
        changed[kept] = changed[gone] = True
        self.similar[kept] = np.inf
        self.nearest[changed[self.nearest] | changed[:-1]] = GONE
        where = np.arange(len(self.sums))
        where[gone] = kept
        self.apart = where[self.apart]

    def drop(self, gone: Integers, finished: np.ndarray) -> None:
        """Take out of play what was put into another, and what is finished."""
        playing = ~finished
        playing[gone] = False
        place = np.where(playing, np.cumsum(playing) - 1, GONE)
        self.nearest = np.where(self.nearest == GONE, GONE, place[self.nearest])[playing]
        self.sums, self.sizes = self.sums[playing], self.sizes[playing]
        self.owners, self.names = self.owners[playing], self.names[playing]
        self.similar = self.similar[playing]
        apart = place[self.apart]
        self.apart = np.unique(apart[(apart != GONE).all(axis=1)], axis=0)

    def labels(self) -> Integers:
        """Number the finished groups from 0."""
        roots = self.joined_to
        while (roots[roots] != roots).any():
            roots = roots[roots]
        labels: Integers = np.unique(roots, return_inverse=True)[1].astype(np.int64)
        return labels
