"""Keeps what facilitators see of a draft as it stands, and what the department sees of a summary.

The draft stands in the facilitators' channels, the posted summary in the central ones.
"""

from datetime import datetime

from bot.cards import Card
from bot.community.models import Purpose
from bot.digests.approving.changes import drafting
from bot.digests.approving.posting import change_posted, channels, publish, settle
from bot.digests.approving.reading import amended, draft_of
from bot.digests.cards.draft import draft_cards
from bot.digests.cards.summary import posted_cards
from bot.digests.models import Summary
from bot.digests.replies.cards import reply_buttons
from bot.digests.snapshot import thaw
from bot.store import UnitOfWork


def post_draft(unit: UnitOfWork, summary: Summary, now: datetime) -> None:
    """Give a draft to the facilitators."""
    draft = draft_of(unit.session, summary)
    to = channels(unit, summary.community_id, Purpose.FACILITATORS)
    publish(unit, to, _draft_name(unit, summary), lambda least: draft_cards(draft, least), now)


def show_draft_anew(unit: UnitOfWork, summary: Summary, how: str, now: datetime) -> None:
    """Show a draft as it is now where it stands; `how` names the change."""
    draft = draft_of(unit.session, summary)
    to = channels(unit, summary.community_id, Purpose.FACILITATORS)
    name = _draft_name(unit, summary)
    change_posted(unit, to, name, lambda least: draft_cards(draft, least), how=how, now=now)


def settle_draft(unit: UnitOfWork, summary: Summary, card: Card, now: datetime) -> None:
    """Put a card in the draft's place: what was decided."""
    to = channels(unit, summary.community_id, Purpose.FACILITATORS)
    settle(unit, to, _draft_name(unit, summary), card, how="decided", now=now)


def post_summary(unit: UnitOfWork, summary: Summary, now: datetime) -> None:
    """Post a summary to the central channels, once."""
    snapshot = thaw(summary.snapshot)
    to = channels(unit, summary.community_id, Purpose.CENTRAL)
    name = summary_name(unit, summary)
    publish(unit, to, name, lambda least: posted_cards(snapshot, reply_buttons, least=least), now)


def show_summary_anew(unit: UnitOfWork, summary: Summary, now: datetime) -> None:
    """Change a posted summary where it stands, saying when it was amended and why."""
    snapshot, told = thaw(summary.snapshot), amended(unit.session, summary)
    to = channels(unit, summary.community_id, Purpose.CENTRAL)

    def parts(least: int) -> tuple[Card, ...]:
        return posted_cards(snapshot, reply_buttons, note=told, least=least)

    how, name = f"v{summary.version}", summary_name(unit, summary)
    change_posted(unit, to, name, parts, how=how, now=now)


def summary_name(unit: UnitOfWork, summary: Summary) -> str:
    """Return the name under which a summary was posted."""
    return f"summary:{drafting(unit.session, summary)}"


def _draft_name(unit: UnitOfWork, summary: Summary) -> str:
    return f"summary-draft:{drafting(unit.session, summary)}"
