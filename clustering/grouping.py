"""The steps from unit vectors to groups: draw together, join, leave out what fits nowhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from clustering.arrays import Floats, Integers, Vectors, unit_rows
from clustering.linkage import average_linkage
from clustering.neighbours import drawn_together, most_similar, nearest
from clustering.placement import NOISE, fit_without_itself

EXACT_UP_TO = 16_000
"""Beyond so many items they are first put into small heaps, and the heaps are grouped."""
HEAPS = 8_000
SAMPLE = 50_000
ROUNDS = 3
"""The heaps' centres are moved so often, on so many of the items; more change little."""
TYPICAL_NEIGHBOUR = 5
CLOSENESS_SHARES = ((2.5, 3.0), (0.65, 0.95))
"""Two thirds of the typical similarity up to 300 items, rising to a finer grain at a thousand: by
powers of ten, the sizes and the shares."""
CLOSENESS_BOUNDS = (0.08, 0.62)
LOOSE_BELOW = 0.45
"""An item is noise when its tie to its group is below this share of the usual tie."""
MEAN_COUNTS_FROM = 10
"""The mean of a handful of items is chance, so it counts for less."""
LEAN = 1.0
"""How strongly the place where something was said tells what it is about."""
MARK = 0.4
"""How much a previous group holds its members together: enough to keep 19 of 20 from one week to
the next, and little enough that the themes are as good as if they were found afresh."""
MARKS = 256


@dataclass(frozen=True)
class Settings:
    """What the estimator's user may choose."""

    min_members: int
    closeness: float | None
    seed: int


@dataclass(frozen=True, eq=False)
class Known:
    """What is known of each item beside its vector: numbers, -1 for none; shapes (n,)."""

    fixed: Integers
    """Items of one number stay together and never with those of another."""
    bundles: Integers
    """Items of one number stay together, and all others may join them."""
    apart: Integers
    """Pairs of items that are never to be together, shape (pairs, 2)."""
    previous: Integers
    """A group in common draws together without binding."""
    places: Integers
    """Where it was said: what else is said there tells something of what it is about."""

    @property
    def bound(self) -> NDArray[np.bool_]:
        """Which items a person put in a theme or with another."""
        several = np.bincount(self.bundles)[self.bundles] > 1
        both: NDArray[np.bool_] = several | (self.fixed != NOISE)
        return both


def group(rows: Vectors, settings: Settings, known: Known) -> Integers:
    """Label each unit row with its group, largest first; -1 belongs to none."""
    rows = leaning(rows, known.places)
    drawn = marked(rows, known.previous)
    heaps = start_heaps(drawn, known, settings.seed)
    sums, sizes = heap_sums(drawn, heaps)
    centres = unit_rows(sums)
    neighbours = nearest(centres, neighbours_for(len(rows)))
    closeness = settings.closeness
    if closeness is None:
        closeness = closeness_of(neighbours[1], len(rows))
    drawn = drawn_together(centres, neighbours, rounds=2)
    owners = np.full(len(sizes), NOISE)
    owners[heaps] = known.fixed
    found = average_linkage(
        drawn * sizes[:, None], sizes, closeness, owners=owners, apart=heaps[known.apart]
    )[heaps]
    return by_size(without_loose(rows, found, known, settings.min_members))


def neighbours_for(size: int) -> int:
    """How many neighbours draw an item; with many items there are enough very near ones."""
    return 5 if size < 100 else 8 if size < 1000 else 6


def closeness_of(similar: Vectors, size: int) -> float:
    """The least mean similarity of groups that are joined, for `size` items.

    Where neighbours are near, themes are fine; where even neighbours are far apart (few
    messages, or all about one programme), only a low bar finds any theme at all. `similar` are
    the similarities of each heap to its neighbours, nearest first.
    """
    typical = float(similar[:, :TYPICAL_NEIGHBOUR][:, -1].mean()) if similar.size else 0.0
    share = np.interp(np.log10(size), *CLOSENESS_SHARES)
    return float(np.clip(share * typical, *CLOSENESS_BOUNDS))


def leaning(rows: Vectors, places: Integers) -> Vectors:
    """Lean each item towards what is usually said in its place.

    The mean of a place is long where one thing is talked about and short where anything is, so a
    place about everything has no influence.
    """
    sums, sizes = heap_sums(rows, places + 1)
    means = sums / (sizes[:, None] + MEAN_COUNTS_FROM)
    means[0] = 0
    return unit_rows(rows + LEAN * means[places + 1])


def marked(rows: Vectors, previous: Integers) -> Vectors:
    """Give the items of each previous group a mark in common, in columns of its own.

    Marks hold a group together without drawing different groups nearer to one another, as moving
    its items towards their centre would.
    """
    count = int(previous.max(initial=NOISE)) + 1
    if count == 0:
        return rows
    marks = np.zeros((len(rows), min(count, MARKS)), dtype=np.float32)
    inside = np.flatnonzero(previous != NOISE)
    # Beyond so many groups two share a column: they are rarely alike in anything else.
    marks[inside, previous[inside] % MARKS] = MARK
    return unit_rows(np.hstack([rows, marks]))


def start_heaps(rows: Vectors, known: Known, seed: int) -> Integers:
    """The heap each item begins in: alone if there are few, and with all it is bound to."""
    # A theme's items are one heap, and so are items linked to each other.
    together = np.where(known.fixed != NOISE, known.fixed, known.fixed.max() + 1 + known.bundles)
    bound = known.bound
    bound[known.apart] = True
    heaps = np.full(len(rows), NOISE)
    names, numbered = np.unique(together[bound], return_inverse=True)
    heaps[bound] = numbered
    free = np.flatnonzero(~bound)
    if len(free) <= EXACT_UP_TO:
        heaps[free] = len(names) + np.arange(len(free))
    else:
        heaps[free] = len(names) + small_heaps(rows[free], seed)
    return heaps


def small_heaps(rows: Vectors, seed: int) -> Integers:
    """Many small heaps of very similar items, numbered without gaps: a few rounds of k-means."""
    chance = np.random.default_rng(seed)
    sample = rows[np.sort(chance.choice(len(rows), min(len(rows), SAMPLE), replace=False))]
    centres = sample[np.sort(chance.choice(len(sample), HEAPS, replace=False))]
    for _ in range(ROUNDS):
        sums, _ = heap_sums(sample, most_similar(sample, centres))
        centres = unit_rows(sums)
    numbered: Integers = np.unique(most_similar(rows, centres), return_inverse=True)[1]
    return numbered.astype(np.int64)


def heap_sums(rows: Vectors, heaps: Integers) -> tuple[Vectors, Integers]:
    """The sum of each heap's rows, and how many there are."""
    from scipy.sparse import csr_matrix

    count = int(heaps.max(initial=NOISE)) + 1
    ones = np.ones(len(heaps), dtype=np.float32)
    belongs = csr_matrix((ones, (heaps, np.arange(len(heaps)))), shape=(count, len(heaps)))
    return belongs @ rows, np.bincount(heaps, minlength=count)


def without_loose(rows: Vectors, labels: Integers, known: Known, min_members: int) -> Integers:
    """Leave out items that are tied too weakly to their group, and groups then too small.

    What a person put in a theme stays, and what a person linked is not torn apart.
    """
    ties = tie_strengths(rows, labels)
    loose = (ties < LOOSE_BELOW * np.median(ties)) & ~known.bound
    labels = np.where(loose, NOISE, labels)
    sizes = np.bincount(labels + 1, minlength=2)
    held = np.isin(labels, labels[known.fixed != NOISE])
    return np.where((sizes[labels + 1] < min_members) & ~held, NOISE, labels)


def tie_strengths(rows: Vectors, labels: Integers) -> Floats:
    """How strongly each item is tied to its group: likeness to the others, and their number."""
    ties = np.zeros(len(rows))
    for members in members_of(labels):
        ties[members] = fit_without_itself(rows[members]) * np.log1p(len(members))
    return ties


def members_of(labels: Integers) -> Iterator[Integers]:
    """The places of each group's members, group by group; noise is none."""
    order = np.argsort(labels, kind="stable")
    ends = np.cumsum(np.bincount(labels + 1))
    for start, end in pairwise(ends.tolist()):
        yield order[start:end]


def by_size(labels: Integers) -> Integers:
    """Number groups from 0, the largest first; of equals, the one that begins first."""
    names, first, counts = np.unique(labels, return_index=True, return_counts=True)
    order = [place for place in np.lexsort((first, -counts)) if names[place] != NOISE]
    numbers = np.full(len(names), NOISE)
    numbers[order] = np.arange(len(order))
    return numbers[np.searchsorted(names, labels)]
