"""Puts a digest together: nothing twice, few of each, two minutes to read. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.cards import Actions, Bullets, Element, Heading, Paragraph, Quote

MOST = 3
"""Items of one section."""
WORDS = 280
"""Words of all items; greeting and end take the rest of two minutes."""

OF = "|"
"""Between an item's key and what it is of, as kept."""
GONE = "gone:"
"""Put before the key of an item that was taken out, so that places on the card still match."""


class Section(StrEnum):
    """The parts of a digest, in the order in which they are read."""

    ANSWERS = "Replies to your questions"
    REPLIES = "What the department replied"
    QUESTIONS = "Questions waiting for someone like you"
    THEMES = "Themes on the move"
    LESSONS = "New lessons"
    PEOPLE = "Who to talk to"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing told. `key` says what it is ("reply:7"), so that it is told once.

    `of` is the message that it quotes or the person it names beside ("message:12", "person:3"): it
    is taken out when they are gone, and may be another when it is told again.
    """

    key: str
    elements: tuple[Element, ...]
    of: str = ""

    @property
    def kept(self) -> str:
        """Return what is kept of it: the key, and what it is of."""
        return f"{self.key}{OF}{self.of}" if self.of else self.key

    @property
    def words(self) -> int:
        """Return how many words there are to read."""
        return sum(_words_in(element) for element in self.elements)


@dataclass(frozen=True, slots=True)
class Letter:
    """A digest's sections, each with its items; empty: there is nothing to tell."""

    sections: tuple[tuple[Section, tuple[Item, ...]], ...] = ()

    @property
    def keys(self) -> list[str]:
        """Return what is kept of all that is told, in order."""
        return [item.kept for _, items in self.sections for item in items]


def key_of(kept: str) -> str:
    """Return the key of an item that was told, whether or not it was taken out since."""
    return kept.removeprefix(GONE).partition(OF)[0]


def compose(found: Mapping[Section, Sequence[Item]], told: Collection[str]) -> Letter:
    """Return the digest of what was found and not told before, the best of each section first.

    What does not fit is left for the next.
    """
    kept = {
        section: [item for item in found.get(section, ()) if item.key not in told][:MOST]
        for section in Section
    }
    while sum(item.words for items in kept.values() for item in items) > WORDS:
        # Of the fullest section the last, so that each has its say; of equals the lowest.
        fullest = max(reversed(Section), key=lambda section: len(kept[section]))
        if len(kept[fullest]) <= 1 and sum(map(len, kept.values())) <= 1:
            break
        kept[fullest].pop()
    return Letter(tuple((section, tuple(kept[section])) for section in Section if kept[section]))


def _words_in(element: Element) -> int:
    match element:
        case Heading():
            return _count(element.text)
        case Paragraph():
            return sum(_count(run.text) for run in element.runs)
        case Quote():
            return _count(element.text) + _count(element.source)
        case Bullets():
            return sum(_count(run.text) for item in element.items for run in item)
        case Actions():
            return sum(_count(button.label) for button in element.buttons)
    return 0


def _count(text: str) -> int:
    return len(text.split())
