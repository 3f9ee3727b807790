"""The list of a community's summaries, and one of them as it was posted."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards import Actions, Button, Card, Divider, Element, Paragraph, Text, words
from bot.digests.cards.outcomes import again_button, correcting, open_button
from bot.digests.cards.sections import Buttons
from bot.digests.cards.summary import summary_card
from bot.digests.models import SummaryState
from bot.digests.snapshot import Snapshot

DRAFT_NOW, APPROVAL = "summary_draft_now", "summary_approval"
NONE_YET = "There is no summary yet. One is drafted when it falls due, or when you ask for it."
STATES = {
    SummaryState.DRAFTED: "Waits for approval",
    SummaryState.APPROVED: "Posted",
    SummaryState.SENT_BACK: "Sent back",
    SummaryState.RECALLED: "Recalled",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A summary in the list. `decided` says who decided what and when, in words."""

    summary_id: int
    week: str
    state: SummaryState
    decided: str = ""


def archive_card(
    community: str, entries: Sequence[Entry], *, community_id: int, curates: bool
) -> Card:
    """List the summaries, the newest first; `curates` adds what a facilitator can do."""
    title = f"Summaries: {community}"
    listed: list[Element] = [each for one in entries for each in _entry(one, curates=curates)]
    if curates:
        value = str(community_id)
        below = (
            Button("Draft one now", DRAFT_NOW, value),
            Button("How they are approved", APPROVAL, value, opens_form=True),
        )
        listed += [Divider(), Actions(below)]
    if not entries:
        listed.insert(0, words(NONE_YET))
    text = f"{title}. " + " ".join(f"{one.week}: {STATES[one.state]}." for one in entries)
    return Card(title=title, text=text.strip(), elements=tuple(listed))


def kept_card(
    summary_id: int, snapshot: Snapshot, state: str, *, amends: bool, note: str, buttons: Buttons
) -> Card:
    """Show one summary as it was posted; `state` says what became of it.

    `amends`: the reader may change or recall it; `buttons` are what an official may do.
    """
    card = summary_card(snapshot, buttons, note=note)
    correct = (Actions(correcting(summary_id)),) if amends else ()
    return Card(
        title=card.title,
        text=f"{state} {card.text}",
        elements=(words(state, strong=True), *correct, Divider(), *card.elements),
    )


def _entry(entry: Entry, *, curates: bool) -> tuple[Element, ...]:
    decided = f". {entry.decided}" if entry.decided else ""
    told = Paragraph((Text(entry.week, strong=True), Text(f"\n{STATES[entry.state]}{decided}")))
    return told, Actions(_buttons(entry, curates=curates))


def _buttons(entry: Entry, *, curates: bool) -> tuple[Button, ...]:
    again = entry.state in (SummaryState.SENT_BACK, SummaryState.RECALLED) and curates
    shown = (open_button(entry.summary_id),)
    return (*shown, again_button(entry.summary_id)) if again else shown
