"""The themes there are, ready to receive new messages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from clustering.arrays import Vectors, checked_vector, checked_vectors, unit_rows
from clustering.constraints import numbered
from clustering.placement import NOISE, Placement

USUAL_REACH = 0.3
MEAN_COUNTS_FROM = 20
"""With few messages their mean is chance, so less of it is subtracted."""


@dataclass(frozen=True, eq=False)
class KnownThemes:
    """Where a new message belongs. Cheap to make anew from what is stored."""

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
        names = sorted({theme for theme in themes if theme is not None})
        numbers = numbered(themes, {name: number for number, name in enumerate(names)})
        mean = rows.mean(axis=0) * (len(rows) / (len(rows) + MEAN_COUNTS_FROM))
        placement = Placement.of(unit_rows(rows - mean), numbers, USUAL_REACH)
        return cls(tuple(names), mean, placement)

    def nearest(self, vector: ArrayLike) -> tuple[str | None, float]:
        """The theme that a new vector belongs to (None: to none) and its fit, from 0 to 1."""
        row = checked_vector(vector, dimension=len(self.mean))
        places, fits = self.placement.place(unit_rows(row - self.mean))
        theme = None if places[0] == NOISE else self.themes[places[0]]
        return theme, float(np.clip(fits[0], 0, 1))
