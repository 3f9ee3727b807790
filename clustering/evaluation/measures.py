"""How well groups agree with the themes that people gave.

What is in no theme, and what a method leaves out, counts as a group of one: leaving out what is
hard is then never a way to win.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clustering.arrays import Integers
from clustering.constraints import numbered
from clustering.placement import NOISE


@dataclass(frozen=True)
class Measures:
    """Agreement of a grouping with the right one."""

    v: float
    """V-measure, 0 to 1."""
    ari: float
    """Adjusted Rand index: 0 is chance, 1 the same."""
    ami: float
    """Adjusted mutual information: 0 is chance, 1 the same."""
    groups: int
    left_out: int
    """Items in no group."""
    noise_recall: float | None
    """The share left out of what belongs to no theme; None when everything belongs to one."""


def measured(themes: Sequence[Hashable | None], labels: Integers) -> Measures:
    """Compare labels (-1: left out) with themes (None: none)."""
    from sklearn.metrics import (
        adjusted_mutual_info_score,
        adjusted_rand_score,
        v_measure_score,
    )

    right = numbered(themes)
    noise = right == NOISE
    gold, found = each_alone(right, noise), each_alone(labels, labels == NOISE)
    return Measures(
        v=float(v_measure_score(gold, found)),
        ari=float(adjusted_rand_score(gold, found)),
        ami=float(adjusted_mutual_info_score(gold, found)),
        groups=len(np.unique(labels[labels != NOISE])),
        left_out=int((labels == NOISE).sum()),
        noise_recall=float((labels[noise] == NOISE).mean()) if noise.any() else None,
    )


def each_alone(labels: Integers, alone: NDArray[np.bool_]) -> Integers:
    """Give each item that is alone a label of its own."""
    apart: Integers = labels.copy()
    apart[alone] = labels.max() + 1 + np.arange(alone.sum())
    return apart
