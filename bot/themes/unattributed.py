"""Words fit for outsiders: no hub's name, no person's name, nothing quoted from a message."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

NO_LABEL = "A theme without a name yet"
RUN = 6
"""So many words in a row as in a message are a quotation."""
SHORT = 3
"""A whole message is a quotation too, if it has at least so many words."""


@dataclass(frozen=True, slots=True)
class Names:
    """Who must not be named: hubs by name and short name (slug), people by their full names."""

    hubs: Sequence[tuple[str, str]]
    people: Sequence[str]

    def hide(self, text: str) -> str:
        """Return the text with "a hub" and "someone" in the place of names."""
        for name, slug in self.hubs:
            text = _hide_hub(text, name, slug)
        for name in sorted(self.people, key=len, reverse=True):
            if len(name.split()) > 1:
                text = _swap(text, re.escape(name), "someone", re.IGNORECASE)
        return text


def fit(text: str, messages: Sequence[str], names: Names, otherwise: str) -> str:
    """Return the words with names hidden, or others in their place when they quote a message."""
    hidden = names.hide(text)
    quoted = quotes(text, messages) or quotes(hidden, messages)
    return otherwise if quoted or not hidden.strip() else hidden


def quotes(text: str, messages: Iterable[str]) -> bool:
    """Say whether the words repeat a run of a message, or a short message as a whole."""
    own = f" {' '.join(_words(text))} "
    return any(f" {run} " in own for message in messages for run in _runs(_words(message)))


def _runs(words: list[str]) -> Iterable[str]:
    length = min(RUN, len(words))
    if length >= SHORT:
        for start in range(len(words) - length + 1):
            yield " ".join(words[start : start + length])


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _hide_hub(text: str, name: str, slug: str) -> str:
    parts = [part for part in re.split(r"[-_\s]+", slug) if part]
    if name.strip():
        text = _swap(text, re.escape(name.strip()), "a hub", re.IGNORECASE)
    if len(parts) > 1:
        joined = r"(?:\s+(?:and|&)\s+|[-_\s]+)".join(re.escape(part) for part in parts)
        text = _swap(text, joined, "a hub", re.IGNORECASE)
    for part in parts:  # a place by itself, if it is written as a name
        if len(part) > 3 and part.casefold() in _words(name):
            text = _swap(text, re.escape(part.capitalize()), "a hub")
    return text


def _swap(text: str, pattern: str, by: str, flags: int = 0) -> str:
    return re.sub(rf"(?<!\w){pattern}(?!\w)", by, text, flags=flags)
