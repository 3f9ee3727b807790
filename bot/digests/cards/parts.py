"""A summary in parts: as many messages as a person reads one by one, each cut between sections.

Each part is a message of its own, so that each can be changed where it stands.
"""

from collections.abc import Sequence

from bot.cards import Actions, Bullets, Card, Chart, Element, Paragraph, Quote
from bot.digests.cards.sections import Section

MOST_ELEMENTS = 38
MOST_WEIGHT = 5_000
BUTTON, CHART = 150, 1_000
"""What a button and a chart weigh beside their words, in characters: much goes with them unseen."""


def in_parts(card: Card, sections: Sequence[Section], least: int = 1) -> tuple[Card, ...]:
    """Return the card in parts with the sections shared out among them, at least so many.

    `card` gives the title and the text. The numbers of its parts stand in their titles.
    """
    filled = [section for section in sections if section]
    pages = _pages(filled)
    while len(pages) < min(least, len(filled)):
        pages = _one_more(pages)
    if len(pages) == 1:
        return (Card(text=card.text, title=card.title, elements=_flat(pages[0])),)
    return tuple(
        Card(
            text=f"{card.text} Part {number} of {len(pages)}.",
            title=f"{card.title} (part {number} of {len(pages)})",
            elements=_flat(page),
        )
        for number, page in enumerate(pages, start=1)
    )


def _pages(sections: Sequence[Section]) -> list[list[Section]]:
    pages: list[list[Section]] = [[]]
    for section in sections:
        together = _flat([*pages[-1], section])
        fits = len(together) <= MOST_ELEMENTS and _weight(together) <= MOST_WEIGHT
        if pages[-1] and not fits:
            pages.append([])
        pages[-1].append(section)
    return pages


def _one_more(pages: list[list[Section]]) -> list[list[Section]]:
    """Cut the page with the most sections in two."""
    longest = max(range(len(pages)), key=lambda number: len(pages[number]))
    page, half = pages[longest], (len(pages[longest]) + 1) // 2
    return [*pages[:longest], page[:half], page[half:], *pages[longest + 1 :]]


def _flat(sections: Sequence[Section]) -> tuple[Element, ...]:
    return tuple(element for section in sections for element in section)


def _weight(elements: Sequence[Element]) -> int:
    return sum(_weigh(element) for element in elements)


def _weigh(element: Element) -> int:
    match element:
        case Paragraph(runs=runs):
            return sum(len(run.text) for run in runs)
        case Bullets(items=items):
            return sum(len(run.text) for item in items for run in item)
        case Quote(text=text):
            return len(text)
        case Chart(alternative=alternative):
            return len(alternative) + CHART
        case Actions(buttons=buttons):
            return BUTTON * len(buttons)
    return 0
