"""What people read on the workspace's page."""

from collections.abc import Iterator
from typing import Any


def shown(card: Any) -> str:
    """The words of a card, as the page shows them: titles, elements, or else the text."""
    elements = card["elements"] or [card["text"]]
    return "\n".join(words([card["title"], elements]))


def words(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, list):
        for each in part:
            yield from words(each)
    elif isinstance(part, dict):
        for each in part.values():
            yield from words(each)
