"""The words a summary has for a theme: a person's if they can be told, else the machine's."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.capture.models import Kind
from bot.digests.bands import LEAST_HUBS
from bot.digests.checkpoint.hearing import Talk
from bot.digests.checkpoint.window import is_note
from bot.digests.snapshot import Held
from bot.schedules.calendar import Period
from bot.themes.unattributed import NO_LABEL, Names, fit
from bot.words import listed

MOST_PHRASES = 3
NO_SENTENCE = "Several hubs talked about this."
DONE = {
    Kind.QUESTION: "asked questions",
    Kind.CHALLENGE: "shared challenges",
    Kind.LESSON: "shared lessons",
}
_SPANS = ((timedelta(days=8), "week to"), (timedelta(days=15), "two weeks to"))


def label_of(talk: Talk, messages: Sequence[str], names: Names) -> str:
    """Return a theme's name, without the names of hubs and people; never a quotation."""
    return fit(talk.theme.label, messages, names, NO_LABEL)


def sentence_of(talk: Talk, messages: Sequence[str], names: Names) -> str:
    """Return a sentence about a theme: its description, else what hubs did."""
    return fit(talk.theme.description, messages, names, _what_hubs_did(talk, names))


def replaced(talk: Talk, label: str, messages: Sequence[str]) -> list[Held]:
    """Return which of a theme's words could not be told, and why."""
    held = []
    why = "It repeats the words of a message. Rename the theme to give it one of your own."
    if label == NO_LABEL:
        held.append(Held(what=f"The name “{talk.theme.label}”", why=why))
    description = talk.theme.description
    if description and fit(description, messages, Names((), ()), "") == "":
        held.append(Held(what=f"{talk.theme.label}: its description", why=why))
    return held


def _what_hubs_did(talk: Talk, names: Names) -> str:
    """Return what hubs did about a theme, and of what they spoke.

    Only as far as three or more hubs did the same, or used the same words.
    """
    done = [words for kind, words in DONE.items() if talk.hubs_with(kind) >= LEAST_HUBS]
    common = [phrase for phrase in talk.theme.phrases if talk.hubs_saying(phrase) >= LEAST_HUBS]
    phrases = [names.hide(phrase) for phrase in common[:MOST_PHRASES]]
    if phrases:
        return f"Hubs {listed(done) or 'spoke'} about {listed(phrases)}."
    return f"Hubs {listed(done)}." if done else NO_SENTENCE


def period_in_words(period: Period) -> str:
    """Return which time it is: "two weeks to Monday 28 September 2026", "month of May 2026"."""
    ends = period.ends_at
    if is_note(period.key):
        last = date(ends.year, ends.month, 1) - timedelta(days=1)
        return f"month of {last:%B %Y}"
    told = f"{ends:%A} {ends.day} {ends:%B %Y}"
    length = period.ends_at - period.starts_at
    for most, words in _SPANS:
        if length <= most:
            return f"{words} {told}"
    return f"time to {told}"
