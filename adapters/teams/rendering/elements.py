"""Each element of a card as elements of an Adaptive Card."""

from collections.abc import Iterator
from functools import singledispatch

from adapters.fitting import grouped
from adapters.teams.rendering.buttons import action_sets
from adapters.teams.rendering.charts import chart_elements
from adapters.teams.rendering.runs import plain, rich
from adapters.teams.rendering.text import Json, has_marks, weigh
from bot.cards import (
    Actions,
    Bullets,
    Chart,
    Divider,
    Element,
    Facts,
    Heading,
    Paragraph,
    Quote,
    Text,
)

HEADING_LENGTH = 300
LINES = 50
QUOTE_WEIGHT = 8_000
FACTS = 20
FACTS_WEIGHT = 8_000
FACT_WEIGHT = 1_500


@singledispatch
def elements(element: Element, nonce: str) -> Iterator[Json]:
    """Return the element's parts, each much smaller than a message. Buttons carry the nonce."""
    raise TypeError(f"no such element: {type(element).__name__}")


@elements.register
def _heading(element: Heading, nonce: str) -> Iterator[Json]:
    return heading(element.text, size="Medium")


def heading(text: str, *, size: str) -> Iterator[Json]:
    """Return a heading that screen readers know as one, where its words can be shown so.

    Only a TextBlock can be a heading, and Teams reads markdown in it.
    """
    text = text.strip()
    if has_marks(text) or len(text) > HEADING_LENGTH:
        yield from rich((Text(text, strong=True),), size=size)
    elif text:
        yield {
            "type": "TextBlock",
            "text": text,
            "style": "heading",
            "size": size,
            "weight": "Bolder",
            "wrap": True,
        }


@elements.register
def _paragraph(element: Paragraph, nonce: str) -> Iterator[Json]:
    return rich(element.runs, **({"isSubtle": True, "size": "Small"} if element.quiet else {}))


@elements.register
def _quote(element: Quote, nonce: str) -> Iterator[Json]:
    if element.text:
        for items in grouped(rich(element.quoted), LINES, QUOTE_WEIGHT, weigh):
            yield {"type": "Container", "style": "emphasis", "items": items}
    if element.source:
        yield from plain(f"— {element.source}", isSubtle=True, size="Small")


@elements.register
def _bullets(element: Bullets, nonce: str) -> Iterator[Json]:
    for number, item in enumerate(element.items):
        for block in rich((Text("• "), *item)):
            yield block | {"spacing": "Small"} if number else block


@elements.register
def _facts(element: Facts, nonce: str) -> Iterator[Json]:
    """Return the facts side by side, or one below the other where Teams would read markdown."""
    facts = [{"title": name.strip(), "value": value.strip()} for name, value in element.pairs]
    if all(_is_plain_and_short(fact) for fact in facts):
        for group in grouped(facts, FACTS, FACTS_WEIGHT, weigh):
            yield {"type": "FactSet", "facts": group}
        return
    for name, value in element.pairs:
        yield from rich((Text(name, strong=True), Text(f"\n{value}")))


def _is_plain_and_short(fact: Json) -> bool:
    words = fact.values()
    return all(words) and not any(map(has_marks, words)) and weigh(fact) <= FACT_WEIGHT


@elements.register
def _divider(element: Divider, nonce: str) -> Iterator[Json]:
    """Return nothing: a line is a property of the element below it."""
    return iter(())


@elements.register
def _chart(element: Chart, nonce: str) -> Iterator[Json]:
    return chart_elements(element)


@elements.register
def _actions(element: Actions, nonce: str) -> Iterator[Json]:
    return action_sets(element, nonce)
