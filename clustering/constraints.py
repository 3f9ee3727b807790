"""What people decided about items, and whether it can all be true together."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from clustering.arrays import Integers
from clustering.placement import NOISE


@dataclass(frozen=True, eq=False)
class Seed:
    """A theme in a person's words: items that are about them are drawn to it."""

    theme: Hashable
    words: str
    """Its title, and its description when there is one."""
    vector: ArrayLike | None = None
    """Of the words, shape (dimension,); None: the clusterer's embedder makes it."""


@dataclass(frozen=True, eq=False)
class Constraints:
    """What people decided. Items are named by their places, from 0.

    `seeds` are themes in people's words, `labelled` the theme that a person put an item in,
    `must_link` pairs of items that belong together, `cannot_link` pairs that do not.
    """

    seeds: Sequence[Seed] = ()
    labelled: Mapping[int, Hashable] = field(default_factory=dict)
    must_link: Sequence[tuple[int, int]] = ()
    cannot_link: Sequence[tuple[int, int]] = ()


@dataclass(frozen=True, eq=False)
class Decided:
    """The same, followed to its end: whoever must be with an item of a theme is in it too."""

    themes: tuple[Hashable, ...]
    """Every theme that people named or filled; below they are numbered in this order."""
    current: Integers
    """The theme each item is in now, whoever put it there, or -1; others are numbered after."""
    fixed: Integers
    """The theme each item was put in, or -1; shape (n,)."""
    bundles: Integers
    """Items in one bundle stay together; numbered without gaps, shape (n,)."""
    apart: Integers
    """Pairs of items that are not to be in one theme, shape (pairs, 2)."""
    named: Integers
    """The theme of each seed, shape (seeds,)."""

    @classmethod
    def of(cls, given: Constraints, previous: Sequence[Hashable | None]) -> Self:
        """Follow the constraints on items that are in these themes now (None: in none).

        Raises ValueError when they contradict each other or name an item that is not there.
        """
        size = len(previous)
        themes = tuple(
            dict.fromkeys([*(seed.theme for seed in given.seeds), *given.labelled.values()])
        )
        numbers = {theme: number for number, theme in enumerate(themes)}
        bundles = bundled(checked_pairs(given.must_link, size), size)
        fixed = np.full(size, NOISE)
        for item, theme in given.labelled.items():
            checked_place(item, size)
            fixed[item] = numbers[theme]
        fixed = spread(fixed, bundles)
        apart = checked_pairs(given.cannot_link, size)
        check_apart(apart, bundles, "must be linked")
        check_apart(apart, np.where(fixed == NOISE, -1 - np.arange(size), fixed), "have one theme")
        return cls(
            themes=themes,
            current=numbered(previous, numbers),
            fixed=fixed,
            bundles=bundles,
            apart=apart,
            named=np.array([numbers[seed.theme] for seed in given.seeds], dtype=np.int64),
        )


def numbered(
    names: Sequence[Hashable | None], numbers: Mapping[Hashable, int] = MappingProxyType({})
) -> Integers:
    """The number of each name, new ones after those known; -1 for None."""
    known = dict(numbers)
    return np.array(
        [NOISE if name is None else known.setdefault(name, len(known)) for name in names],
        dtype=np.int64,
    )


def checked_pairs(pairs: Sequence[tuple[int, int]], size: int) -> Integers:
    """Pairs of places as an array, shape (pairs, 2)."""
    found = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    for place in found[(found < 0) | (found >= size)][:1].tolist():
        checked_place(place, size)
    return found


def checked_place(place: int, size: int) -> None:
    """Refuse the place of an item that is not there."""
    if not 0 <= place < size:
        raise ValueError(f"A constraint names item {place}; there are items 0 to {size - 1}.")


def bundled(pairs: Integers, size: int) -> Integers:
    """The bundle of each item, linked items being in one."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import connected_components

    links = csr_matrix((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(size, size))
    bundles: Integers = connected_components(links, directed=False)[1].astype(np.int64)
    return bundles


def spread(fixed: Integers, bundles: Integers) -> Integers:
    """Put every item of a bundle in the theme that one of them was put in."""
    count = int(bundles.max(initial=NOISE)) + 1
    lowest, highest = np.full(count, len(fixed) + 1), np.full(count, NOISE)
    inside = fixed != NOISE
    np.minimum.at(lowest, bundles[inside], fixed[inside])
    np.maximum.at(highest, bundles[inside], fixed[inside])
    torn = np.flatnonzero((highest != NOISE) & (lowest != highest))
    if len(torn):
        items = np.flatnonzero((bundles == torn[0]) & inside).tolist()
        raise ValueError(f"Items {items} must be linked and are labelled with different themes.")
    return highest[bundles]


def check_apart(pairs: Integers, groups: Integers, reason: str) -> None:
    """Refuse pairs that people put in one group as well."""
    same = pairs[groups[pairs[:, 0]] == groups[pairs[:, 1]]]
    if len(same):
        one, other = same[0].tolist()
        raise ValueError(f"Items {one} and {other} {reason} and cannot be linked.")
