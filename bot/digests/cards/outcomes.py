"""What became of a draft, told to the facilitators."""

from bot.cards import Actions, Button, Card, words
from bot.digests.cards.wording import period
from bot.digests.snapshot import Snapshot

OPEN, AMEND = "summary_open", "summary_amend"
RECALL, AGAIN = "summary_recall", "summary_again"


def approved_card(summary_id: int, snapshot: Snapshot, outcome: str) -> Card:
    """Return what stands in the draft's place once it is approved; `outcome` tells who did."""
    told = f"{outcome} You can change it where it stands, or take it back."
    return _outcome(snapshot, told, (open_button(summary_id), *correcting(summary_id)))


def sent_back_card(summary_id: int, snapshot: Snapshot, name: str, date: str, reason: str) -> Card:
    """Return what stands in the place of a draft that was sent back."""
    outcome = f"The draft summary ({snapshot.week}) was sent back by {name} on {date}."
    after = "Nothing was posted to the central channel. You can have it drafted again."
    return Card(
        text=f"{outcome} Reason: {reason} {after}",
        elements=(
            words(outcome, strong=True),
            words(f"Reason: {reason}"),
            words(after),
            Actions((again_button(summary_id),)),
        ),
    )


def taken_back_card(summary_id: int, snapshot: Snapshot, outcome: str) -> Card:
    """Return the note to the facilitators that a posted summary was recalled."""
    told = f"{outcome} What was posted is being removed, and a note says so."
    return _outcome(snapshot, told, (open_button(summary_id), again_button(summary_id)))


def nothing_card(community: str, week: str) -> Card:
    """Return the note to the facilitators that there is nothing to summarise."""
    outcome = f"There is no summary of {community} for the {week}."
    reason = "No theme was raised by three or more hubs, and nothing is asked of the department."
    after = "Nothing goes to the central channel. The next summary is drafted when it falls due."
    return Card(
        text=f"{outcome} {reason} {after}",
        elements=(words(outcome, strong=True), words(f"{reason} {after}")),
    )


def open_button(summary_id: int) -> Button:
    """Return the button that shows a summary as it was posted."""
    return Button("Open", OPEN, str(summary_id))


def again_button(summary_id: int) -> Button:
    """Return the button that drafts a summary again."""
    return Button("Draft again", AGAIN, str(summary_id))


def correcting(summary_id: int) -> tuple[Button, ...]:
    """Return the buttons that change or take back what was posted."""
    value = str(summary_id)
    return (
        Button("Amend", AMEND, value, opens_form=True),
        Button("Recall", RECALL, value, style="danger", opens_form=True),
    )


def _outcome(snapshot: Snapshot, outcome: str, buttons: tuple[Button, ...]) -> Card:
    return Card(
        title=f"Summary: {snapshot.community}",
        text=f"Summary for {snapshot.community}, {snapshot.week}: {outcome}",
        elements=(words(f"{period(snapshot)}. {outcome}"), Actions(buttons)),
    )
