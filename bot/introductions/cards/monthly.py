"""What people are told of their monthly pair. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.cards import Actions, Button, Card, Element, LinkButton, Quote, words
from bot.introductions.who import Who
from bot.words import day, shorten

STOP = "pairs_stop"
WORDS_SHOWN = 300
TIME = "Half an hour is enough. Find a time that suits you both this month."
STOPPED = (
    "I do not pair you any more. To be paired again, use the button on your own page or in /mydata."
)


@dataclass(frozen=True, slots=True)
class Opening:
    """A question to start with: its own words, whose hub asked it, and when."""

    text: str
    hub: str
    on: date


def pair_card(one: Who, other: Who, theme: str, questions: Sequence[Opening]) -> Card:
    """Tell two people, where both read it, that they are paired."""
    said = f"{one} and {other}: you are paired this month."
    return Card(
        text=said,
        elements=(
            words(said, strong=True),
            *_why(theme, questions),
            words(TIME),
            words("I do not keep what you write here, and do not answer it.", quiet=True),
            Actions((_stop(),)),
        ),
    )


def pair_apart_card(other: Who, theme: str, questions: Sequence[Opening], chat: str | None) -> Card:
    """Tell one of two people with whom they are paired, where no message reaches both."""
    said = f"This month you are paired with {other}."
    find = f"Look for {other.name} in your community's channels."
    return Card(
        text=said,
        elements=(
            words(said, strong=True),
            *_why(theme, questions),
            words(TIME if chat else f"{find} {TIME}"),
            Actions((*([LinkButton("Open a chat", chat)] if chat else []), _stop())),
        ),
    )


def unpaired_card() -> Card:
    """Tell somebody that there is nobody for them this month."""
    said = "I found nobody of another hub to pair you with this month."
    more = "It needs somebody who wants to be paired too, and whose hub talks about the same."
    first = "Next month you come first."
    return Card(
        text=f"{said} {first}",
        elements=(words(f"{said} {first}"), words(more, quiet=True), Actions((_stop(),))),
    )


def _why(theme: str, questions: Sequence[Opening]) -> tuple[Element, ...]:
    why = words(f"Both of your hubs have talked about “{theme}” lately.")
    if not questions:
        return (why,)
    asked = "To start with, a question" if len(questions) == 1 else "To start with, two questions"
    quotes = tuple(_quote(one) for one in questions)
    return (why, words(f"{asked} on it that your community has not closed yet:"), *quotes)


def _quote(one: Opening) -> Quote:
    source = ", ".join(part for part in (one.hub, day(one.on)) if part)
    return Quote(shorten(one.text, WORDS_SHOWN), source=source)


def _stop() -> Button:
    return Button("Stop pairing me", STOP)
