"""A card as plain text, for the command line. Pure."""

from collections.abc import Iterator, Sequence

from bot.cards import Actions, Card, Divider, Element, Heading, Paragraph, Quote, Text


def as_text(card: Card) -> str:
    """Return the words of a digest's card in lines, with its links; buttons in brackets."""
    lines = [card.title, "", *(line for element in card.elements for line in _lines(element))]
    return "\n".join(lines).rstrip()


def _lines(element: Element) -> Iterator[str]:
    match element:
        case Heading():
            yield f"## {element.text}"
        case Paragraph():
            yield _run_on(element.runs)
        case Quote():
            yield f"“{element.text}” {element.source}".rstrip()
        case Actions():
            yield " ".join(f"[{button.label}]" for button in element.buttons)
        case Divider():
            yield ""


def _run_on(runs: Sequence[Text]) -> str:
    return "".join(f"{run.text}: {run.link}" if run.link else run.text for run in runs)
