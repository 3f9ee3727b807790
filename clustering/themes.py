"""From threads to themes: what an application calls.

`find_themes` groups threads afresh and says which known themes the groups continue;
`KnownThemes` puts one new message into the theme it belongs to.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from clustering.arrays import Integers, Vectors, checked_vector, checked_vectors, unit_rows
from clustering.clusterer import ThemeClusterer
from clustering.identity import ThemeEvent, continue_themes
from clustering.labels import Description, describe
from clustering.placement import NOISE, Placement

USUAL_REACH = 0.3
MEAN_COUNTS_FROM = 20
"""With few messages their mean is chance, so less of it is subtracted."""


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


@dataclass(frozen=True)
class Member:
    """A thread in a theme."""

    key: str
    fit: float
    """How close it is to the theme's centre, from 0 to 1."""


@dataclass(frozen=True)
class FoundTheme:
    """A group of threads about one recurring issue."""

    theme: str | None
    """The known theme that it continues; None: it is new."""
    label: str
    description: str
    """A sentence word for word from one member; empty when none can stand alone."""
    phrases: tuple[str, ...]
    """Its key phrases, best first."""
    members: tuple[Member, ...]
    """Best fit first."""
    representatives: tuple[str, ...]
    """Keys of up to three members that speak for it and differ."""


@dataclass(frozen=True)
class Findings:
    """What grouping found."""

    themes: tuple[FoundTheme, ...]
    """The largest first; empty when there is too little to group."""
    leftover: tuple[str, ...]
    """Keys of the threads that belong to no theme."""
    events: tuple[ThemeEvent, ...]
    """What became of the known themes; an event's `group` is a place in `themes`."""


def find_themes(
    threads: Sequence[Thread], *, min_members: int = 3, random_state: int = 0
) -> Findings:
    """Group threads into themes, keeping what people decided and the identity of known themes.

    Chatter should be left out by the caller. Raises ValueError for NaN or vectors of different
    dimensions; too few threads give no themes.
    """
    free = [thread for thread in threads if thread.theme is not None or not thread.fixed]
    apart = tuple(thread.key for thread in threads if thread.theme is None and thread.fixed)
    if not free:
        return Findings((), apart, ())
    grouped = grouped_threads(free, min_members, random_state)
    labels, fits = grouped.labels_, grouped.fit_
    rows = grouped.joint_
    known = continue_themes(
        labels, [thread.theme for thread in free], [thread.fixed for thread in free], rows
    )
    described = describe([thread.texts for thread in free], labels, fits, rows)
    found = [
        found_theme(free, np.flatnonzero(labels == group), fits, words, known.themes[group])
        for group, words in enumerate(described)
    ]
    left = tuple(free[place].key for place in np.flatnonzero(labels == NOISE))
    return Findings(tuple(found), left + apart, known.events)


def grouped_threads(
    threads: Sequence[Thread], min_members: int, random_state: int
) -> ThemeClusterer:
    """Fit the clusterer with what is known of each thread."""
    themes = numbered([each.theme for each in threads])
    held = np.array([each.fixed for each in threads])
    clusterer = ThemeClusterer(min_members=min_members, random_state=random_state)
    return clusterer.fit(
        ["\n".join(thread.texts) for thread in threads],
        vectors=stacked(threads),
        fixed=np.where(held, themes, NOISE),
        previous=themes,
        places=numbered([each.place for each in threads]),
    )


def numbered(names: Sequence[str | None]) -> Integers:
    """A number for each name, the same for the same name; -1 for none."""
    numbers = {
        name: place for place, name in enumerate(sorted({n for n in names if n is not None}))
    }
    return np.array([NOISE if name is None else numbers[name] for name in names], dtype=np.int64)


def stacked(threads: Sequence[Thread]) -> Vectors:
    """All vectors as rows; ValueError when they differ in dimension."""
    dimension = len(threads[0].vector)
    return np.vstack([checked_vector(each.vector, dimension=dimension) for each in threads])


def found_theme(
    threads: Sequence[Thread],
    places: Integers,
    fits: Vectors,
    words: Description,
    theme: str | None,
) -> FoundTheme:
    """Put together what was found of one group."""
    ordered = places[np.argsort(-fits[places], kind="stable")]
    return FoundTheme(
        theme=theme,
        label=words.label,
        description=words.sentence,
        phrases=words.phrases,
        members=tuple(Member(threads[place].key, float(fits[place])) for place in ordered),
        representatives=tuple(threads[place].key for place in words.representatives),
    )


@dataclass(frozen=True, eq=False)
class KnownThemes:
    """The themes there are, ready to receive new messages. Cheap to make anew from the store."""

    themes: tuple[str, ...]
    mean: Vectors
    placement: Placement

    @classmethod
    def of(cls, vectors: ArrayLike, themes: Sequence[str | None]) -> Self:
        """Learn centres and reaches from the vector of each thread and the theme it is in.

        `vectors` has shape (n, dimension), n at least 1. Threads in no theme (None) belong in
        it too: they tell what the themes' centres are to be compared with.
        """
        rows = checked_vectors(vectors)
        names = tuple(sorted({theme for theme in themes if theme is not None}))
        labels = numbered(themes)
        mean = rows.mean(axis=0) * (len(rows) / (len(rows) + MEAN_COUNTS_FROM))
        return cls(names, mean, Placement.of(unit_rows(rows - mean), labels, USUAL_REACH))

    def nearest(self, vector: ArrayLike) -> tuple[str | None, float]:
        """The theme that a new vector belongs to (None: to none) and its fit, from 0 to 1."""
        row = checked_vector(vector, dimension=len(self.mean))
        places, fits = self.placement.place(unit_rows(row - self.mean))
        theme = None if places[0] == NOISE else self.themes[places[0]]
        return theme, float(np.clip(fits[0], 0, 1))
