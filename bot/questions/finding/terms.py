"""The words and phrases that are looked for, as both databases' indexes know words. Pure."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

MOST_TERMS = 12
MOST_IN_PHRASE = 20
_TOKEN = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")
_PHRASE = re.compile(r'"([^"]*)"?')
_COMMON = """
    a about above after again all am an and any anyone are as at be because been before being below
    between both but by can could did do does doing don down during each else ever everyone few for
    from further had has have having he her here hers him his how i if in into is it its just ll me
    more most my no nor not now of off on once only or other our out over own re s same she should
    so some such t than that the their them then there these they this those through to too under
    until up ve very was we were what when where which while who whom why will with would you your
"""
STOP_WORDS = frozenset(_COMMON.split())
"""Too common to find anything by, unless they are all that is looked for."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Words that must all be there in some form, and phrases that must be there as they are."""

    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()

    def __bool__(self) -> bool:
        """Say whether there is anything to look for."""
        return bool(self.words or self.phrases)

    def stands_in(self, text: str) -> bool:
        """Say whether every phrase stands in the text, in these very words."""
        said = f" {' '.join(tokens(text))} " if self.phrases else ""
        return all(f" {' '.join(phrase)} " in said for phrase in self.phrases)


def terms_of(words: str) -> Terms:
    """Return the terms of what was typed."""
    phrases = tuple(tuple(tokens(one)[:MOST_IN_PHRASE]) for one in _PHRASE.findall(words))
    phrases = tuple(one for one in phrases if one)[:MOST_TERMS]
    loose = tokens(_PHRASE.sub(" ", words))
    telling = [word for word in loose if word not in STOP_WORDS]
    if not telling and not phrases:
        telling = loose
    return Terms(words=tuple(dict.fromkeys(telling))[:MOST_TERMS], phrases=phrases)


def tokens(text: str) -> list[str]:
    """Return a text's words: folded, without marks between them."""
    return [fold(one[0]) for one in found_tokens(text)]


def found_tokens(text: str) -> Iterator[re.Match[str]]:
    """Return a text's words as they stand in it."""
    return _TOKEN.finditer(text)


def fold(word: str) -> str:
    """Return a word in small letters without accents: tŷ is ty."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFD", word.lower())
    plain = "".join(one for one in parts if not "\u0300" <= one <= "\u036f")
    return unicodedata.normalize("NFC", plain)


def stem(word: str) -> str:
    """Return about what the forms of an English word share: enough to highlight them."""
    short = re.sub(r"(?:ings?|ied|ies|ed|es|s|e|y)$", "", word)
    short = short if len(short) > 2 else word
    return re.sub(r"([^aeiou])\1$", r"\1", short)
