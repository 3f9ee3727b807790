"""Words as Slack takes them: escaped where it reads markup, and weighed."""

from typing import Any

from adapters.fitting import shorten

Json = dict[str, Any]

BUTTON_LINK = 3000
"""Characters in an address that a button opens."""


def escape(text: str) -> str:
    """Return the text so that Slack's markup shows it as it is and pings nobody."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escaped_length(text: str) -> int:
    """Return how many characters the text takes once escaped."""
    return len(text) + 4 * text.count("&") + 3 * (text.count("<") + text.count(">"))


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
