"""Drafts the weekly summary, and what facilitators decide about it.

A draft is frozen and goes to the facilitators; nothing reaches a central channel unless one of
them approves it, once.
"""

import logging
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from bot.cards import Card
from bot.community.models import Channel, Community, Person, Purpose
from bot.delivery.outbox import channel_destination, post
from bot.digests.cards import draft_card, nothing_card, sent_back_card, summary_card
from bot.digests.freezing import take_snapshot
from bot.digests.models import Summary, SummaryState
from bot.digests.snapshot import date_in_words, freeze, thaw
from bot.privacy.audit import record
from bot.schedules.calendar import Period
from bot.store import UnitOfWork

log = logging.getLogger(__name__)


class NoCentralChannel(Exception):
    """The community has no central channel, so there is nowhere to post a summary."""


class AlreadyDecided(Exception):
    """Somebody has approved this summary, or sent it back, before."""


def draft(unit: UnitOfWork, community: Community, period: Period, now: datetime) -> Summary | None:
    """Draft the community's summary of a period and give it to its facilitators, once.

    None: there was no theme to tell of, or nobody to approve it; both are said plainly.
    """
    # One at a time for a community, so that a period has one draft.
    unit.session.execute(select(Community.id).where(Community.id == community.id).with_for_update())
    existing = _find(unit, community, period)
    if existing is not None:
        return existing
    facilitators = channels(unit, community.id, Purpose.FACILITATORS)
    if not facilitators:
        log.warning("No facilitators' channel for %s: no summary drafted", community.slug)
        _audit(unit, None, "summary_not_drafted", community, now, reason="no_facilitators_channel")
        return None
    return _draft_for(unit, community, facilitators, period, now)


def _draft_for(
    unit: UnitOfWork,
    community: Community,
    facilitators: Sequence[Channel],
    period: Period,
    now: datetime,
) -> Summary | None:
    snapshot = take_snapshot(unit, community, period)
    if not snapshot.themes:
        key = f"summary-none:{community.id}:{period.key}"
        card = nothing_card(community.name, snapshot.week)
        _post_to_all(unit, facilitators, card, key=key, now=now)
        _audit(unit, None, "summary_not_drafted", community, now, reason="no_theme")
        return None
    summary = Summary(
        community_id=community.id,
        period=period.key,
        starts_at=period.starts_at,
        ends_at=period.ends_at,
        snapshot=freeze(snapshot),
        drafted_at=now,
    )
    unit.session.add(summary)
    unit.flush()
    card = draft_card(summary.id, snapshot)
    _post_to_all(unit, facilitators, card, key=f"summary-draft:{summary.id}", now=now)
    _audit(unit, None, "summary_drafted", community, now, summary=summary.id)
    return summary


def lock_summary(unit: UnitOfWork, summary_id: int) -> Summary | None:
    """Return a summary as it is now, held until this unit of work ends."""
    return unit.session.get(Summary, summary_id, with_for_update=True, populate_existing=True)


def approve(unit: UnitOfWork, summary: Summary, person: Person, now: datetime) -> None:
    """Approve a locked summary and post it to every central channel of its community.

    Raises AlreadyDecided or NoCentralChannel; then nothing is changed.
    """
    _must_be_open(summary)
    central = channels(unit, summary.community_id, Purpose.CENTRAL)
    if not central:
        raise NoCentralChannel
    _decide(summary, SummaryState.APPROVED, person, now)
    card = summary_card(thaw(summary.snapshot))
    _post_to_all(unit, central, card, key=f"summary:{summary.id}", now=now)
    community = unit.session.get_one(Community, summary.community_id)
    _audit(unit, person, "summary_approved", community, now, summary=summary.id)


def send_back(
    unit: UnitOfWork, summary: Summary, person: Person, reason: str, now: datetime
) -> None:
    """Send a locked summary back with a reason, and tell the facilitators.

    Raises AlreadyDecided; then nothing is changed.
    """
    _must_be_open(summary)
    _decide(summary, SummaryState.SENT_BACK, person, now)
    summary.reason = reason
    snapshot = thaw(summary.snapshot)
    date = date_in_words(now, snapshot.zone)
    card = sent_back_card(snapshot, name_of(person), date, reason)
    facilitators = channels(unit, summary.community_id, Purpose.FACILITATORS)
    _post_to_all(unit, facilitators, card, key=f"summary-back:{summary.id}", now=now)
    community = unit.session.get_one(Community, summary.community_id)
    _audit(unit, person, "summary_sent_back", community, now, summary=summary.id)


def name_of(person: Person | None) -> str:
    """Return what to call who decided; they may have been forgotten, or never told us a name."""
    return (person.name if person is not None else "") or "a facilitator"


def channels(unit: UnitOfWork, community_id: int, purpose: Purpose) -> Sequence[Channel]:
    """Return a community's channels of one purpose."""
    return unit.session.scalars(
        select(Channel)
        .where(Channel.community_id == community_id, Channel.purpose == purpose)
        .order_by(Channel.id)
    ).all()


def _find(unit: UnitOfWork, community: Community, period: Period) -> Summary | None:
    return unit.session.scalar(
        select(Summary).where(Summary.community_id == community.id, Summary.period == period.key)
    )


def _must_be_open(summary: Summary) -> None:
    if summary.state is not SummaryState.DRAFTED:
        raise AlreadyDecided


def _decide(summary: Summary, state: SummaryState, person: Person, now: datetime) -> None:
    summary.state = state
    summary.decided_by_id = person.id
    summary.decided_at = now


def _post_to_all(
    unit: UnitOfWork, to: Sequence[Channel], card: Card, *, key: str, now: datetime
) -> None:
    for channel in to:
        post(unit, channel_destination(channel), card, key=f"{key}:{channel.id}", now=now)


def _audit(
    unit: UnitOfWork,
    person: Person | None,
    action: str,
    community: Community,
    now: datetime,
    **detail: str | int,
) -> None:
    subject = f"community:{community.slug}"
    record(unit, by=person, action=action, subject=subject, now=now, **detail)
