"""Which way a theme is going, told from the hubs that raised it, and how sure that is.

A programme has two dozen hubs, so the numbers are small: each hub is compared with itself. Those
that raised a theme in both fortnights, or in neither, say nothing; those that came to it and those
that left it are weighed against each other by McNemar's test with the mid-p value, which holds its
level in small samples where the exact test is too timid and the asymptotic one too bold (Fagerland,
Lydersen and Laake, BMC Medical Research Methodology 13:91, 2013).
"""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import comb

WEEK = timedelta(days=7)
RECENT_WEEKS = 2
"""The last two weeks are compared with the two before them."""
PERHAPS = 0.1
"""Chance alone would show so much in one fortnight of ten: worth a word, with a "perhaps"."""
SURE = 0.05
LEAST_GROWTH = 1.5
"""Sure is not yet large: 12 hubs after 9 is still the same talk."""


class Trend(StrEnum):
    """Which way a theme is going."""

    NEW = "new"
    RISING = "rising"
    STEADY = "steady"
    FADING = "fading"


@dataclass(frozen=True, slots=True)
class Direction:
    """Which way a theme is going, and whether that is sure or only perhaps so."""

    trend: Trend
    sure: bool = True


def direction(
    *, first_raised: datetime, now: datetime, recent: Set[int], before: Set[int]
) -> Direction:
    """Say which way a theme is going, from its hubs in the last two weeks and the two before.

    New: first raised in the last two weeks.
    """
    if first_raised > now - RECENT_WEEKS * WEEK:
        return Direction(Trend.NEW)
    return compared(recent, before)


def compared(recent: Set[int], before: Set[int]) -> Direction:
    """Say which way a theme is going, from its hubs in two times of the same length.

    Rising or fading: more hubs came than left (or left than came) than chance would easily do, and
    half as many again raise it (or raised it). Steady: all else.
    """
    came, left = len(recent - before), len(before - recent)
    chance = by_chance(came, left)
    low, high = sorted((len(recent), len(before)))
    if chance > PERHAPS or high < LEAST_GROWTH * low:
        return Direction(Trend.STEADY)
    return Direction(Trend.RISING if came > left else Trend.FADING, sure=chance <= SURE)


def by_chance(came: int, left: int) -> float:
    """Return how likely so large a difference is by chance: McNemar's mid-p value, one-sided.

    If nothing had changed, each of these hubs would have been as likely to come as to leave.
    """
    changed, more = came + left, max(came, left)
    beyond = sum(comb(changed, number) for number in range(more + 1, changed + 1))
    return float((beyond + comb(changed, more) / 2) / 2**changed)
