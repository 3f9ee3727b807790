"""Finds the sentence among members' own words that says best what a group is about."""

import re
from collections.abc import Iterable, Sequence
from math import sqrt

from clustering.labels.keyphrases import PhraseCount
from clustering.labels.phrases import NOT_TEXT, Key, key_of, phrases_of
from clustering.labels.spelling import sentence_case

SHORTEST, LONGEST = 30, 160
LONG_NUMBER = re.compile(r"\d[\d ]{4,}")
"""Likely to be the number of a person's record, and never what a theme is about."""
ASIDE = re.compile(r"^\([^)]*\)\s*|^[^:.!?]{0,24}post\w* from \w+:\s*", re.IGNORECASE)
"""What people put before a message that they post twice."""
ENDS = re.compile(r"(?<=[.!?…])\s+|\n+")
SPACES = re.compile(r"\s+")
LEANS_ON_ANOTHER = re.compile(
    r"(?i)^(and|but|so|or|also|then|it|that|this|they|he|she|which|because|yes|no|same|ours|thanks"
    r"|thank|hi|hello)\b"
)
"""A sentence that begins so is half of a thought."""


def sentences(text: str) -> list[str]:
    """The sentences of a text that could stand alone, tidied."""
    clean = (
        ASIDE.sub("", SPACES.sub(" ", part).strip(" -–—•*>\"“”'")) for part in ENDS.split(text)
    )
    return [
        part
        for part in clean
        if SHORTEST <= len(part) <= LONGEST
        and not NOT_TEXT.search(part)
        and not LONG_NUMBER.search(part)
        and not LEANS_ON_ANOTHER.match(part)
    ]


def most_telling(texts: Iterable[str], group: PhraseCount, phrases: Sequence[Key]) -> str:
    """The sentence with most of what the group has in common; empty when there is none."""
    weights = {key: 1.0 / (place + 1) for place, key in enumerate(phrases)}
    best, most = "", 0.0
    for text in texts:
        for sentence in sentences(text):
            value = telling(sentence, group, weights)
            if value > most:
                best, most = sentence, value
    return finished(best)


def telling(sentence: str, group: PhraseCount, weights: dict[Key, float]) -> float:
    """How much of the group's key phrases and usual words a sentence holds, for its length."""
    keys = {key_of(words) for words in phrases_of(sentence)}
    if not keys:
        return 0.0
    named = sum(weights.get(key, 0.0) for key in keys)
    usual = sum(group.within[key] / group.items for key in keys if len(key) == 1)
    asks = 0.7 if sentence.endswith("?") else 1.0
    return asks * (named + usual / sqrt(len(keys)))


def finished(sentence: str) -> str:
    """Begin with a capital and end with a stop."""
    if not sentence:
        return ""
    return sentence_case(sentence if sentence[-1] in ".!?…" else f"{sentence}.")
