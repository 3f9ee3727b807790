"""Words and elements made to fit what a platform takes: cut between words, gathered in groups."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar
from urllib.parse import urlsplit

Item = TypeVar("Item")

ELLIPSIS = "…"
LINK_LENGTH = 1000
"""Characters in an address that may stand in running words."""


def split(text: str, most: int, cost: Callable[[str], int] = len) -> Iterator[str]:
    """Cut the text, between words where it can, in pieces that each cost at most `most`."""
    while cost(text) > most:
        piece = _longest(text, most, cost)
        yield piece
        text = text[len(piece) :]
    if text:
        yield text


def _longest(text: str, most: int, cost: Callable[[str], int]) -> str:
    piece = text[:most]
    while cost(piece) > most:
        piece = piece[: max(1, len(piece) * most // cost(piece))]
    last_space = max(piece.rfind(" "), piece.rfind("\n"))
    return piece[: last_space + 1] if last_space > len(piece) // 2 else piece


def shorten(text: str, most: int, cost: Callable[[str], int] = len) -> str:
    """Return the text, ended with an ellipsis when it costs more than `most`."""
    if cost(text) <= most:
        return text
    return _longest(text, most - 1, cost).rstrip() + ELLIPSIS


def safe_link(url: str | None, most: int = LINK_LENGTH) -> str | None:
    """Return the address when it is a link that a person may follow, else None."""
    if not url or len(url) > most or any(char.isspace() for char in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    known = parts.scheme == "mailto" or (parts.scheme in ("http", "https") and parts.netloc)
    return url if known else None


def grouped(
    items: Iterable[Item], most: int, most_weight: int, weight: Callable[[Item], int]
) -> Iterator[list[Item]]:
    """Gather items, in order, in groups of at most so many and so heavy (one item always fits)."""
    group: list[Item] = []
    load = 0
    for item in items:
        heavy = weight(item)
        if group and (len(group) == most or load + heavy > most_weight):
            yield group
            group, load = [], 0
        group.append(item)
        load += heavy
    if group:
        yield group
