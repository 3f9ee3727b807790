"""What is asked of the department, and what became of what was asked before."""

from collections.abc import Collection, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from bot.capture.models import Contribution
from bot.digests.replies.models import DepartmentAsk, DepartmentReply, ReplyState, Standing
from bot.digests.snapshot import AskLine, Held, SaidLine
from bot.themes.unattributed import Names, fit
from bot.words import day

DONE_WITH = (Standing.ANSWERED, Standing.NOT_DOING)
QUOTES = "It has the words of a message. Write the ask in words of your own."


def asks_to_send(
    session: Session, community_id: int, names: Names
) -> tuple[tuple[AskLine, ...], list[Held]]:
    """Return the open asks that the department has not seen, and those that can't be told."""
    asks = _asks(session, community_id, DepartmentAsk.sent_at.is_(None))
    told, held = [], []
    for ask in asks:
        if ask.standing in DONE_WITH:
            continue
        if words := _words(session, ask, names):
            told.append(AskLine(ask_id=ask.id, kind=ask.kind, words=words))
        else:
            held.append(Held(what="An ask of the department", why=QUOTES))
    return tuple(told), held


def asked_before(
    session: Session, community_id: int, names: Names, *, since: datetime | None, zone: ZoneInfo
) -> tuple[SaidLine, ...]:
    """Return what was asked before: all that is not settled, and what was replied after `since`."""
    asks = _asks(session, community_id, DepartmentAsk.sent_at.is_not(None))
    replies = _latest_replies(session, [ask.id for ask in asks])
    return tuple(
        _said(ask, words, replies.get(ask.id), names, zone)
        for ask in asks
        if _is_news(ask, replies.get(ask.id), since) and (words := _words(session, ask, names))
    )


def _asks(
    session: Session, community_id: int, which: ColumnElement[bool]
) -> Sequence[DepartmentAsk]:
    raised = select(DepartmentAsk).where(DepartmentAsk.community_id == community_id, which)
    return session.scalars(raised.order_by(DepartmentAsk.raised_at, DepartmentAsk.id)).all()


def _latest_replies(session: Session, asks: Collection[int]) -> dict[int, DepartmentReply]:
    """Return the newest released reply to each ask that says something, by the ask's id.

    To acknowledge what was answered before takes nothing back.
    """
    replies = session.scalars(
        select(DepartmentReply)
        .where(DepartmentReply.ask_id.in_(asks), DepartmentReply.state == ReplyState.RELEASED)
        .order_by(
            (DepartmentReply.says != Standing.ACKNOWLEDGED), DepartmentReply.at, DepartmentReply.id
        )
    )
    return {reply.ask_id: reply for reply in replies if reply.ask_id is not None}


def _is_news(ask: DepartmentAsk, reply: DepartmentReply | None, since: datetime | None) -> bool:
    if ask.standing not in DONE_WITH or since is None:
        return True
    settled = reply.settled_at or reply.at if reply else ask.settled_at
    return settled is not None and settled > since


def _said(
    ask: DepartmentAsk, words: str, reply: DepartmentReply | None, names: Names, zone: ZoneInfo
) -> SaidLine:
    assert ask.sent_at is not None  # noqa: S101 - as asked for
    return SaidLine(
        ask_id=ask.id,
        asked=words,
        sent=day(ask.sent_at.astimezone(zone).date()),
        standing=reply.says if reply else ask.standing,
        reply=names.hide(reply.words) if reply else "",
        by_when=day(reply.by_when) if reply and reply.by_when else "",
    )


def _words(session: Session, ask: DepartmentAsk, names: Names) -> str:
    """Return an ask's words without names; "" when they are those of the message it is from."""
    message = session.get(Contribution, ask.contribution_id) if ask.contribution_id else None
    return fit(ask.words, [message.text] if message else [], names, "")
