"""Numbers of hubs as the department may see them: in bands, and slow to move.

What one or two hubs did must not show: fewer than three are never told of, and a band stays as it
was shown last while the number has moved by fewer than three.
"""

from dataclasses import dataclass
from enum import StrEnum

LEAST_HUBS = 3
"""So many hubs raise a theme, or change a number, before the department hears of it."""
_MANY = 6


class Band(StrEnum):
    """How many hubs raised a theme, in words."""

    FEW = "3 to 5 hubs"
    MANY = "6 or more hubs"


@dataclass(frozen=True, slots=True)
class Shown:
    """A band as shown, and the number of hubs when it was set."""

    band: Band
    counted: int


def show(hubs: int, last: Shown | None) -> Shown | None:
    """Return the band to show now, given how it was shown last; None: too few to tell of."""
    if hubs < LEAST_HUBS:
        return None
    if last is not None and abs(hubs - last.counted) < LEAST_HUBS:
        return last
    return Shown(Band.MANY if hubs >= _MANY else Band.FEW, hubs)
