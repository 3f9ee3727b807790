"""Threads and named themes, as an application hands them over."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clustering.arrays import Integers, Vectors, checked_vector
from clustering.placement import NOISE


@dataclass(frozen=True, eq=False)
class Thread:
    """A root message with its replies."""

    key: str
    texts: tuple[str, ...]
    """The root first."""
    vector: Vectors
    """Of the whole thread (see `thread_vector`), shape (dimension,)."""
    theme: str | None = None
    """The theme it is in now."""
    fixed: bool = False
    """A person put it there (or, without a theme, said that it belongs to none): it stays."""
    place: str | None = None
    """Where it was said (a channel): what else is said there tells something about it."""


@dataclass(frozen=True, eq=False)
class NamedTheme:
    """A theme in a person's words: threads that are about them are drawn to it."""

    theme: str
    words: str
    """Its label, and its description when a person wrote one."""
    vector: Vectors
    """Of the words, shape (dimension,)."""


def stacked(holders: Sequence[Thread] | Sequence[NamedTheme], dimension: int) -> Vectors:
    """All vectors as rows, shape (n, dimension); ValueError when one differs or holds NaN."""
    rows = [checked_vector(each.vector, dimension=dimension) for each in holders]
    return np.vstack([np.zeros((0, dimension), dtype=np.float32), *rows])


def numbered(names: Sequence[str | None], known: Sequence[str]) -> Integers:
    """The place of each name among those `known`; -1 for none."""
    numbers = {name: place for place, name in enumerate(known)}
    return np.array([NOISE if name is None else numbers[name] for name in names], dtype=np.int64)


def distinct(names: Sequence[str | None]) -> list[str]:
    """Every name once, in order."""
    return sorted({name for name in names if name is not None})
