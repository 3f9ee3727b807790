"""Small things said the same everywhere: days, counts, and words cut to length."""

from collections.abc import Sequence
from datetime import date

LONGEST_NUMBER = 9
BAND_LEAST = 3
"""Fewer hubs than this are never told to anybody outside the community."""
SPARKS = "▁▂▃▄▅▆▇█"


def number_in(text: str) -> int:
    """Return the number that a button or form carries; a forged one is 0, which no row has."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST_NUMBER else 0


def day(when: date) -> str:
    """Return a day as people write it: 6 July 2026."""
    return f"{when.day} {when:%B %Y}"


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: 1 hub, 4 hubs."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def band(hubs: int) -> str:
    """Return a count of hubs as outsiders may see it."""
    if hubs < BAND_LEAST:
        return f"fewer than {BAND_LEAST} hubs"
    return "3 to 5 hubs" if hubs <= 5 else "6 or more hubs"


def sparkline(numbers: Sequence[int]) -> str:
    """Return a small picture of numbers in characters, 0 the lowest: ▁▁▃█. Words must go with it.

    All zero, or only one height, is drawn low: it is a shape, not an amount.
    """
    most = max(numbers, default=0)
    steps = len(SPARKS) - 1
    heights = [-(-number * steps // most) if most else 0 for number in numbers]
    return "".join(SPARKS[height] for height in heights)


def shorten(text: str, most: int) -> str:
    """Return the text in one line of at most `most` characters, cut between words if it can be."""
    flat = " ".join(text.split())
    if len(flat) <= most:
        return flat
    cut = flat[: most - 1]
    spaced = cut.rsplit(" ", 1)[0]
    return (spaced if len(spaced) > most // 2 else cut).rstrip(" ,;:") + "…"


def listed(parts: Sequence[str]) -> str:
    """Return the parts as a list in a sentence: a, b and c."""
    return " and ".join([*filter(None, [", ".join(parts[:-1])]), *parts[-1:]])
