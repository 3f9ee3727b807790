"""The space that groups are sought in: what texts mean joined to the words they share.

Subtracting the mean first is worth more than the choice of grouping method: the messages of one
community share most of what they say, and what they share tells nothing about their themes.
"""

from collections.abc import Sequence

import numpy as np

from clustering.arrays import Vectors, unit_rows
from clustering.lexical import LexicalSpace

COLUMNS = 64
SAMPLE = 20_000
"""Items from which the directions are learnt."""
BLOCK = 20_000
"""Items brought into the space at once: bounds memory beyond the result."""
MEAN_COUNTS_FROM = 5
"""The mean of a handful of items is what they are about."""


class JointSpace:
    """Centred, reduced vectors of meaning beside weighted columns of shared words."""

    def fit_transform(
        self, vectors: Vectors, texts: Sequence[str] | None, random_state: int
    ) -> Vectors:
        """Learn the mean, the main directions and with texts their words; give the rows."""
        self.mean_ = centre_of(vectors)
        sample = vectors[:: max(1, len(vectors) // SAMPLE)]
        self.axes_ = main_axes(unit_rows(sample - self.mean_))
        self.lexical_ = None if texts is None else LexicalSpace()
        if self.lexical_ is None or texts is None:
            return self._dense(vectors)
        words = self.lexical_.fit_transform(texts, random_state)
        return unit_rows(np.hstack([self._dense(vectors), words]))

    def transform(self, vectors: Vectors, texts: Sequence[str] | None) -> Vectors:
        """Give one unit row for each item; without texts they have no words in common."""
        if self.lexical_ is None:
            return self._dense(vectors)
        words = self.lexical_.transform([""] * len(vectors) if texts is None else texts)
        return unit_rows(np.hstack([self._dense(vectors), words]))

    def _dense(self, vectors: Vectors) -> Vectors:
        rows = np.empty((len(vectors), self.axes_.shape[1]), dtype=np.float32)
        for start in range(0, len(vectors), BLOCK):
            block = vectors[start : start + BLOCK]
            rows[start : start + BLOCK] = unit_rows(unit_rows(block - self.mean_) @ self.axes_)
        return rows


def centre_of(vectors: Vectors) -> Vectors:
    """What everybody talks about, shape (dimension,); of a handful of items less of their mean."""
    share = len(vectors) / (len(vectors) + MEAN_COUNTS_FROM)
    mean: Vectors = np.float32(share) * vectors.mean(axis=0)
    return mean


def main_axes(centred: Vectors) -> Vectors:
    """The directions that the rows differ in most, shape (dimension, at most COLUMNS)."""
    _, directions = np.linalg.eigh((centred.T @ centred).astype(np.float64))
    axes: Vectors = directions[:, ::-1][:, :COLUMNS].astype(np.float32)
    # The sign of a direction is arbitrary: fix it, so that every machine finds the same.
    largest = np.abs(axes).argmax(axis=0)
    signed: Vectors = axes * np.sign(axes[largest, np.arange(axes.shape[1])])
    return signed
