"""Average linkage in memory linear in the number of items.

The mean similarity of two groups of unit vectors is the product of their sums over the product of
their sizes, so no table of distances is ever needed: only each group's sum. The nearest-neighbour
chain gives the same groups as joining the closest pair again and again.
"""

import numpy as np

from clustering.arrays import Integers, Vectors

NOBODY = -1
NEVER = -np.inf
TIE = 1e-6


def average_linkage(
    sums: Vectors, sizes: Integers, least: float, owners: Integers | None = None
) -> Integers:
    """Join groups while their mean similarity is at least `least`; give a label for each.

    `sums` has shape (n, dimension): the sum of the unit vectors of each group to begin with, of
    which there are `sizes`. Groups whose `owners` differ (-1: nobody's) are never joined.
    """
    chain = Chain(sums, sizes, owners)
    while chain.step(least):
        pass
    return chain.labels()


class Chain:
    """Groups still in play, and the chain of nearest neighbours being followed through them."""

    def __init__(self, sums: Vectors, sizes: Integers, owners: Integers | None) -> None:
        count = len(sums)
        self.sums = sums.astype(np.float32)
        self.sizes = sizes.astype(np.float32)
        self.owners = np.full(count, NOBODY) if owners is None else owners.copy()
        self.names = np.arange(count)
        self.playing = np.ones(count, dtype=bool)
        self.left = count
        self.chain: list[int] = []
        self.joined_to = np.arange(count)

    def step(self, least: float) -> bool:
        """Follow, join or retire one group; False when none is left."""
        if self.left == 0:
            return False
        if not self.chain:
            self.compact()
            self.chain.append(int(np.argmax(self.playing)))
        last = self.chain[-1]
        before = self.chain[-2] if len(self.chain) > 1 else None
        other, similarity = self.closest(last, before)
        if similarity < least:
            # Joining others can only bring them less near, so this group is finished.
            self.retire(last)
            self.chain.pop()
        elif other == before:
            self.join(last, other)
        else:
            self.chain.append(other)
        return True

    def closest(self, place: int, before: int | None) -> tuple[int, float]:
        """The group most similar on average; on a tie the one the chain came from."""
        similar = (self.sums @ self.sums[place]) / (self.sizes * self.sizes[place])
        similar[~self.playing] = NEVER
        similar[place] = NEVER
        if self.owners[place] != NOBODY:
            similar[(self.owners != NOBODY) & (self.owners != self.owners[place])] = NEVER
        best = int(np.argmax(similar))
        if before is not None and similar[before] >= similar[best] - TIE:
            best = before
        return best, float(similar[best])

    def join(self, gone: int, kept: int) -> None:
        """Put one group into another and leave the chain before both."""
        del self.chain[-2:]
        self.sums[kept] += self.sums[gone]
        self.sizes[kept] += self.sizes[gone]
        self.owners[kept] = max(self.owners[kept], self.owners[gone])
        self.joined_to[self.names[gone]] = self.names[kept]
        self.retire(gone)

    def retire(self, place: int) -> None:
        """Take a group out of play."""
        self.playing[place] = False
        self.left -= 1

    def compact(self) -> None:
        """Drop groups that are out of play once they are the greater part."""
        if self.left * 2 > len(self.playing):
            return
        kept = self.playing
        self.sums, self.sizes = self.sums[kept], self.sizes[kept]
        self.owners, self.names = self.owners[kept], self.names[kept]
        self.playing = np.ones(self.left, dtype=bool)

    def labels(self) -> Integers:
        """Number the finished groups from 0."""
        roots = self.joined_to
        while (roots[roots] != roots).any():
            roots = roots[roots]
        labels: Integers = np.unique(roots, return_inverse=True)[1].astype(np.int64)
        return labels
