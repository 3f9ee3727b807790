"""Who is paired with whom this month: people of different hubs that share a theme. Pure.

The same two are not paired again within six months, unless both have met everybody they could.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.introductions.matching import match

FRESH = 1_000.0
"""What meeting somebody new counts for, beside how much their hubs talk about the same."""
MONTHS_APART = 6


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody to be paired: `themes` are what their hub talks about, and how much it does."""

    person: int
    hub: int
    themes: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Match:
    """Two people, the one with the lower id first, and the theme that their hubs share most."""

    first: int
    second: int
    theme: int


def pair_up(candidates: Sequence[Candidate], met: Mapping[frozenset[int], int]) -> list[Match]:
    """Return the pairs: nobody is in two, and nobody is left out who could be in one.

    Of those who can't all be paired, the earlier in the order are. `met` tells of two people how
    many months ago they were paired last.
    """
    weights = _weights(candidates, met)
    partners = match(weights)
    return [_match(candidates[one], candidates[to]) for one, to in enumerate(partners) if one < to]


def shared_theme(one: Candidate, other: Candidate) -> int | None:
    """Return the theme that both talk about most, if they could be paired."""
    shared = one.themes.keys() & other.themes.keys()
    if one.hub == other.hub or one.person == other.person or not shared:
        return None
    return max(shared, key=lambda theme: (_both(one, other, theme), -theme))


def _both(one: Candidate, other: Candidate, theme: int) -> float:
    return min(one.themes[theme], other.themes[theme])


def _weights(
    candidates: Sequence[Candidate], met: Mapping[frozenset[int], int]
) -> list[list[float]]:
    likings = [[_liking(one, other) for other in candidates] for one in candidates]
    lately = [
        [
            0 < met.get(frozenset({one.person, other.person}), 0) < MONTHS_APART
            for other in candidates
        ]
        for one in candidates
    ]
    knows_all = [
        all(there for there, liking in zip(seen, row, strict=True) if liking)
        for seen, row in zip(lately, likings, strict=True)
    ]
    return [
        [
            _weight(liking, again=lately[one][to], known=knows_all[one] and knows_all[to])
            for to, liking in enumerate(row)
        ]
        for one, row in enumerate(likings)
    ]


def _liking(one: Candidate, other: Candidate) -> float:
    theme = shared_theme(one, other)
    return 0.0 if theme is None else 1.0 + min(_both(one, other, theme), 99)


def _weight(liking: float, *, again: bool, known: bool) -> float:
    if not liking or (again and not known):
        return 0.0
    return liking if again else liking + FRESH


def _match(one: Candidate, other: Candidate) -> Match:
    theme = shared_theme(one, other)
    assert theme is not None  # noqa: S101 - nobody else is paired
    first, second = sorted((one.person, other.person))
    return Match(first, second, theme)
