"""How people write each word: TUPE in capitals, Mockingbird with one, panel with none."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from clustering.labels.phrases import segments


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
        return max(forms, key=lambda form: (forms[form], form == lower, form))


def sentence_case(text: str) -> str:
    """Give the first letter a capital and leave the rest as it is."""
    return text[:1].upper() + text[1:]


def most_usual(forms: Counter[tuple[str, ...]], spelling: Spelling) -> str:
    """The most frequent form of a phrase (singular or plural), spelt as people spell it."""
    best = max(forms, key=lambda words: (forms[words], words))
    return " ".join(spelling.of(word) for word in best)
