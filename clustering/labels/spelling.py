"""How people write each word: TUPE in capitals, Mockingbird with one, panel with none."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from clustering.labels.phrases import PERIODS, segments

NAME_FROM = 0.3
PLURAL_FROM = 0.15
"""Where a word is this often in the plural beside the singular, it is the name of many things."""


class Spelling:
    """The usual way of writing every word of some texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._forms: dict[str, Counter[str]] = defaultdict(Counter)
        for text in texts:
            for words in segments(text):
                self._read(words)

    def _read(self, words: list[str]) -> None:
        for place, word in enumerate(words):
            # The first word of a sentence has a capital whatever it is, unless it has more.
            if place > 0 or not word.istitle():
                self._forms[word.lower()][word] += 1

    def of(self, word: str) -> str:
        """A word as it is most often written inside a sentence; in lower case if never."""
        lower = word.lower()
        forms = self._forms.get(lower)
        if not forms:
            return lower
        best = max(forms, key=lambda form: (forms[form], form == lower, form))
        capitals = [form for form in forms if form != lower]
        # People are lazy with capitals: a word that often has them is a name.
        if best == lower and sum(forms[form] for form in capitals) >= NAME_FROM * forms.total():
            return max(capitals, key=lambda form: (forms[form], form))
        return best

    def count(self, word: str) -> int:
        """How often a word stands inside a sentence, however it is written."""
        return self._forms[word.lower()].total() if word.lower() in self._forms else 0

    def many(self, word: str) -> str:
        """A word in the plural, where people often use one; else as it is."""
        return max(
            (form for form in plurals(word) if self.count(form) >= PLURAL_FROM * self.count(word)),
            key=self.count,
            default=word,
        )


def plurals(word: str) -> list[str]:
    """The forms a word in the singular may have in the plural."""
    if word.isupper() or word.endswith("s") or word in PERIODS:
        return []
    return [f"{word}s", f"{word}es", *([f"{word[:-1]}ies"] if word.endswith("y") else [])]


def sentence_case(text: str) -> str:
    """Give the first letter a capital and leave the rest as it is."""
    return text[:1].upper() + text[1:]


def most_usual(forms: Counter[tuple[str, ...]], spelling: Spelling) -> str:
    """The most frequent form of a phrase, spelt as people spell it, of many where they say so."""
    best = max(forms, key=lambda words: (forms[words], words))
    *before, last = (spelling.of(word) for word in best)
    return " ".join([*before, spelling.of(spelling.many(last)) if last.islower() else last])
