"""The log of a summary: who did what to it when, and what follows from that."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.community.models import Community, Person
from bot.digests.models import Summary, SummaryChange
from bot.privacy.audit import record
from bot.store import UnitOfWork

CHANGED, DROPPED, ASKED, AGAIN = "changed", "dropped", "asked", "drafted_again"
APPROVED, SENT_BACK, AMENDED, RECALLED = "approved", "sent_back", "amended", "recalled"
REVISING = (CHANGED, DROPPED, ASKED, AGAIN)
"""What makes a draft another than the one that somebody read."""


def note(
    unit: UnitOfWork,
    summary: Summary,
    what: str,
    by: Person | None,
    now: datetime,
    *,
    part: str = "",
    reason: str = "",
) -> SummaryChange:
    """Note what was done to a summary, in its log and in the audit log (without the reason)."""
    change = SummaryChange(
        summary_id=summary.id,
        what=what,
        part=part,
        reason=reason,
        by_id=by.id if by else None,
        at=now,
    )
    unit.session.add(change)
    unit.flush()
    community = unit.session.get_one(Community, summary.community_id)
    detail = {"part": part} if part else {}
    subject = f"community:{community.slug}"
    record(
        unit,
        by=by,
        action=f"summary_{what}",
        subject=subject,
        now=now,
        summary=summary.id,
        **detail,
    )
    return change


def revision(session: Session, summary: Summary) -> int:
    """Return which revision a draft is: it grows with each change of what it says."""
    revising = SummaryChange.summary_id == summary.id, SummaryChange.what.in_(REVISING)
    return session.scalar(select(func.max(SummaryChange.id)).where(*revising)) or 0


def first_approval(session: Session, summary: Summary) -> SummaryChange | None:
    """Return the approval that a draft has, of the words that it has now; of somebody known."""
    return session.scalar(
        select(SummaryChange)
        .where(
            SummaryChange.summary_id == summary.id,
            SummaryChange.what == APPROVED,
            SummaryChange.id > revision(session, summary),
            SummaryChange.by_id.is_not(None),
        )
        .order_by(SummaryChange.id.desc())
        .limit(1)
    )


def drafting(session: Session, summary: Summary) -> str:
    """Return what names one drafting of a summary: "12", and "12-1" when it was drafted again."""
    again = SummaryChange.summary_id == summary.id, SummaryChange.what == AGAIN
    times = session.scalar(select(func.count(SummaryChange.id)).where(*again))
    return f"{summary.id}-{times}" if times else str(summary.id)


def amendments(session: Session, summary: Summary) -> list[SummaryChange]:
    """Return the amendments since it was posted, the first one first."""
    return list(
        session.scalars(
            select(SummaryChange)
            .where(
                SummaryChange.summary_id == summary.id,
                SummaryChange.what == AMENDED,
                SummaryChange.id > revision(session, summary),
            )
            .order_by(SummaryChange.id)
        )
    )
