"""Which words are rare in a community's talk, and how far two texts share them."""

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from bot.capture.models import Contribution

READ = 2000
"""So many of a community's newest messages tell which words are rare in it."""
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


class Rarities:
    """The rarity of words in each community, held in memory: counts of words, and no texts.

    Counted anew when a tenth has been said since. Safe from any thread.
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[int, Rarity]] = {}

    def here(self, session: Session, community_id: int) -> Rarity:
        """Return which words are rare in a community."""
        newest = session.scalar(select(func.max(Contribution.id))) or 0
        counted_at, rarity = self._known.get(community_id, (0, Rarity(0, Counter())))
        if newest - counted_at > rarity.messages // 10:
            rarity = Rarity.of(session.scalars(_newest_texts(community_id)))
            self._known[community_id] = newest, rarity
        return rarity


def _newest_texts(community_id: int) -> Select[str]:
    return (
        select(Contribution.text)
        .where(Contribution.community_id == community_id, Contribution.deleted_at.is_(None))
        .order_by(Contribution.posted_at.desc())
        .limit(READ)
    )
