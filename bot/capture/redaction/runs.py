"""Runs of capitalised words with what stands around them: all that the rules for names may see."""

from dataclasses import dataclass

from bot.capture.redaction.words import UNKNOWN, Word, runs_of

_AFTER = 40  # characters


@dataclass(slots=True)
class Run:
    """Capitalised words that stand together, and what is around them."""

    words: list[Word]
    before: Word | None
    earlier: frozenset[str]
    """The four words before, lower case, same sentence."""
    following: Word | None
    after: str
    sentence: frozenset[str]

    @property
    def head(self) -> Word:
        """The first word."""
        return self.words[0]

    @property
    def tail(self) -> Word:
        """The last word."""
        return self.words[-1]


def runs(text: str, words: list[Word]) -> list[Run]:
    """Return the runs of a text in order."""
    sentences: dict[int, set[str]] = {}
    for word in words:
        sentences.setdefault(word.sentence, set()).add(word.low)
    frozen = {number: frozenset(lows) for number, lows in sentences.items()}
    found = []
    for start, end in runs_of(words):
        start = _without_opening_verb(words, start, end)
        sentence = words[start].sentence
        earlier = [w for w in words[max(0, start - 4) : start] if w.sentence == sentence]
        found.append(
            Run(
                words=words[start:end],
                before=earlier[-1] if earlier else None,
                earlier=frozenset(word.low for word in earlier),
                following=words[end] if end < len(words) else None,
                after=text[words[end - 1].end : words[end - 1].end + _AFTER],
                sentence=frozen[sentence],
            )
        )
    return found


def _without_opening_verb(words: list[Word], start: int, end: int) -> int:
    """Skip the first word of "Ringing Denise Orchard" or "Told Bev"."""
    first = words[start]
    skip = first.opens and end - start > 1 and first.strength == UNKNOWN
    return start + (skip and first.low.endswith(("ing", "ed", "ly")))
