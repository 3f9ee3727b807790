"""Threads and named themes, as an application hands them over."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clustering.arrays import Vectors, checked_vector


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
    chatter: bool = False
    """It was recognised as chatter: it is left out, and so is what is most like such threads."""


@dataclass(frozen=True, eq=False)
class NamedTheme:
    """A theme in a person's words: threads that are about them are drawn to it."""

    theme: str
    words: str
    """Its label, and its description when a person wrote one."""
    vector: Vectors
    """Of the words, shape (dimension,)."""


@dataclass(frozen=True)
class Pairs:
    """What people said of two threads, by their keys; of a thread not given it is ignored."""

    must_link: Sequence[tuple[str, str]] = ()
    """They are about the same."""
    cannot_link: Sequence[tuple[str, str]] = ()
    """They are not."""


NO_PAIRS = Pairs()


def linked(
    pairs: Sequence[tuple[str, str]], threads: Sequence[Thread], *, fixed_together: bool
) -> list[tuple[int, int]]:
    """The places of both threads of each pair that is there.

    Where people put both in themes themselves, that says it: a pair that says otherwise is dropped.
    """
    places = {each.key: place for place, each in enumerate(threads)}
    found = [
        (places[one], places[other]) for one, other in pairs if one in places and other in places
    ]
    return [
        (one, other)
        for one, other in found
        if not (threads[one].fixed and threads[other].fixed)
        or (threads[one].theme == threads[other].theme) == fixed_together
    ]


def stacked(threads: Sequence[Thread]) -> Vectors:
    """All vectors as rows, shape (n, dimension); ValueError when one differs or holds NaN."""
    dimension = len(threads[0].vector)
    return np.vstack([checked_vector(each.vector, dimension=dimension) for each in threads])
