"""Words within Slack's limits: escaped where Slack reads markup, cut between words."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar
from urllib.parse import urlsplit

Json = dict[str, Any]
Item = TypeVar("Item")

ELLIPSIS = "…"
LINK_LENGTH = 1000
BUTTON_LINK = 3000
"""Characters in an address: in running words, where a block holds 3,000 in all, and in a button."""


def escape(text: str) -> str:
    """Return the text so that Slack's markup shows it as it is and pings nobody."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escaped_length(text: str) -> int:
    """Return how many characters the text takes once escaped."""
    return len(text) + 4 * text.count("&") + 3 * (text.count("<") + text.count(">"))


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
    """Return the address when Slack takes it as a link that a person may follow, else None."""
    if not url or len(url) > most or any(char.isspace() for char in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    known = parts.scheme == "mailto" or (parts.scheme in ("http", "https") and parts.netloc)
    return url if known else None


def plain(text: str, most: int) -> Json:
    """Return a plain text object: Slack reads no markup in it."""
    return {"type": "plain_text", "text": shorten(text.strip(), most) or " ", "emoji": False}


def weigh(value: object) -> int:
    """Return how many characters of words, addresses and values a piece of Block Kit holds."""
    if isinstance(value, dict):
        return sum(
            len(inner)
            if key in ("text", "url", "value") and isinstance(inner, str)
            else weigh(inner)
            for key, inner in value.items()
        )
    return sum(weigh(inner) for inner in value) if isinstance(value, list) else 0


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
