"""Cuts a text into words and finds the runs of capitalised words that could be names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.capture.redaction.first_names import FIRST_NAMES, WORDS_TOO
from bot.capture.redaction.ordinary import ORDINARY, PLACES
from bot.capture.redaction.people import PARTICLES
from bot.capture.redaction.surnames import SURNAMES

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?]['\"”’)\]]*\s|\n")
_OPENING = ('"', "“", "‘", " '", ": ", "* ", "• ", "- ", "(")
_POSSESSIVE = ("'s", "’s")
_CAMEL = re.compile(r"[a-zà-ÿ](?<!\bMc)(?<!\bMac)(?<!\bDe)(?<!\bFitz)[A-Z]")

STRONG, WEAK, UNKNOWN = 2, 1, 0


@dataclass(slots=True)
class Word:
    """A word without its possessive ending; `gap` is what stands between it and the one before."""

    text: str
    low: str
    start: int
    end: int
    gap: str
    sentence: int
    opens: bool

    @property
    def strength(self) -> int:
        """Say how much the word looks like a first name by itself."""
        first = self.low.partition("-")[0]
        if self.low in FIRST_NAMES or (first != self.low and first in FIRST_NAMES):
            return STRONG
        return WEAK if first in WORDS_TOO else UNKNOWN

    @property
    def double_barrelled(self) -> bool:
        """Say whether it is two capitalised halves, none of them an ordinary word."""
        halves = self.text.split("-")
        return len(halves) > 1 and all(_name_like(half) for half in halves)

    @property
    def capitalised(self) -> bool:
        """Say whether it is written as a name is: no acronym, no product with inner capitals."""
        if not self.text[0].isupper() or _CAMEL.search(self.text):
            return False
        if "-" in self.text:
            return self.double_barrelled or self.low in FIRST_NAMES
        return len(self.text) == 1 or not self.text.isupper() or self._shouted

    @property
    def _shouted(self) -> bool:
        return len(self.text) > 3 and (self.low in FIRST_NAMES or self.low in SURNAMES)

    @property
    def ordinary(self) -> bool:
        """Say whether a capital on it means nothing."""
        return self.low in ORDINARY


def _name_like(half: str) -> bool:
    low = half.lower()
    known = low in FIRST_NAMES or low in WORDS_TOO or low in SURNAMES
    return half[:1].isupper() and len(half) > 1 and (known or low not in ORDINARY)


def words_of(text: str) -> list[Word]:
    """Return the words in order, numbered by sentence."""
    words: list[Word] = []
    at = sentence = 0
    for match in _WORD.finditer(text):
        gap = text[at : match.start()]
        new = not words or _SENTENCE_END.search(gap) is not None
        sentence += new
        opens = new or gap.endswith(_OPENING)
        bare = match[0][:-2] if match[0].endswith(_POSSESSIVE) and len(match[0]) > 2 else match[0]
        at = match.start() + len(bare)
        words.append(Word(bare, bare.lower(), match.start(), at, gap, sentence, opens))
    return words


def runs_of(words: list[Word]) -> Iterator[tuple[int, int]]:
    """Yield the half-open ranges of words that stand together as a name would."""
    start = None
    for index, word in enumerate(words):
        if start is not None and not _continues(words, start, index):
            yield start, index
            start = None
        if start is None and word.capitalised and _may_start(words, index):
            start = index
    if start is not None:
        yield start, len(words)


def _may_start(words: list[Word], index: int) -> bool:
    word = words[index]
    if not word.ordinary:
        return True
    following = words[index + 1] if index + 1 < len(words) else None
    return (
        word.strength > UNKNOWN
        and following is not None
        and following.gap == " "
        and following.capitalised
        and (following.low in SURNAMES or following.double_barrelled)
    )


def _continues(words: list[Word], start: int, index: int) -> bool:
    word, before = words[index], words[index - 1]
    if word.gap not in (" ", "\u00a0") and not (len(before.text) == 1 and word.gap == ". "):
        return False
    if word.low in PARTICLES and not word.capitalised:
        return index + 1 < len(words) and words[index + 1].capitalised
    if not word.capitalised:
        shouted = word.text.isupper() and before.text.isupper() and len(word.text) > 3
        return shouted and len(before.text) > 3 and not word.ordinary
    if word.ordinary:
        return words[start].strength > UNKNOWN and (word.low in SURNAMES or word.low in PLACES)
    return True
