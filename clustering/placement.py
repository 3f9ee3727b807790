"""Puts a new item into the group it belongs to, or into none."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from clustering.arrays import Integers, Vectors, checked_vectors, unit_rows

NOISE = -1
INNER = 10
"""A group reaches as far as its members do, but for the outermost tenth (in per cent)."""


@dataclass(frozen=True)
class Placement:
    """The centres of groups and how near to one an item must be to belong to it."""

    centres: Vectors
    """Unit rows, shape (groups, dimension)."""
    reaches: Vectors
    """The least similarity to each centre, shape (groups,)."""

    @classmethod
    def of(cls, rows: Vectors, labels: Integers, usual: float) -> Self:
        """Learn from unit rows and their labels (-1: none) how far each group reaches.

        A small group's own reach is uncertain, so it is drawn towards the `usual` one.
        """
        count = int(labels.max(initial=NOISE)) + 1
        centres = np.zeros((count, rows.shape[1]), dtype=np.float32)
        reaches = np.full(count, usual, dtype=np.float32)
        for label in range(count):
            members = rows[labels == label]
            centres[label] = unit_rows(members.sum(axis=0, keepdims=True))[0]
            fits = fit_without_itself(members)
            share = len(members) / (len(members) + 10)
            reaches[label] = share * np.percentile(fits, INNER) + (1 - share) * usual
        return cls(centres=centres, reaches=reaches)

    def place(self, rows: Vectors) -> tuple[Integers, Vectors]:
        """The group of each unit row (-1: none is near enough) and its similarity to it."""
        checked_vectors(rows, dimension=self.centres.shape[1])
        if len(self.centres) == 0:
            return np.full(len(rows), NOISE), np.zeros(len(rows), dtype=np.float32)
        similar = rows @ self.centres.T
        best = similar.argmax(axis=1)
        fits = similar[np.arange(len(rows)), best]
        near = fits >= self.reaches[best]
        return np.where(near, best, NOISE), fits

    def fit_of(self, rows: Vectors, labels: Integers) -> Vectors:
        """How similar each unit row is to the centre of its own group; 0 for noise."""
        fits = np.zeros(len(rows), dtype=np.float32)
        inside = labels != NOISE
        fits[inside] = np.einsum("nd,nd->n", rows[inside], self.centres[labels[inside]])
        return np.clip(fits, 0, 1)


def fit_without_itself(members: Vectors) -> Vectors:
    """How similar each unit row is to the centre of the others, shape (n,)."""
    if len(members) < 2:
        return np.zeros(len(members), dtype=np.float32)
    others = unit_rows(members.sum(axis=0) - members)
    fits: Vectors = np.einsum("nd,nd->n", members, others)
    return fits
