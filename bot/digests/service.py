"""Drafts summaries: frozen, given to the facilitators, and sent nowhere else.

Drafted when a period ends, on request, or again after one was sent back or recalled. What
facilitators then decide is in `bot.digests.approving`.
"""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select

from bot.community.models import Channel, Community, Person, Purpose
from bot.digests.approving.changes import AGAIN, CHANGED, note
from bot.digests.approving.posting import channels, publish
from bot.digests.approving.reading import period_of
from bot.digests.approving.showing import post_draft, show_draft_anew
from bot.digests.cards.outcomes import nothing_card
from bot.digests.checkpoint.compiling import compile_summary
from bot.digests.consent.service import ask_for_quotes
from bot.digests.models import Summary, SummaryState
from bot.digests.snapshot import Snapshot, freeze, thaw
from bot.privacy.audit import record
from bot.schedules.calendar import Period
from bot.schedules.working import WorkingCalendar
from bot.store import UnitOfWork

log = logging.getLogger(__name__)
ASKED_FOR = timedelta(days=14)
"""What a draft made on request covers: as much as the fortnightly page."""


class NotSettled(Exception):
    """The summary waits for approval or was posted: it is not drafted again."""


def draft(
    unit: UnitOfWork,
    community: Community,
    period: Period,
    calendar: WorkingCalendar,
    now: datetime,
) -> Summary | None:
    """Draft the community's summary of a period and give it to its facilitators, once.

    None: there was nothing to tell, or nobody to approve it; both are said plainly.
    """
    _one_at_a_time(unit, community.id)
    existing = unit.session.scalar(
        select(Summary).where(Summary.community_id == community.id, Summary.period == period.key)
    )
    if existing is not None:
        return existing
    facilitators = channels(unit, community.id, Purpose.FACILITATORS)
    if not facilitators:
        log.warning("No facilitators' channel for %s: no summary drafted", community.slug)
        _audit(unit, community, now, reason="no_facilitators_channel")
        return None
    snapshot = compile_summary(unit, community, period, calendar)
    if not tells(snapshot):
        _say_nothing(unit, facilitators, community, snapshot, period, now)
        return None
    return _draft(unit, community, snapshot, period, now)


def draft_on_request(
    unit: UnitOfWork, community: Community, calendar: WorkingCalendar, now: datetime
) -> Summary | None:
    """Return the draft of late that waits for approval, or one of the last two weeks, made now.

    None as for `draft`.
    """
    _one_at_a_time(unit, community.id)
    waiting = unit.session.scalar(
        select(Summary)
        .where(
            Summary.community_id == community.id,
            Summary.state == SummaryState.DRAFTED,
            Summary.ends_at > now - ASKED_FOR,
        )
        .order_by(Summary.ends_at.desc())
        .limit(1)
    )
    ends_at = now.astimezone(calendar.zone)
    period = Period(f"asked-{now:%Y-%m-%dT%H:%M:%SZ}", ends_at - ASKED_FOR, ends_at)
    return waiting or draft(unit, community, period, calendar, now)


def draft_again(
    unit: UnitOfWork, summary: Summary, person: Person, calendar: WorkingCalendar, now: datetime
) -> Summary | None:
    """Draft a locked summary anew that was sent back or recalled.

    None: there is nothing to tell any more. Raises NotSettled.
    """
    if summary.state not in (SummaryState.SENT_BACK, SummaryState.RECALLED):
        raise NotSettled
    community = unit.session.get_one(Community, summary.community_id)
    snapshot = compile_summary(unit, community, period_of(summary), calendar)
    if not tells(snapshot):
        return None
    summary.state, summary.reason = SummaryState.DRAFTED, ""
    summary.decided_by_id = summary.decided_at = None
    summary.snapshot = summary.drafted = freeze(snapshot)
    summary.drafted_at = now
    note(unit, summary, AGAIN, person, now)
    post_draft(unit, summary, now)
    ask_for_quotes(unit, summary, now)
    return summary


def bring_up_to_date(
    unit: UnitOfWork, summary: Summary, person: Person, calendar: WorkingCalendar, now: datetime
) -> None:
    """Make a locked draft anew where it stands, by what the department has read since.

    What facilitators wrote on impact and on what comes next is kept; other changes are not.
    """
    community = unit.session.get_one(Community, summary.community_id)
    before = thaw(summary.snapshot)
    snapshot = compile_summary(unit, community, period_of(summary), calendar)
    written = replace(snapshot, impact=before.impact, coming=before.coming)
    summary.snapshot, summary.drafted = freeze(written), freeze(snapshot)
    summary.drafted_at = now
    kept = note(unit, summary, CHANGED, person, now, part="all")
    show_draft_anew(unit, summary, f"r{kept.id}", now)


def tells(snapshot: Snapshot) -> bool:
    """Say whether a summary has anything to tell that a machine found."""
    told = (snapshot.themes, snapshot.asks, snapshot.working, snapshot.risks, snapshot.said)
    return any(told)


def _draft(
    unit: UnitOfWork, community: Community, snapshot: Snapshot, period: Period, now: datetime
) -> Summary:
    kept = freeze(snapshot)
    summary = Summary(
        community_id=community.id,
        period=period.key,
        starts_at=period.starts_at,
        ends_at=period.ends_at,
        snapshot=kept,
        drafted=kept,
        drafted_at=now,
    )
    unit.session.add(summary)
    unit.flush()
    post_draft(unit, summary, now)
    ask_for_quotes(unit, summary, now)
    subject = f"community:{community.slug}"
    record(unit, by=None, action="summary_drafted", subject=subject, now=now, summary=summary.id)
    return summary


def _say_nothing(
    unit: UnitOfWork,
    facilitators: Sequence[Channel],
    community: Community,
    snapshot: Snapshot,
    period: Period,
    now: datetime,
) -> None:
    card = nothing_card(community.name, snapshot.week)
    publish(unit, facilitators, f"summary-none:{community.id}:{period.key}", lambda _: (card,), now)
    _audit(unit, community, now, reason="nothing_to_tell")


def _one_at_a_time(unit: UnitOfWork, community_id: int) -> None:
    """Have one draft at a time made for a community, so that a period has one."""
    unit.session.execute(select(Community.id).where(Community.id == community_id).with_for_update())


def _audit(unit: UnitOfWork, community: Community, now: datetime, *, reason: str) -> None:
    subject = f"community:{community.slug}"
    record(unit, by=None, action="summary_not_drafted", subject=subject, now=now, reason=reason)
