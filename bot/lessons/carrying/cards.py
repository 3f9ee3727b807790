"""The card that offers past programmes' lessons on a theme that hubs raise. Pure."""

from collections.abc import Sequence

from bot.cards import Card, Divider, Element, Paragraph, Quote, Text, words
from bot.lessons.papers import Item
from bot.words import count, shorten

QUOTE_SHOWN = 500
MOST = 3


def offer_card(theme: str, hubs: int, items: Sequence[Item]) -> Card:
    """Offer what was learned before, to those who raise a theme now."""
    told = f"{count(hubs, 'hub')} raised “{theme}”. It was met before."
    elements: list[Element] = [words(told)]
    for item in items[:MOST]:
        elements += [Divider(), words(item.title, strong=True)]
        points = dict(item.points)
        elements.append(
            Quote(shorten(item.quote, QUOTE_SHOWN), source=f"Learned in {points['Learned in']}")
        )
        said = [f"{points['Evidence']}"]
        if "Would talk about it" in points:
            said.append(f"{points['Would talk about it']} would talk about it.")
        elements.append(Paragraph((Text(" ".join(said)),), quiet=True))
    if len(items) > MOST:
        more = f"{len(items) - MOST} more: type /find and a few words of the theme."
        elements += [Divider(), words(more, quiet=True)]
    text = f"Lessons of past programmes on “{theme}”: {count(len(items), 'lesson')}."
    return Card(text=text, title="It was met before", elements=tuple(elements))
