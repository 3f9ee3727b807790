"""Describes every group of items in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from clustering.arrays import Integers, Vectors
from clustering.labels.keyphrases import ItemPhrases, PhraseCount, key_phrases, label_from
from clustering.labels.sentences import most_telling
from clustering.labels.spelling import Spelling, most_usual
from clustering.labels.word_use import WordUse
from clustering.placement import NOISE

READ = 150
"""Of a large group the members that fit best are read; more change nothing."""
READ_FOR_SENTENCE = 30
REPRESENTATIVES = 3
UNNAMED = "Unnamed theme"


@dataclass(frozen=True)
class Description:
    """What can be said of a group."""

    label: str
    """At most six words."""
    sentence: str
    """Word for word from one member: ask before it is shown where its author did not speak."""
    phrases: tuple[str, ...]
    """Its key phrases, best first; in many members' texts, so nobody's own words."""
    representatives: tuple[int, ...]
    """Up to three members (places among all items) that fit well and differ."""


def describe(
    texts: Sequence[Sequence[str]], labels: Integers, fits: Vectors, rows: Vectors
) -> list[Description]:
    """Describe groups 0, 1, 2 ...: for each item its texts, label, fit and unit vector."""
    members = [
        by_fit(np.flatnonzero(labels == label), fits)
        for label in range(int(labels.max(initial=NOISE)) + 1)
    ]
    talk = Talk({place: texts[place] for group in members for place in group[:READ]})
    return [talk.describe(group, rows) for group in members]


def by_fit(members: Integers, fits: Vectors) -> Integers:
    """Members in order of fit, best first."""
    ordered: Integers = members[np.argsort(-fits[members], kind="stable")]
    return ordered


class Talk:
    """What all groups say: against it, what one of them says stands out."""

    def __init__(self, texts: Mapping[int, Sequence[str]]) -> None:
        self._texts = texts
        every = [text for each in texts.values() for text in each]
        self._items = {place: ItemPhrases.of(each) for place, each in texts.items()}
        self._everywhere = PhraseCount(list(self._items.values()))
        self._spelling = Spelling(every)
        self._use = WordUse(every)

    def describe(self, members: Integers, rows: Vectors) -> Description:
        """Describe one group, whose members come in order of fit."""
        group = PhraseCount([self._items[place] for place in members[:READ]])
        phrases = key_phrases(group, self._everywhere, self._use)
        central = [text for place in members[:READ_FOR_SENTENCE] for text in self._texts[place]]
        return Description(
            label=label_from(phrases, group, self._spelling) or UNNAMED,
            sentence=most_telling(central, group, phrases),
            phrases=tuple(most_usual(group.forms(key), self._spelling) for key in phrases),
            representatives=diverse(members, rows),
        )


def diverse(members: Integers, rows: Vectors) -> tuple[int, ...]:
    """Members that fit well, each unlike those before it."""
    pool = members[: max(REPRESENTATIVES, len(members) // 2)]
    chosen = [0]
    while len(chosen) < min(REPRESENTATIVES, len(pool)):
        nearest = (rows[pool] @ rows[pool[chosen]].T).max(axis=1)
        # Equal weight to fitting well (the order) and to saying something else.
        worth = -nearest - np.arange(len(pool)) / len(pool)
        worth[chosen] = -np.inf
        chosen.append(int(worth.argmax()))
    return tuple(int(pool[place]) for place in chosen)
