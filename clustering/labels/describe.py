"""Describes every group of items in words."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clustering.arrays import Integers, Vectors
from clustering.labels.keyphrases import ItemPhrases, PhraseCount, key_phrases, label_from
from clustering.labels.sentences import most_telling
from clustering.labels.spelling import Spelling, most_usual
from clustering.placement import NOISE

READ = 300
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
    read = {place: ItemPhrases.of(texts[place]) for group in members for place in group[:READ]}
    everywhere = PhraseCount(list(read.values()))
    spelling = Spelling(text for place in read for text in texts[place])
    return [
        describe_one(
            texts,
            group,
            rows,
            PhraseCount([read[place] for place in group[:READ]]),
            everywhere,
            spelling,
        )
        for group in members
    ]


def by_fit(members: Integers, fits: Vectors) -> Integers:
    """Members in order of fit, best first."""
    ordered: Integers = members[np.argsort(-fits[members], kind="stable")]
    return ordered


def describe_one(
    texts: Sequence[Sequence[str]],
    members: Integers,
    rows: Vectors,
    group: PhraseCount,
    everywhere: PhraseCount,
    spelling: Spelling,
) -> Description:
    """Describe one group, whose members come in order of fit."""
    phrases = key_phrases(group, everywhere)
    central = [text for place in members[:READ_FOR_SENTENCE] for text in texts[place]]
    return Description(
        label=label_from(phrases, group, spelling) or UNNAMED,
        sentence=most_telling(central, group, phrases),
        phrases=tuple(most_usual(group.forms(key), spelling) for key in phrases),
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
