"""Reads what was asked of the department and what it replied. Only released replies are told."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.digests.replies.models import AskBack, DepartmentAsk, DepartmentReply, ReplyState
from bot.themes.models import Theme


def asks_of(session: Session, community_id: int) -> Sequence[DepartmentAsk]:
    """Return all that a community asked of the department, the oldest first."""
    asks = select(DepartmentAsk).where(DepartmentAsk.community_id == community_id)
    return session.scalars(asks.order_by(DepartmentAsk.raised_at, DepartmentAsk.id)).all()


def replies_since(
    session: Session, community_id: int, since: datetime
) -> Sequence[DepartmentReply]:
    """Return the replies that the hubs got after a time, the oldest first."""
    return session.scalars(
        select(DepartmentReply)
        .where(
            DepartmentReply.community_id == community_id,
            DepartmentReply.state == ReplyState.RELEASED,
            DepartmentReply.settled_at > since,
        )
        .order_by(DepartmentReply.settled_at, DepartmentReply.id)
    ).all()


def replies_to(session: Session, ask_id: int) -> Sequence[DepartmentReply]:
    """Return the released replies to an ask, the oldest first."""
    return session.scalars(
        select(DepartmentReply)
        .where(DepartmentReply.ask_id == ask_id, DepartmentReply.state == ReplyState.RELEASED)
        .order_by(DepartmentReply.at, DepartmentReply.id)
    ).all()


def latest_replies(session: Session, ask_ids: Collection[int]) -> dict[int, DepartmentReply]:
    """Return the newest released reply to each ask that has one, by the ask's id."""
    rows = session.scalars(
        select(DepartmentReply)
        .where(DepartmentReply.ask_id.in_(ask_ids), DepartmentReply.state == ReplyState.RELEASED)
        .order_by(DepartmentReply.at, DepartmentReply.id)
    )
    return {one.ask_id: one for one in rows if one.ask_id is not None}


def with_merged(session: Session, theme_id: int) -> set[int]:
    """Return a theme's id with those of all that were merged into it."""
    found, newest = {theme_id}, {theme_id}
    while newest:
        merged = select(Theme.id).where(Theme.merged_into_id.in_(newest))
        newest = set(session.scalars(merged)) - found
        found |= newest
    return found


def replies_on(session: Session, theme: Theme, most: int) -> Sequence[DepartmentReply]:
    """Return the newest released replies about a theme, its asks and what was merged into it."""
    return session.scalars(
        select(DepartmentReply)
        .where(
            DepartmentReply.theme_id.in_(with_merged(session, theme.id)),
            DepartmentReply.state == ReplyState.RELEASED,
        )
        .order_by(DepartmentReply.at.desc(), DepartmentReply.id.desc())
        .limit(most)
    ).all()


def waiting_replies(session: Session, community_id: int) -> Sequence[DepartmentReply]:
    """Return the replies that a facilitator has to release, the oldest first."""
    return session.scalars(
        select(DepartmentReply)
        .where(
            DepartmentReply.community_id == community_id,
            DepartmentReply.state == ReplyState.WAITING,
        )
        .order_by(DepartmentReply.at, DepartmentReply.id)
    ).all()


def waiting_questions(session: Session, community_id: int) -> Sequence[AskBack]:
    """Return the department's questions that a facilitator has to release, the oldest first."""
    return session.scalars(
        select(AskBack)
        .where(AskBack.community_id == community_id, AskBack.state == ReplyState.WAITING)
        .order_by(AskBack.at, AskBack.id)
    ).all()
