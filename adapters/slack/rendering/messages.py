"""A card as the messages Slack needs for it: words in as few as fit, each chart's picture apart."""

from collections.abc import Iterator
from dataclasses import dataclass

from adapters.slack.rendering.blocks import blocks, top_text
from adapters.slack.rendering.text import Json, weigh
from bot.cards import Card, Chart, Element, Heading, words

MOST_BLOCKS = 45
MOST_WEIGHT = 10_500
"""Characters in a message's blocks: with TEXT_LENGTH, 12,000."""
TEXT_LENGTH = 1_470
CUT = "The rest does not fit here."


@dataclass(frozen=True, slots=True)
class Message:
    """One message of words: its blocks and its top-level text."""

    blocks: list[Json]
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """One message that shows a chart as a picture."""

    chart: Chart


Part = Message | Picture


def elements_of(card: Card) -> tuple[Element, ...]:
    """Return the card's elements, its title first and its text when it has nothing else."""
    title = (Heading(card.title),) if card.title else ()
    return (*title, *(card.elements or (words(card.text),)))


def render(card: Card) -> list[Part]:
    """Return the card's parts, in the order in which to post them. Never empty."""
    pages = list(_pages(card)) or [(list(blocks(words(card.text))), [])]
    parts: list[Part] = []
    for number, (page, charts) in enumerate(pages, start=1):
        counted = f" (part {number} of {len(pages)})" if len(pages) > 1 else ""
        parts.append(Message(page, top_text(card.text, TEXT_LENGTH) + counted))
        parts.extend(Picture(chart) for chart in charts)
    return parts


def one_message(card: Card) -> Message:
    """Return the card as one message of words, saying so when the rest doesn't fit."""
    first, *rest = (part for part in render(card) if isinstance(part, Message))
    if not rest:
        return first
    return Message([*first.blocks, *blocks(words(CUT, quiet=True))], top_text(card.text, 1_400))


def _pages(card: Card) -> Iterator[tuple[list[Json], list[Chart]]]:
    page: list[Json] = []
    charts: list[Chart] = []
    for element in elements_of(card):
        for block in blocks(element):
            if len(page) == MOST_BLOCKS or weigh(page) + weigh(block) > MOST_WEIGHT:
                kept = _with_its_heading(page)
                yield page, charts
                page, charts = kept, []
            page.append(block)
        if isinstance(element, Chart):
            charts.append(element)
    if page:
        yield page, charts


def _with_its_heading(page: list[Json]) -> list[Json]:
    """Take a heading off the end of a page, so that it stands above what it is the heading of."""
    return [page.pop()] if len(page) > 1 and page[-1]["type"] == "header" else []
