"""What stands on a theme's line in a list: its trend in words, a sparkline and the numbers. Pure.

The sparkline is never alone: the numbers beside it say the same to those who can't see it.
"""

from collections.abc import Sequence

from bot.cards import Paragraph, Text
from bot.themes.trend import Direction, Trend
from bot.words import BAND_LEAST, band, count, sparkline

TREND_WORDS = {
    Trend.NEW: "new in the last two weeks",
    Trend.RISING: "rising",
    Trend.STEADY: "steady",
    Trend.FADING: "fading",
}


def trend_words(direction: Direction) -> str:
    """Say which way a theme is going, and how sure that is."""
    said = TREND_WORDS[direction.trend]
    return said if direction.sure else f"perhaps {said}"


def hubs_words(hubs: int, fellow: bool) -> str:
    """Say how many hubs raised a theme, as exactly as the reader may know."""
    return count(hubs, "hub") if fellow else band(hubs)


def shown_hubs(hubs: int, fellow: bool) -> int:
    """Return a number of hubs as it may be drawn: to outsiders the least of its band, or none."""
    if fellow:
        return hubs
    return 0 if hubs < BAND_LEAST else BAND_LEAST if hubs <= 5 else 6


def headline(label: str, facts: Sequence[str]) -> Paragraph:
    """Return a theme's label and what there is to know of it."""
    return Paragraph((Text(label, strong=True), Text(f": {', '.join(facts)}")))


def weeks_line(weekly_hubs: Sequence[int], fellow: bool) -> Paragraph:
    """Draw the hubs of each week, the newest last, and say them."""
    drawn = sparkline([shown_hubs(hubs, fellow) for hubs in weekly_hubs])
    if fellow:
        said = f"{', '.join(map(str, weekly_hubs))} hubs a week"
    else:
        said = f"{band(max(weekly_hubs, default=0))} in a week at most"
    return Paragraph((Text(drawn), Text(f" {said}")), quiet=True)
