"""What time a summary covers, and what the department had read before it.

Two summaries whose times overlap could be taken from each other, and the rest would tell of a hub
or two. So none covers again what the department has read of: a page begins where the last summary
ended, a note of a month with pages is made of those pages alone, and a summary that was recalled
and is drafted again tells what it told.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.digests.bands import Shown
from bot.digests.disclosure.rules import Known
from bot.digests.models import Summary, SummaryChange, SummaryState
from bot.digests.snapshot import Snapshot, thaw
from bot.schedules.calendar import Period

_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
READ = (SummaryState.APPROVED, SummaryState.RECALLED)
"""A summary that was recalled has been read; it still has when it is drafted again."""


@dataclass(frozen=True)
class Past:
    """A summary that the department has read."""

    key: str
    starts_at: datetime
    ends_at: datetime
    recalled: bool
    approved_at: datetime | None
    kept: dict[str, object]

    @cached_property
    def snapshot(self) -> Snapshot:
        """Return what it told."""
        return thaw(self.kept)


@dataclass(frozen=True, slots=True)
class Window:
    """The time whose talk is counted, and the one of the same length directly before. Aware UTC."""

    before: datetime
    starts_at: datetime
    ends_at: datetime

    @property
    def is_empty(self) -> bool:
        """Say whether the department has read of all of it."""
        return self.starts_at >= self.ends_at


def past_summaries(session: Session, community_id: int) -> list[Past]:
    """Return every summary of a community that the department has read, the latest first."""
    recalled = select(SummaryChange.id).where(
        SummaryChange.summary_id == Summary.id, SummaryChange.what == SummaryState.RECALLED
    )
    rows = session.scalars(
        select(Summary)
        .where(
            Summary.community_id == community_id,
            or_(Summary.state.in_(READ), recalled.exists()),
        )
        .order_by(Summary.ends_at.desc(), Summary.id.desc())
    )
    return [
        Past(
            row.period,
            row.starts_at,
            row.ends_at,
            row.state is not SummaryState.APPROVED,
            row.decided_at,
            row.snapshot if row.state in READ else row.drafted,
        )
        for row in rows
    ]


def is_note(key: str) -> bool:
    """Say whether a period's key is a month's."""
    return _MONTH.fullmatch(key) is not None


def pages_in(past: Sequence[Past], period: Period) -> list[Past]:
    """Return the summaries that one is made of, the earliest first, and so counts nothing anew.

    A month's note is made of those that ended in it, and one that was read and recalled of itself.
    """
    again = [one for one in past if one.key == period.key]
    if again or not is_note(period.key):
        return again
    return [
        one
        for one in reversed(past)
        if period.starts_at < one.ends_at <= period.ends_at
        and not is_note(one.key)
        and not one.recalled
    ]


def window_of(past: Sequence[Past], period: Period) -> Window:
    """Return the part of a period that no summary before it has covered."""
    ends = period.ends_at.astimezone(UTC)
    read = [one.ends_at for one in counting(past) if one.starts_at < ends]
    starts = max([period.starts_at.astimezone(UTC), *read])
    return Window(starts - (ends - starts), starts, ends)


def known_from(past: Sequence[Past], window: Window) -> Known | None:
    """Return what the department was told of which themes; None when it has read nothing yet."""
    last = next(iter(counting(past)), None)
    if last is None:
        return None
    return Known(
        told={line.theme_id: Shown(line.band, line.counted) for line in last.snapshot.themes},
        ever={line.theme_id for one in past for line in one.snapshot.themes},
        adjoins=last.ends_at == window.starts_at,
    )


def counting(past: Sequence[Past]) -> list[Past]:
    """Return those whose numbers were counted; a note of pages repeats theirs."""
    pages = [one for one in past if not is_note(one.key)]
    return [
        one
        for one in past
        if not is_note(one.key)
        or not any(one.starts_at < page.ends_at <= one.ends_at for page in pages)
    ]
