"""Asks that were sent to the department and are not settled: silent, promised, or late."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.desk.content import Item
from bot.digests.replies.cards import KINDS
from bot.digests.replies.models import DepartmentAsk, DepartmentReply, Standing
from bot.digests.replies.reading import asks_of, latest_replies
from bot.digests.replies.standing import SETTLED, is_late, is_overdue
from bot.schedules.working import WorkingCalendar
from bot.words import count, day, shorten

QUOTED = 140


def tracked_asks(
    session: Session, community_id: int, calendar: WorkingCalendar, now: datetime
) -> list[Item]:
    """Return the sent asks that wait, the overdue first.

    What the department is doing waits only once the day that it gave has passed.
    """
    asks = [one for one in asks_of(session, community_id) if one.standing not in SETTLED]
    replies = latest_replies(session, [one.id for one in asks])
    today = now.astimezone(calendar.zone).date()
    waiting = [
        (one, replies.get(one.id))
        for one in asks
        if one.sent_at is not None and _waits(one, replies.get(one.id), today)
    ]
    waiting.sort(key=lambda pair: not is_overdue(pair[0], calendar, now))
    return [_item(ask, reply, calendar, now) for ask, reply in waiting]


def _waits(ask: DepartmentAsk, reply: DepartmentReply | None, today: date) -> bool:
    by_when = reply.by_when if reply else None
    return ask.standing is not Standing.DOING or is_late(ask, by_when, today)


def _item(
    ask: DepartmentAsk, reply: DepartmentReply | None, calendar: WorkingCalendar, now: datetime
) -> Item:
    today = now.astimezone(calendar.zone).date()
    told = f"The hubs asked for {KINDS[ask.kind]}. {_facts(ask, reply, calendar, now, today)}"
    return Item(key=f"ask:{ask.id}", lead=shorten(ask.words, QUOTED), facts=told)


def _facts(
    ask: DepartmentAsk,
    reply: DepartmentReply | None,
    calendar: WorkingCalendar,
    now: datetime,
    today: date,
) -> str:
    if reply is not None and is_late(ask, reply.by_when, today) and reply.by_when:
        return f"The department said by {day(reply.by_when)}, which has passed."
    since = reply.at if reply is not None else ask.sent_at or ask.raised_at
    days = calendar.days_between(since, now)
    ago = f"{count(days, 'working day')} ago" if days else "less than 1 working day ago"
    if reply is not None:
        return f"Acknowledged {ago}; an answer is to come."
    late = "overdue: not acknowledged" if is_overdue(ask, calendar, now) else "no reply yet"
    return f"Sent {ago}, {late}."
