"""The summary as the department reads it, and what stands where one was taken back."""

from bot.cards import Card, words
from bot.digests.cards.parts import in_parts
from bot.digests.cards.sections import Buttons, Section, no_buttons, sections
from bot.digests.cards.wording import coverage, numbers, period, sentence
from bot.digests.snapshot import Snapshot
from bot.words import count


def summary_card(snapshot: Snapshot, buttons: Buttons = no_buttons, *, note: str = "") -> Card:
    """Return the whole summary as one card; `note` says when and why it was amended."""
    (card,) = in_parts(_outside(snapshot, note), (_all(snapshot, buttons, note),))
    return card


def posted_cards(
    snapshot: Snapshot, buttons: Buttons = no_buttons, *, note: str = "", least: int = 1
) -> tuple[Card, ...]:
    """Return the summary in the parts in which it is posted, at least so many."""
    first, *others = sections(snapshot, buttons)
    together = ((*_lead(snapshot, note), *first), *others)
    return in_parts(_outside(snapshot, note), together, least)


def recalled_card(snapshot: Snapshot, date: str, reason: str) -> Card:
    """Return the note to the department that a summary was taken back."""
    outcome = f"The checkpoint summary of {snapshot.community} ({snapshot.week}) was recalled."
    told = f"It was recalled on {date}: {sentence(reason)} Please don't rely on it any more."
    return Card(
        title=f"Summary recalled: {snapshot.community}",
        text=f"{outcome} {told}",
        elements=(words(outcome, strong=True), words(told)),
    )


def _all(snapshot: Snapshot, buttons: Buttons, note: str) -> Section:
    every = sections(snapshot, buttons)
    return (*_lead(snapshot, note), *(element for section in every for element in section))


def _lead(snapshot: Snapshot, note: str) -> Section:
    amended = (words(note, strong=True),) if note else ()
    return *amended, words(f"{period(snapshot)}. {_asked(snapshot)}".strip())


def _asked(snapshot: Snapshot) -> str:
    return f"We ask {count(len(snapshot.asks), 'thing')} of you." if snapshot.asks else ""


def _outside(snapshot: Snapshot, note: str) -> Card:
    """Return the card's title, and what a notification or a screen reader says first."""
    title = f"Checkpoint summary: {snapshot.community}"
    told = " ".join(f"{line.label}: {numbers(line)}." for line in snapshot.themes)
    noted = f"{note} " if note else ""
    text = f"{title}, {snapshot.week}. {noted}{_asked(snapshot)} {told} {coverage(snapshot)}"
    return Card(text=" ".join(text.split()), title=title)
