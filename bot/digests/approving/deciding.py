"""Approves a draft, with one facilitator or two, or sends it back with a reason."""

from datetime import datetime
from enum import StrEnum

from bot.community.models import Community, Person, Purpose
from bot.digests.approving.changes import (
    APPROVED,
    SENT_BACK,
    first_approval,
    note,
    revision,
)
from bot.digests.approving.posting import channels
from bot.digests.approving.reading import decided, name_of
from bot.digests.approving.showing import post_summary, settle_draft, show_draft_anew
from bot.digests.cards.outcomes import approved_card, sent_back_card
from bot.digests.checkpoint.compiling import is_overtaken, without_revoked
from bot.digests.models import Summary, SummaryState
from bot.digests.replies.service import asks_sent
from bot.digests.snapshot import date_in_words, freeze, thaw
from bot.store import UnitOfWork


class Approval(StrEnum):
    """What an approval brought about. FIRST: a second facilitator has to approve too."""

    FIRST = "first"
    POSTED = "posted"


class NoCentralChannel(Exception):
    """The community has no central channel, so there is nowhere to post a summary."""


class AlreadyDecided(Exception):
    """Somebody has approved this summary, or sent it back, before."""


class Stale(Exception):
    """The draft was changed after the one that was approved was shown."""


class Overtaken(Exception):
    """Another summary was approved since the draft was made: what may be told has changed."""


class SamePerson(Exception):
    """The first of two approvals was this person's own."""


def lock_summary(unit: UnitOfWork, summary_id: int) -> Summary | None:
    """Return a summary as it is now, held until this unit of work ends."""
    return unit.session.get(Summary, summary_id, with_for_update=True, populate_existing=True)


def approve(
    unit: UnitOfWork, summary: Summary, person: Person, seen: int, now: datetime
) -> Approval:
    """Approve a locked summary, and post it to the central channels if that is enough.

    `seen` is the revision that was shown. Raises AlreadyDecided, Stale, Overtaken,
    NoCentralChannel or SamePerson; then nothing is changed.
    """
    _must_be_open(summary)
    if seen != revision(unit.session, summary):
        raise Stale
    if is_overtaken(unit.session, summary):
        raise Overtaken
    if not channels(unit, summary.community_id, Purpose.CENTRAL):
        raise NoCentralChannel
    if _is_first(unit, summary, person):
        kept = note(unit, summary, APPROVED, person, now)
        show_draft_anew(unit, summary, f"a{kept.id}", now)
        return Approval.FIRST
    _decide(summary, SummaryState.APPROVED, person, now)
    summary.snapshot = freeze(without_revoked(unit, thaw(summary.snapshot)))
    post_summary(unit, summary, now)
    asks_sent(unit, thaw(summary.snapshot), now)
    note(unit, summary, APPROVED, person, now)
    outcome = f"{decided(unit.session, summary)} It is posted to the central channel."
    settle_draft(unit, summary, approved_card(summary.id, thaw(summary.snapshot), outcome), now)
    return Approval.POSTED


def send_back(
    unit: UnitOfWork, summary: Summary, person: Person, reason: str, now: datetime
) -> None:
    """Send a locked summary back with a reason, told where the draft stood.

    Raises AlreadyDecided; then nothing is changed.
    """
    _must_be_open(summary)
    _decide(summary, SummaryState.SENT_BACK, person, now)
    summary.reason = reason
    note(unit, summary, SENT_BACK, person, now, reason=reason)
    snapshot = thaw(summary.snapshot)
    date = date_in_words(now, snapshot.zone)
    card = sent_back_card(summary.id, snapshot, name_of(person), date, reason)
    settle_draft(unit, summary, card, now)


def _is_first(unit: UnitOfWork, summary: Summary, person: Person) -> bool:
    """Say whether another's approval is needed too. Raises SamePerson."""
    if not unit.session.get_one(Community, summary.community_id).two_approve:
        return False
    first = first_approval(unit.session, summary)
    if first is not None and first.by_id == person.id:
        raise SamePerson
    return first is None


def _must_be_open(summary: Summary) -> None:
    if summary.state is not SummaryState.DRAFTED:
        raise AlreadyDecided


def _decide(summary: Summary, state: SummaryState, person: Person, now: datetime) -> None:
    summary.state = state
    summary.decided_by_id = person.id
    summary.decided_at = now
