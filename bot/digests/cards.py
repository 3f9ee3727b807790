"""What people see of a summary: the draft to approve, the summary itself, and what became of it."""

from bot.cards import (
    Actions,
    Bar,
    Bullets,
    Button,
    Card,
    Chart,
    Divider,
    Element,
    Form,
    Heading,
    Text,
    TextField,
    words,
)
from bot.digests.bands import Band
from bot.digests.disclosure.coverage import covered_in_words
from bot.digests.snapshot import Snapshot, ThemeLine
from bot.themes.trend import Trend

APPROVE = "summary_approve"
SEND_BACK = "summary_send_back"
REASON = "reason"
NOTE = (
    "Numbers of hubs are given in bands, for themes that three or more hubs raised. Small changes"
    " since the last summary are not shown."
)
_TRENDS = {
    Trend.NEW: "new",
    Trend.RISING: "rising",
    Trend.STEADY: "steady",
    Trend.FADING: "fading",
}
_LENGTHS = {Band.FEW: 1.0, Band.MANY: 2.0}
"""A bar's length tells the band and no more."""


def summary_card(snapshot: Snapshot) -> Card:
    """Return the summary as the department reads it."""
    title = f"Weekly summary: {snapshot.community}"
    told = " ".join(f"{line.label}: {_numbers(line)}." for line in snapshot.themes)
    text = f"{title}, {snapshot.week}. {told} {coverage(snapshot)}"
    return Card(title=title, text=text, elements=_summary(snapshot))


def draft_card(summary_id: int, snapshot: Snapshot) -> Card:
    """Return the draft with its buttons, for the facilitators."""
    title = f"Draft summary: {snapshot.community}"
    lead = (
        "Nothing has been sent. Check the summary below. When you approve it, it is posted to the"
        " central channel exactly as shown."
    )
    value = str(summary_id)
    buttons = Actions(
        (
            Button(
                "Approve",
                APPROVE,
                value,
                style="primary",
                confirm="Post this summary to the central channel?",
            ),
            Button("Send back", SEND_BACK, value, opens_form=True),
        )
    )
    return Card(
        title=title,
        text=f"{title}, {snapshot.week}: please check and approve it. {_labels(snapshot)}",
        elements=(words(lead), Divider(), *_summary(snapshot), Divider(), buttons),
    )


def approved_card(snapshot: Snapshot, name: str, date: str) -> Card:
    """Return what stands in the draft's place once it is approved."""
    outcome = f"Approved by {name} on {date} and posted to the central channel."
    return Card(
        title=f"Summary: {snapshot.community}",
        text=f"Summary for {snapshot.community}, {snapshot.week}: {outcome}",
        elements=(words(outcome, strong=True), Divider(), *_summary(snapshot)),
    )


def sent_back_card(snapshot: Snapshot, name: str, date: str, reason: str) -> Card:
    """Return the note to the facilitators that a draft was sent back."""
    outcome = f"The draft summary ({snapshot.week}) was sent back by {name} on {date}."
    after = "Nothing was posted to the central channel. The next summary is drafted in a week."
    return Card(
        text=f"{outcome} Reason: {reason} {after}",
        elements=(words(outcome, strong=True), words(f"Reason: {reason}"), words(after)),
    )


def nothing_card(community: str, week: str) -> Card:
    """Return the note to the facilitators that there is nothing to summarise."""
    outcome = f"There is no summary of {community} for the {week}."
    reason = "No theme was raised by three or more hubs this week."
    after = "Nothing goes to the central channel. The next summary is drafted in a week."
    return Card(
        text=f"{outcome} {reason} {after}",
        elements=(words(outcome, strong=True), words(f"{reason} {after}")),
    )


def reason_form(summary_id: int) -> Form:
    """Return the form that asks why a draft is sent back."""
    return Form(
        form=SEND_BACK,
        title="Send back",
        submit="Send back",
        context=str(summary_id),
        fields=(
            TextField(
                REASON,
                "Why are you sending it back?",
                hint="The other facilitators will see this.",
                multiline=True,
                max_length=1000,
            ),
        ),
    )


def coverage(snapshot: Snapshot) -> str:
    """Return how many hubs spoke at all."""
    return covered_in_words(snapshot.spoke, snapshot.hubs)


def _summary(snapshot: Snapshot) -> tuple[Element, ...]:
    week = snapshot.week[0].upper() + snapshot.week[1:]
    return (
        words(f"{week}. {coverage(snapshot)}"),
        Heading("What hubs are raising"),
        Bullets(tuple(_bullet(line) for line in snapshot.themes)),
        _chart(snapshot),
        words(NOTE, quiet=True),
    )


def _bullet(line: ThemeLine) -> tuple[Text, ...]:
    sentence = line.sentence.rstrip()
    end = "" if sentence.endswith((".", "!", "?")) else "."
    return Text(line.label, strong=True), Text(f": {sentence}{end} {_capital(_numbers(line))}.")


def _chart(snapshot: Snapshot) -> Chart:
    bars = tuple(Bar(line.label, _LENGTHS[line.band], _numbers(line)) for line in snapshot.themes)
    told = " ".join(f"{line.label}: {_numbers(line)}." for line in snapshot.themes)
    return Chart(
        title="Hubs that raised each theme",
        bars=bars,
        alternative=f"Bar chart of the hubs that raised each theme. {told}",
    )


def _numbers(line: ThemeLine) -> str:
    return f"{line.band}, {_TRENDS[line.trend]}"


def _labels(snapshot: Snapshot) -> str:
    return "Themes: " + "; ".join(line.label for line in snapshot.themes) + "."


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
