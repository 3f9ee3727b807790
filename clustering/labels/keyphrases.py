"""Which phrases tell a group from all the others: c-TF-IDF over phrases that could be names."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import Self

from clustering.labels.phrases import Key, key_of, phrases_of
from clustering.labels.spelling import Spelling, most_usual, sentence_case
from clustering.labels.word_use import WordUse

LONGER_IS_BETTER = {1: 1.0, 2: 2.0, 3: 2.0, 4: 1.7}
MOST_WORDS = 6
EVERYWHERE = 0.08
"""A phrase in a larger share of all items names no theme, however often it is in this one."""
WEAK = 0.15
"""Phrases that score less than this share of the best are not key phrases."""
KEPT = 8
"""Key phrases kept for a group."""


@dataclass(frozen=True)
class ItemPhrases:
    """The phrases of one item, and how they are written there."""

    forms: dict[Key, Counter[tuple[str, ...]]]

    @classmethod
    def of(cls, texts: Sequence[str]) -> Self:
        """Read the phrases of an item's texts."""
        forms: dict[Key, Counter[tuple[str, ...]]] = defaultdict(Counter)
        for text in texts:
            for words in phrases_of(text):
                forms[key_of(words)][tuple(word.lower() for word in words)] += 1
        return cls(forms)


class PhraseCount:
    """In how many of some items each phrase is, and how it is written there."""

    def __init__(self, items: Sequence[ItemPhrases]) -> None:
        self.items = len(items)
        self.within: Counter[Key] = Counter()
        for item in items:
            self.within.update(item.forms.keys())
        self._items = items

    def forms(self, key: Key) -> Counter[tuple[str, ...]]:
        """Every way of writing a phrase, with its frequency."""
        forms: Counter[tuple[str, ...]] = Counter()
        for item in self._items:
            forms.update(item.forms.get(key, ()))
        return forms


def key_phrases(group: PhraseCount, everywhere: PhraseCount, use: WordUse) -> list[Key]:
    """The phrases that most set a group apart, best first; none says what another says."""
    least = 2 if group.items > 2 else 1
    scores = scored(group, everywhere, use, least) or scored(group, everywhere, use, 1)
    best: list[Key] = []
    for key in sorted(scores, key=lambda key: (-scores[key], key)):
        if scores[key] < WEAK * scores[best[0]] if best else False:
            break
        if not any(set(key) & set(other) for other in best):
            best.append(key)
        if len(best) == KEPT:
            break
    return best


def scored(
    group: PhraseCount, everywhere: PhraseCount, use: WordUse, least: int
) -> dict[Key, float]:
    """The score of each phrase that is in at least so many of the group's items."""
    return {
        key: score(key, count, group, everywhere) * likely_name(key, use)
        for key, count in group.within.items()
        if count >= least
    }


def score(key: Key, count: int, group: PhraseCount, everywhere: PhraseCount) -> float:
    """How much of the group has the phrase, times how rare it is elsewhere, times its length."""
    share = count / group.items
    usual = (everywhere.within[key] + 1) / (everywhere.items + 1)
    rare = log(max(share / usual, 1.0) + 0.05)
    said_everywhere = EVERYWHERE / max(usual, EVERYWHERE)
    return share * float(rare**1.5) * said_everywhere * LONGER_IS_BETTER[len(key)]


def likely_name(key: Key, use: WordUse) -> float:
    """How far a phrase is the name of something, 0 to 1: its last word counts most."""
    first = use.names(key[0]) if len(key) > 1 else 1.0
    return (0.2 + use.names(key[-1])) * (0.2 + use.ends(key[-1])) * (0.5 + 0.5 * first)


def label_from(phrases: list[Key], group: PhraseCount, spelling: Spelling) -> str:
    """At most six words that a person could have written; empty when there is no phrase."""
    if not phrases:
        return ""
    first = most_usual(group.forms(phrases[0]), spelling)
    label = first
    if len(phrases) > 1 and len(phrases[0]) <= 2:
        second = most_usual(group.forms(phrases[1]), spelling)
        joined = f"{first} and {second}"
        if len(joined.split()) <= MOST_WORDS and " and " not in second:
            label = joined
    return sentence_case(label)
