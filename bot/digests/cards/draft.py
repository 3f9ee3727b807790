"""The draft as facilitators see it: the summary, what it rests on, what was held back, buttons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.cards import Actions, Bullets, Button, Card, Divider, Heading, Text, words
from bot.digests.cards.parts import in_parts
from bot.digests.cards.sections import Section, sections
from bot.digests.cards.wording import period, sentence
from bot.digests.replies.cards import ask_button
from bot.digests.snapshot import Held, Snapshot
from bot.words import count

APPROVE, SEND_BACK, EDIT = "summary_approve", "summary_send_back", "summary_edit"
LEAD = (
    "Nothing has been sent. Check the summary below and change what you like. When you approve it,"
    " it is posted to the central channel exactly as shown, without what stands in small print"
    " below a theme and without what was held back."
)
FIRST = "Approved by {name}. A second facilitator has to approve it too before it is posted."
MOST_HELD = 6
"""So many are named of those that were held back for one reason."""
TWO = "Two facilitators have to approve it before it is posted."


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a theme rests on in the summary's days; exact, so for facilitators only."""

    messages: int
    hubs: int

    @property
    def told(self) -> str:
        """Return it in words."""
        hubs, messages = count(self.hubs, "hub"), count(self.messages, "message")
        return f"For you only: {messages} of {hubs} in this time."


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """A draft as it stands. `revision` grows with each change of what it says.

    `approval` says whose approval it has, or needs; empty when one is enough.
    """

    summary_id: int
    community_id: int
    revision: int
    snapshot: Snapshot
    evidence: Mapping[int, Evidence]
    approval: str = ""


def draft_card(draft: Draft, *, note: str = "") -> Card:
    """Return the whole draft as one card, for one person; `note` stands above it."""
    above = (words(note, strong=True),) if note else ()
    (card,) = in_parts(_outside(draft), ((*above, *_flat(_sections(draft))),))
    return card


def draft_cards(draft: Draft, least: int = 1) -> tuple[Card, ...]:
    """Return the draft in the parts in which it is posted, at least so many."""
    return in_parts(_outside(draft), _sections(draft), least)


def _sections(draft: Draft) -> Sequence[Section]:
    notes = {theme_id: evidence.told for theme_id, evidence in draft.evidence.items()}
    first, *others = sections(draft.snapshot, notes=notes)
    approval = (words(draft.approval, strong=True),) if draft.approval else ()
    days = words(f"{period(draft.snapshot)}.", strong=True)
    lead: Section = (days, words(LEAD), *approval, Divider())
    return (*lead, *first), *others, _held(draft.snapshot.held), (Divider(), _buttons(draft))


def _held(held: Sequence[Held]) -> Section:
    if not held:
        return ()
    reasons = dict.fromkeys(one.why for one in held)
    lines = tuple(_held_for(why, [one.what for one in held if one.why == why]) for why in reasons)
    return Divider(), Heading("Held back, and why: for you only"), Bullets(lines)


def _held_for(why: str, what: Sequence[str]) -> tuple[Text, ...]:
    """Return what was held back for one reason, as much of it as is read."""
    more = len(what) - MOST_HELD
    told = "; ".join(what[:MOST_HELD]) + (f"; and {more} more" if more > 0 else "")
    return Text(f"{told}. ", strong=True), Text(sentence(why))


def _buttons(draft: Draft) -> Actions:
    value = str(draft.summary_id)
    return Actions(
        (
            Button(
                "Approve",
                APPROVE,
                f"{value} {draft.revision}",
                style="primary",
                confirm="Post this summary to the central channel?",
            ),
            Button("Edit", EDIT, value, opens_form=True),
            ask_button(f"{draft.community_id}:{value}"),
            Button("Send back", SEND_BACK, value, opens_form=True),
        )
    )


def _outside(draft: Draft) -> Card:
    snapshot = draft.snapshot
    title = f"Draft summary: {snapshot.community}"
    labels = "; ".join(line.label for line in snapshot.themes) or "none"
    text = f"{title}, {snapshot.week}: please check and approve it. {draft.approval}"
    return Card(text=f"{text.strip()} Themes: {labels}.", title=title)


def _flat(every: Sequence[Section]) -> Section:
    return tuple(element for section in every for element in section)
