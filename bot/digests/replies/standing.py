"""Where an ask stands: what was said last, and whether the first word is late. Pure."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.digests.replies.models import DepartmentAsk, DepartmentReply, Standing
from bot.schedules.working import WorkingCalendar

SETTLED = frozenset({Standing.ANSWERED, Standing.NOT_DOING})
"""With these an ask is done with; all others still wait for something."""
WORKING_DAYS = 1
"""Within so many an ask is to be acknowledged."""


def standing_of(replies: Sequence[DepartmentReply]) -> Standing:
    """Return where an ask stands by its released replies: the newest that says something.

    To acknowledge what was answered before takes nothing back.
    """
    said = sorted(replies, key=lambda one: (one.at, one.id))
    more = [one.says for one in said if one.says is not Standing.ACKNOWLEDGED]
    if more:
        return more[-1]
    return Standing.ACKNOWLEDGED if said else Standing.OPEN


def is_overdue(ask: DepartmentAsk, calendar: WorkingCalendar, now: datetime) -> bool:
    """Say whether a sent ask should have been acknowledged by now."""
    if ask.standing is not Standing.OPEN or ask.sent_at is None:
        return False
    return calendar.days_between(ask.sent_at, now) >= WORKING_DAYS


def is_late(ask: DepartmentAsk, by_when: date | None, today: date) -> bool:
    """Say whether a day that the department gave has passed, and the ask is not settled."""
    return ask.standing not in SETTLED and by_when is not None and by_when < today
