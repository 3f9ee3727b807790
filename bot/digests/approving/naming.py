"""Whether words that a facilitator typed would give somebody away. Pure.

Nobody types a name on purpose to harm; the answer says which words to change, and to what.
"""

import re

from bot.capture.redaction import Kind
from bot.capture.redaction.first_names import WORDS_TOO
from bot.capture.redaction.ordinary import ORDINARY, PLACES
from bot.themes.unattributed import Names, quotes

NATIONS = frozenset({"england", "scotland", "wales", "ireland", "britain", "cymru", "lloegr"})
LEAST_LETTERS = 3
A_HUB = "“{words}” names a hub. Write “a hub”, or leave it out."
A_PERSON = "“{words}” names a person. Write “someone”, or leave it out."
A_PLACE = "“{words}” is a place, and a place can tell which hub it is. Leave it out."
TAKEN_OUT = (
    "“{words}” stands where I took personal details out of what you typed. Say it without them."
)
A_QUOTE = (
    "These words repeat what somebody wrote in a message: “{words}”. Say it in words of your own."
    " A quotation needs its author's agreement."
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def names_in_words(text: str, names: Names) -> str:
    """Return what to change because it names a hub, a person or a place; empty if nothing does."""
    if taken := next((kind.marker for kind in Kind if kind.marker in text), ""):
        return TAKEN_OUT.format(words=taken)
    for hub in names.hubs:
        if lost := _lost(text, Names([hub], ()).hide(text)):
            return A_HUB.format(words=lost)
    if lost := _lost(text, Names((), names.people).hide(text)):
        return A_PERSON.format(words=lost)
    capitals = [word for word in _WORD.findall(text) if word[0].isupper()]
    known = _parts_of(names)
    for word in capitals:
        if _root(word) in known:
            return A_PERSON.format(words=word)
        if _root(word) in PLACES - NATIONS:
            return A_PLACE.format(words=word)
    return ""


def quoted_words(text: str, old: str, messages: list[str]) -> str:
    """Return what to change because it repeats a message, unless the old words did so too."""
    for message in messages:
        if quotes(text, [message]) and not quotes(old, [message]):
            said = next(part for part in _clauses(text) if quotes(part, [message]))
            return A_QUOTE.format(words=said.strip().rstrip("."))
    return ""


def _clauses(text: str) -> list[str]:
    """Return the sentences of a text, and last the whole."""
    return [*(part for part in re.split(r"(?<=[.!?])\s+|\n", text) if part.strip()), text]


def _lost(text: str, hidden: str) -> str:
    """Return the words that were taken out."""
    if text == hidden:
        return ""
    kept = hidden.split()
    return " ".join(word for word in text.split() if word not in kept).strip(" .,;:!?“”\"'()")


def _parts_of(names: Names) -> set[str]:
    """Return the first and last names of people that are not ordinary words as well."""
    parts = {_root(part) for name in names.people for part in _WORD.findall(name)}
    ordinary = ORDINARY | WORDS_TOO
    return {part for part in parts if len(part) >= LEAST_LETTERS and part not in ordinary}


def _root(word: str) -> str:
    return re.sub(r"['’]s$", "", word.casefold())
