"""What a draft rests on and how it stands, read from the database for its card."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from bot.capture.models import Contribution
from bot.community.models import Community, Hub, Person
from bot.digests.approving.changes import amendments, first_approval, revision
from bot.digests.cards.archive import Entry
from bot.digests.cards.draft import FIRST, TWO, Draft, Evidence
from bot.digests.cards.wording import sentence
from bot.digests.models import Summary, SummaryState
from bot.digests.snapshot import Snapshot, date_in_words, thaw
from bot.schedules.calendar import Period
from bot.themes.models import ThemeMembership
from bot.themes.numbers import counted, same_thread
from bot.words import shorten

DECIDED = {
    SummaryState.APPROVED: "Approved",
    SummaryState.SENT_BACK: "Sent back",
    SummaryState.RECALLED: "Recalled",
}
MOST_LISTED = 12
REASON_SHOWN = 140


def draft_of(session: Session, summary: Summary) -> Draft:
    """Return the draft as it stands now."""
    snapshot = thaw(summary.snapshot)
    return Draft(
        summary_id=summary.id,
        community_id=summary.community_id,
        revision=revision(session, summary),
        snapshot=snapshot,
        evidence=evidence_of(session, summary, snapshot),
        approval=_approval(session, summary),
    )


def evidence_of(session: Session, summary: Summary, snapshot: Snapshot) -> dict[int, Evidence]:
    """Return the messages and hubs of each theme in the summary's days. Exact numbers."""
    root = aliased(Contribution)
    community = session.get_one(Community, summary.community_id)
    rows = session.execute(
        select(
            ThemeMembership.theme_id,
            func.count(Contribution.id.distinct()),
            func.count(Hub.id.distinct()),
        )
        .join(root, root.id == ThemeMembership.contribution_id)
        .join(Contribution, same_thread(root))
        .outerjoin(
            Hub,
            (Hub.id == Contribution.hub_id) & (Hub.programme_id == community.programme_id),
        )
        .where(
            ThemeMembership.theme_id.in_([line.theme_id for line in snapshot.themes]),
            counted(),
            Contribution.posted_at > summary.starts_at,
            Contribution.posted_at <= summary.ends_at,
        )
        .group_by(ThemeMembership.theme_id)
    )
    return {theme: Evidence(messages, hubs) for theme, messages, hubs in rows if theme}


def name_of(person: Person | None) -> str:
    """Return what to call who decided; they may have been forgotten, or never told us a name."""
    return (person.name if person is not None else "") or "a facilitator"


def decided(session: Session, summary: Summary) -> str:
    """Return who decided what about a summary and when: "Approved by Fay on 6 July 2026."."""
    if summary.decided_at is None:
        return ""
    name = name_of(session.get(Person, summary.decided_by_id) if summary.decided_by_id else None)
    date = date_in_words(summary.decided_at, thaw(summary.snapshot).zone)
    return f"{DECIDED[summary.state]} by {name} on {date}."


def amended(session: Session, summary: Summary) -> str:
    """Return when and why what was posted was changed; empty if it never was."""
    zone = thaw(summary.snapshot).zone
    told = [
        f"Amended on {date_in_words(one.at, zone)}{f': {one.reason}' if one.reason else ''}"
        for one in amendments(session, summary)
    ]
    return " ".join(sentence(one) for one in told)


def entries(session: Session, community_id: int, *, curates: bool) -> Sequence[Entry]:
    """Return a community's latest summaries; who doesn't curate it sees those that are posted."""
    seen = tuple(SummaryState) if curates else (SummaryState.APPROVED,)
    rows = session.scalars(
        select(Summary)
        .where(Summary.community_id == community_id, Summary.state.in_(seen))
        .order_by(Summary.ends_at.desc(), Summary.id.desc())
        .limit(MOST_LISTED)
    )
    return [_entry(session, one, curates=curates) for one in rows]


def period_of(summary: Summary) -> Period:
    """Return the period that a summary covers, in its own zone."""
    zone = ZoneInfo(thaw(summary.snapshot).zone)
    starts, ends = summary.starts_at.astimezone(zone), summary.ends_at.astimezone(zone)
    return Period(summary.period, starts, ends)


def _entry(session: Session, summary: Summary, *, curates: bool) -> Entry:
    week = thaw(summary.snapshot).week
    reason = shorten(summary.reason, REASON_SHOWN)
    told = [decided(session, summary), f"Reason: {reason}" if reason else ""]
    return Entry(
        summary_id=summary.id,
        week=week[:1].upper() + week[1:],
        state=summary.state,
        decided=" ".join(filter(None, [*(told if curates else ()), amended(session, summary)])),
    )


def _approval(session: Session, summary: Summary) -> str:
    if not session.get_one(Community, summary.community_id).two_approve:
        return ""
    first = first_approval(session, summary)
    person = session.get(Person, first.by_id) if first and first.by_id else None
    return FIRST.format(name=name_of(person)) if person else TWO
