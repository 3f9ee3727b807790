"""When the classifier may speak: a threshold for each kind, from messages held back in training."""

from collections.abc import Sequence

import numpy as np

from clustering.arrays import Floats

_FEWEST = 10
"""Messages said to be of a kind below which nothing is known about how often that is right."""
_LOWEST = 0.5
NEVER = 2.0
"""A threshold no probability reaches."""


def thresholds(
    found: Floats, kinds: np.ndarray, classes: Sequence[str], precision: float
) -> dict[str, float]:
    """Return for each kind the lowest probability above which enough of what is said is right."""
    said = found.argmax(axis=1)
    return {
        kind: _threshold(found[said == place, place], kinds[said == place] == kind, precision)
        for place, kind in enumerate(classes)
    }


def _threshold(probabilities: Floats, right: np.ndarray, precision: float) -> float:
    order = np.argsort(-probabilities, kind="stable")
    counted = np.arange(1, len(order) + 1)
    enough = np.cumsum(right[order]) / counted >= precision
    places = np.flatnonzero(enough & (counted >= _FEWEST))
    return max(_LOWEST, float(probabilities[order[places[-1]]])) if len(places) else NEVER
