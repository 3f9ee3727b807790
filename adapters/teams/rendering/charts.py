"""A chart as bars made of columns: every client shows them, and their words are words."""

from collections.abc import Iterator
from math import isfinite

from adapters.fitting import shorten
from adapters.teams.rendering.runs import plain
from adapters.teams.rendering.text import Json, weigh
from bot.cards import Bar, Chart

LONGEST = 55
"""How much of the width, of a hundred, the longest bar takes; its words have the rest."""
HEIGHT = "18px"
WORDS_WEIGHT = 1_000
_BLUE_DOT = (
    "data:image/png;base64,"
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mPQrj0CAAJDAW1iqxjhAAAAAElFTkSuQmCC"
)
"""One dot of #2b7dc4: 4.2 to 1 on white and at least 3 to 1 on the dark theme's cards."""


def chart_elements(chart: Chart) -> Iterator[Json]:
    """Return the chart's title, its bars with their words, and what they show in one text."""
    yield from plain(chart.title, weight="Bolder")
    longest = max((bar.value for bar in chart.bars if isfinite(bar.value)), default=0.0)
    for bar in chart.bars:
        yield from plain(bar.label)
        yield _bar(bar, longest)
    yield from plain(chart.alternative, isSubtle=True, size="Small")


def _bar(bar: Bar, longest: float) -> Json:
    share = round(LONGEST * (bar.value / longest)) if isfinite(bar.value) and longest > 0 else 0
    width = max(share, 0)
    words = list(plain(shorten(bar.words, WORDS_WEIGHT, weigh)))
    said: Json = {
        "type": "Column",
        "width": 100 - width,
        "verticalContentAlignment": "center",
        "items": words,
    }
    columns = [_drawn(width), said] if width else [said]
    return {"type": "ColumnSet", "spacing": "None", "columns": columns}


def _drawn(width: int) -> Json:
    return {
        "type": "Column",
        "width": width,
        "style": "accent",
        "backgroundImage": {"url": _BLUE_DOT, "fillMode": "repeat"},
        "minHeight": HEIGHT,
        "items": [],
    }
