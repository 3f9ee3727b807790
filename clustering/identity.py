"""Gives newly found groups the themes they continue, and says what became of each theme."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from clustering.arrays import Floats, Integers, Vectors, unit_rows
from clustering.placement import NOISE

LEAST_SHARE = 0.25
"""A group continues a theme, or came out of it, when it has at least a quarter of it."""
CENTRE_COUNTS = 0.25
"""Beside the members in common, the likeness of the centres decides between close cases."""
FIXED_COUNTS = 1_000.0
"""Where a person put members, the group is that theme, whatever else it holds."""

EventKind = Literal["born", "grown", "merged", "split", "faded"]


@dataclass(frozen=True)
class ThemeEvent:
    """What happened to a theme between one grouping and the next."""

    kind: EventKind
    theme: str | None
    """The known theme it happened to; None for one that was born."""
    group: int | None
    """The group found: the theme's own, the one split off, or the one it went into."""
    into: str | None = None
    """The theme that a merged one went into; None when that is a new one."""


@dataclass(frozen=True)
class Continuation:
    """Which theme each group continues, and the events that follow from it."""

    themes: tuple[str | None, ...]
    """For each group its theme; None: a new one."""
    events: tuple[ThemeEvent, ...]


@dataclass(frozen=True)
class Overlap:
    """What groups found (rows) and themes known (columns) have in common."""

    names: list[str]
    common: Floats
    """Items in both, shape (groups, themes)."""
    held: Floats
    """Of these, the ones a person put there."""
    group_sizes: Integers
    theme_sizes: Integers
    likeness: Vectors
    """The similarity of their centres."""

    @property
    def shares(self) -> Floats:
        """How much of each theme went into each group, 0 to 1."""
        return self.common / np.maximum(self.theme_sizes, 1)


def continue_themes(
    found: Integers,
    known: Sequence[str | None],
    fixed: Sequence[bool] | NDArray[np.bool_],
    rows: Vectors,
    certain: Mapping[int, str] = MappingProxyType({}),
) -> Continuation:
    """Match groups to themes by optimal assignment on members in common and centres.

    For each item: its group `found` (-1: none), the theme it was `known` in (None: none), whether
    a person put it there, and its unit vector. `certain` are groups whose theme is known
    beforehand. Every theme keeps at most one group.
    """
    overlap = overlap_of(found, known, np.asarray(fixed, dtype=bool), rows, certain)
    pairs = assigned(overlap)
    themes = tuple(
        overlap.names[pairs[group]] if group in pairs else None
        for group in range(len(overlap.common))
    )
    return Continuation(themes, tuple(events(overlap, pairs)))


def overlap_of(
    found: Integers,
    known: Sequence[str | None],
    fixed: NDArray[np.bool_],
    rows: Vectors,
    certain: Mapping[int, str],
) -> Overlap:
    """Count what groups and themes have in common."""
    found = np.asarray(found, dtype=np.int64)
    names = sorted({theme for theme in known if theme is not None} | set(certain.values()))
    numbers = {name: number for number, name in enumerate(names)}
    before = np.array([NOISE if theme is None else numbers[theme] for theme in known], dtype=int)
    groups = int(found.max(initial=NOISE)) + 1
    common, held = np.zeros((2, groups, len(names)))
    both = (found != NOISE) & (before != NOISE)
    np.add.at(common, (found[both], before[both]), 1)
    np.add.at(held, (found[both & fixed], before[both & fixed]), 1)
    for group, theme in certain.items():
        held[group, numbers[theme]] += 1
    return Overlap(
        names=names,
        common=common,
        held=held,
        group_sizes=np.bincount(found[found != NOISE], minlength=groups),
        theme_sizes=np.bincount(before[before != NOISE], minlength=len(names)),
        likeness=centres(rows, found, groups) @ centres(rows, before, len(names)).T,
    )


def centres(rows: Vectors, labels: Integers, count: int) -> Vectors:
    """The unit centre of each label; zeros for one without members."""
    sums = np.zeros((count, rows.shape[1]), dtype=np.float32)
    inside = labels != NOISE
    np.add.at(sums, labels[inside], rows[inside])
    return unit_rows(sums)


def assigned(overlap: Overlap) -> dict[int, int]:
    """The theme of each group, as pairs of numbers, that is best for all of them together."""
    from scipy.optimize import linear_sum_assignment

    common = overlap.common
    # Jaccard's measure over items that were in a theme before: new items say nothing.
    either = overlap.theme_sizes + common.sum(axis=1, keepdims=True) - common
    jaccard = common / np.maximum(either, 1)
    enough = (overlap.shares >= LEAST_SHARE) | (overlap.held > 0)
    value = jaccard + CENTRE_COUNTS * overlap.likeness + FIXED_COUNTS * overlap.held
    groups, themes = linear_sum_assignment(np.where(enough, value, 0), maximize=True)
    return {
        int(group): int(theme)
        for group, theme in zip(groups, themes, strict=True)
        if enough[group, theme]
    }


def events(overlap: Overlap, pairs: dict[int, int]) -> list[ThemeEvent]:
    """What became of every theme, and where every new group came from."""
    groups = {theme: group for group, theme in pairs.items()}
    told = [
        went_on(overlap, groups[theme], theme) if theme in groups else ended(overlap, theme, pairs)
        for theme in range(len(overlap.names))
    ]
    told += [
        came_about(overlap, group) for group in range(len(overlap.common)) if group not in pairs
    ]
    return [event for event in told if event is not None]


def went_on(overlap: Overlap, group: int, theme: int) -> ThemeEvent | None:
    """A theme that has a group: grown, or nothing to tell."""
    if overlap.group_sizes[group] > overlap.common[group, theme]:
        return ThemeEvent("grown", overlap.names[theme], group)
    return None


def ended(overlap: Overlap, theme: int, pairs: dict[int, int]) -> ThemeEvent:
    """A theme that no group continues: merged into where most of it went, or faded."""
    name = overlap.names[theme]
    if len(overlap.common):
        taker = int(overlap.common[:, theme].argmax())
        if overlap.shares[taker, theme] >= LEAST_SHARE:
            into = overlap.names[pairs[taker]] if taker in pairs else None
            return ThemeEvent("merged", name, taker, into)
    return ThemeEvent("faded", name, None)


def came_about(overlap: Overlap, group: int) -> ThemeEvent:
    """A group that continues no theme: split off from one, or born."""
    if overlap.names:
        origin = int(overlap.common[group].argmax())
        if overlap.shares[group, origin] >= LEAST_SHARE:
            return ThemeEvent("split", overlap.names[origin], group)
    return ThemeEvent("born", None, group)
