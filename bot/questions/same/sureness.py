"""How sure it is that one question asks what an earlier one asked. Pure: no database.

Three witnesses are heard, and the least sure of them decides: the two mean something alike, they
share words that are rare in this community's talk, and an answer to the earlier one speaks to the
later one. In the talk of one programme any one of them alone is wrong more often than right. The
numbers and how they were chosen: docs/same-questions.md.
"""

import math
import re
import struct
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from operator import mul

SURE = 0.48
"""What is less sure is not linked: silence is better than a wrong link."""
ORDINARY = 0.1
"""With MiniLM any two questions of one programme are as near as this more than they ought."""
RARE_WEIGHT = 2.0
ANSWER_WEIGHT = 1.3
"""These bring the witnesses to one scale: where pairs that are the same begin on each."""
WITHOUT_ANSWER = 0.15
"""So much surer the other two must be where no answer speaks to the later question."""
NEAR_ENOUGH = SURE + ORDINARY
"""Questions whose vectors are less near than this cosine need not be looked at."""

FEWEST = 100
"""Where less has been said, words count as if so much had: each is new at first."""

_WORDS = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Rarity:
    """In how many of a community's messages each word stands."""

    messages: int
    found_in: Counter[str]

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Rarity":
        """Count the words of these messages."""
        found_in: Counter[str] = Counter()
        messages = 0
        for text in texts:
            messages += 1
            found_in.update(words_in(text))
        return cls(messages, found_in)

    def weight(self, word: str) -> float:
        """Return how much a word tells: the rarer the more, at least nothing."""
        messages = max(self.messages, FEWEST)
        return max(0.0, math.log((messages + 1) / (self.found_in[word] + 0.5)))


def words_in(text: str) -> set[str]:
    """Return the words compared, in lower case and without a plural's "s"."""
    return {word.lower().rstrip("s") for word in _WORDS.findall(text)}


def rare_words_shared(one: str, other: str, rarity: Rarity) -> float:
    """Return how far two texts share their rare words, 0 to 1: a cosine of squared rarities."""
    first, second = words_in(one), words_in(other)

    def size(words: set[str]) -> float:
        return sum(rarity.weight(word) ** 2 for word in words)

    both = size(first) * size(second)
    return min(1.0, size(first & second) / math.sqrt(both)) if both else 0.0


def cosine(one: bytes, other: bytes) -> float:
    """Return the cosine of two unit vectors, kept as float32."""
    numbers = f"<{len(one) // 4}f"
    products: Iterable[float] = map(mul, struct.unpack(numbers, one), struct.unpack(numbers, other))
    return sum(products)


def sureness(closeness: float, rare: float, answer: float) -> float:
    """Return how sure it is that two questions ask the same.

    `closeness` is the cosine of the questions, `rare` how far they share rare words, `answer` the
    best cosine of an answer to the earlier question with the later one (0: there is none). More of
    any of them is never less sure.
    """
    alike = min(closeness - ORDINARY, RARE_WEIGHT * rare)
    return max(min(alike, ANSWER_WEIGHT * answer), alike - WITHOUT_ANSWER)
