"""A card as the messages Teams needs for it, each one Adaptive Card with no text beside it."""

from collections.abc import Iterator
from dataclasses import dataclass

from adapters.fitting import shorten
from adapters.teams.rendering.elements import elements, heading
from adapters.teams.rendering.runs import plain
from adapters.teams.rendering.text import Json, weigh
from bot.cards import Card, Divider, words

MESSAGE_WEIGHT = 25_000
"""Bytes of UTF-16 in a message. Teams takes more, but advises no more than this for a card."""
BODY_WEIGHT = 20_000
COMMA = 2
SPOKEN_WEIGHT = 1_000
SUMMARY_WEIGHT = 400
CUT = "The rest does not fit here."
CONTENT_TYPE = "application/vnd.microsoft.card.adaptive"
_NAMELESS = "Message from Common Thread"


@dataclass(frozen=True, slots=True)
class Message:
    """One message: its card, and the words of its notification."""

    card: Json
    text: str


def render(card: Card, mark: str) -> list[Message]:
    """Return the card's parts, in the order in which to post them. Never empty.

    `mark` becomes the id of each part's first element, by which `find` knows the message, and the
    nonce of its buttons.
    """
    pages = list(_pages(card, mark)) or [list(plain(_spoken(card)))]
    last = len(pages)
    return [
        _message(card, page, mark, f" (part {number} of {last})" if last > 1 else "")
        for number, page in enumerate(pages, start=1)
    ]


def one_message(card: Card, mark: str) -> Message:
    """Return the card as one message, saying so when the rest doesn't fit."""
    first, *rest = _pages(card, mark) or [[]]
    cut = plain(CUT, isSubtle=True, size="Small") if rest else ()
    return _message(card, [*first, *cut] or list(plain(_spoken(card))), mark, "")


def activity(message: Message) -> Json:
    """Return the activity that posts or replaces the message."""
    return {
        "type": "message",
        "summary": message.text,
        "attachments": [{"contentType": CONTENT_TYPE, "content": message.card}],
    }


def envelope(body: list[Json], spoken: str) -> Json:
    """Return an Adaptive Card of the elements, over the whole width of the conversation."""
    return {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.5",
        "lang": "en",
        "fallbackText": spoken,
        "speak": spoken,
        "msteams": {"width": "full"},
        "body": body,
    }


def _message(card: Card, page: list[Json], mark: str, counted: str) -> Message:
    first, *others = page
    spoken = _spoken(card) + counted
    summary = shorten(_spoken(card), SUMMARY_WEIGHT, weigh) + counted
    return Message(envelope([{**first, "id": mark}, *others], spoken), summary)


def _spoken(card: Card) -> str:
    return shorten(card.text.strip(), SPOKEN_WEIGHT, weigh) or _NAMELESS


def _pages(card: Card, mark: str) -> list[list[Json]]:
    pages: list[list[Json]] = [[]]
    load = 0
    for made in _body(card, mark):
        heavy = weigh(made) + COMMA
        if pages[-1] and load + heavy > BODY_WEIGHT:
            pages.append(_with_its_heading(pages[-1]))
            load = sum(weigh(each) + COMMA for each in pages[-1])
        pages[-1].append(made)
        load += heavy
    return [page for page in pages if page]


def _body(card: Card, mark: str) -> Iterator[Json]:
    yield from heading(card.title, size="Large")
    line = False
    for element in card.elements or (words(card.text),):
        if isinstance(element, Divider):
            line = True
        for made in elements(element, mark):
            yield {**made, "separator": True, "spacing": "Large"} if line else made
            line = False


def _with_its_heading(page: list[Json]) -> list[Json]:
    """Take a heading off the end of a page, so that it stands above what it is the heading of."""
    return [page.pop()] if len(page) > 1 and page[-1].get("style") == "heading" else []
