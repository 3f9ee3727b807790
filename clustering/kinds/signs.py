"""Turns a text into numbers that say how it is put rather than what it is about."""

import re

import numpy as np

from clustering.arrays import Floats
from clustering.kinds.lexicons import IMPERATIVE, INTERROGATIVE, SIGNS

_PREFIX = re.compile(
    r"(?:\s*(?:<@\w+(?:\|[^>]*)?>|<at[^>]*>[^<]*</at>|@[\w.]+|x-?post(?:ing|ed)?\b[^.:]{0,20}[.:]"
    r"|cross-?post(?:ing|ed)?\b[^.:]{0,20}[.:]|\(also on \w+\)"
    r"|posted this on \w+ too[^.]{0,60}\.))+\s*",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_WORD = re.compile(r"[\w']+")
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf]|:[a-z_+\\d]+:")
_INTERROGATIVE = re.compile(INTERROGATIVE)
_LATER_INTERROGATIVE = re.compile(r"[:,.] " + INTERROGATIVE)
_JOINED_INTERROGATIVE = re.compile(r"(?:and |but |so |ok so |then )?" + INTERROGATIVE)
_IMPERATIVE = re.compile(IMPERATIVE)
_SHOUT = re.compile(r"\b[A-Z]{4,}\b")
_QUOTED = re.compile(r"[\"“]|(?<!\w)'\w")
_LONGEST = 4_000
"""Characters looked at: a kind shows long before."""


def bare(text: str) -> str:
    """Return the text without mentions and cross-post notes at its beginning."""
    text = text[:_LONGEST].replace("’", "'")
    prefix = _PREFIX.match(text)
    return (text[prefix.end() :] if prefix else text).strip()


def signs_of(text: str) -> Floats:
    """Return one row of signs, float64, the same length for every text."""
    said = bare(text)
    low = said.lower()
    sentences = [part for part in _SENTENCE.split(low) if part] or [""]
    words = max(1, len(_WORD.findall(low)))
    row = _asking(low, sentences) + _shape(said, sentences, words)
    for pattern in SIGNS.values():
        count = len(pattern.findall(low))
        row += [min(count, 4) ** 0.5, float(count > 0), min(1.0, 5 * count / max(words, 5))]
        row.append(float(pattern.search(sentences[0]) is not None))
    return np.array(row)


def _asking(low: str, sentences: list[str]) -> list[float]:
    asked = [part for part in sentences if "?" in part]
    signs = [
        "?" in low,
        low.rstrip(' )"').endswith("?"),
        "?" in sentences[0],
        low.count("?") > 1,
        _INTERROGATIVE.match(sentences[0]) is not None,
        any(_INTERROGATIVE.match(part) for part in sentences),
        _LATER_INTERROGATIVE.search(low) is not None,
        any(_JOINED_INTERROGATIVE.match(part) for part in asked),
    ]
    return [len(asked) / len(sentences), *map(float, signs)]


def _shape(said: str, sentences: list[str], words: int) -> list[float]:
    emoji = len(_EMOJI.findall(said))
    imperatives = sum(_IMPERATIVE.match(part) is not None for part in sentences)
    signs = [
        words < 4,
        words < 7,
        words < 12,
        words > 25,
        words > 45,
        _IMPERATIVE.match(sentences[0]) is not None,
        said[:1].islower(),
        emoji > 0,
        not said.endswith((".", "?", "!")),
        _QUOTED.search(said) is not None,
        ":" in sentences[0],
        _SHOUT.search(said) is not None,
        len(sentences[0].split()) <= 3 and len(sentences) > 1,
    ]
    sizes = [
        min(words, 100) ** 0.5 / 3,
        min(len(sentences), 8) / 3,
        imperatives / 2,
        min(3, said.count("!")) / 2,
        emoji / (words + emoji),
    ]
    return [*sizes, *map(float, signs)]
