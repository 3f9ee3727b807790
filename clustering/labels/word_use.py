"""How each word is used in these texts: as the name of something, or to say what is done.

There is no dictionary here. A word that often follows "the", "our" or "of" is the name of a thing;
one that often follows "to", "we" or "can" is not. One that another telling word often follows
("extra bedrooms") does not end a name.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from clustering.labels.phrases import segments, singular
from clustering.words import STOP_WORDS

BEFORE_NAMES = frozenset(
    {"a", "an", "the", "our", "their", "my", "your", "his", "her", "its", "this", "these", "those"}
    | {"of", "for", "in", "on", "at", "by", "with", "about", "from", "per", "under", "no", "any"}
    | {"each", "every", "some", "many", "few", "another", "all", "both", "and", "more", "less"}
)
BEFORE_DOING = frozenset(
    {"to", "i", "we", "you", "they", "he", "she", "who", "it", "can", "can't", "could", "will"}
    | {"would", "should", "must", "may", "might", "do", "does", "did", "don't", "didn't", "not"}
    | {"won't", "never", "always", "just", "has", "have", "had", "been", "being", "be", "is", "was"}
    | {"are", "were", "please", "let's", "gets", "got", "get", "everyone", "nobody", "anyone"}
)


class WordUse:
    """Counts of how the words of some texts are used."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._named: Counter[str] = Counter()
        self._done: Counter[str] = Counter()
        self._ends: Counter[str] = Counter()
        self._leads: Counter[str] = Counter()
        for text in texts:
            for words in segments(text):
                self._read([word.lower() for word in words])

    def _read(self, words: list[str]) -> None:
        for before, word in pairwise(words):
            if before in BEFORE_NAMES:
                self._named[singular(word)] += 1
            elif before in BEFORE_DOING:
                self._done[singular(word)] += 1
            follows = self._leads if word not in STOP_WORDS else self._ends
            follows[singular(before)] += 1
        self._ends[singular(words[-1])] += 1

    def names(self, word: str) -> float:
        """How far a word (as counted: in the singular) is a name rather than a doing, 0 to 1."""
        named, done = self._named[word], self._done[word]
        return (named + 1) / (named + 1.5 * done + 2)

    def ends(self, word: str) -> float:
        """How often a name may end with the word, 0 to 1."""
        ends, leads = self._ends[word], self._leads[word]
        return (ends + 1) / (ends + leads + 1.5)
