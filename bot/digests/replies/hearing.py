"""Hears officials reply in chat: what they write in the thread of an ask is a reply to it.

The hubs have read it there, so nothing is sent; it is kept for the summary, the digest and the
theme's page, with names hidden. Which message a reply was made of is known by who wrote it, and
when.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from bot.capture.models import Contribution, Kind
from bot.community.models import Community, Membership, Role
from bot.digests.replies.models import DepartmentAsk, DepartmentReply, ReplyState, Standing
from bot.digests.replies.service import set_standing
from bot.store import UnitOfWork
from bot.themes.numbers import same_thread
from bot.themes.outside import names_in

NO_ANSWER = (Kind.CHATTER, Kind.QUESTION)
"""An official who says thank you, or asks something back, has read it."""


def hear(unit: UnitOfWork, understood: Sequence[tuple[Contribution, bytes]]) -> None:
    """Take officials' messages in the threads of asks as replies: a listener of what is understood.

    An edited message changes its reply.
    """
    replies = [one for one, _ in understood if not one.is_root and one.origin == "chat"]
    for message in _by_officials(unit, replies):
        for ask in unit.session.scalars(_asks_above(message)).all():
            _take(unit, ask, message)


def hear_thread(unit: UnitOfWork, ask: DepartmentAsk) -> None:
    """Take what officials wrote in an ask's thread before it was raised as replies to it."""
    root = aliased(Contribution)
    later = (
        select(Contribution)
        .join(root, same_thread(root))
        .where(
            root.id == ask.contribution_id,
            Contribution.posted_at > root.posted_at,
            Contribution.deleted_at.is_(None),
            Contribution.understood_by.is_not(None),
        )
        .order_by(Contribution.posted_at)
    )
    for message in _by_officials(unit, unit.session.scalars(later).all()):
        _take(unit, ask, message)


def let_go(unit: UnitOfWork, message_ids: Sequence[int], now: datetime) -> None:
    """Drop the replies that were made of messages which were erased, and where they put asks.

    An ask raised with such a message stays, in the facilitator's words, and forgets the message.
    """
    for message in unit.session.scalars(_among(message_ids)).all():
        for reply in unit.session.scalars(_made_of(message)).all():
            ask = unit.session.get(DepartmentAsk, reply.ask_id)
            unit.session.delete(reply)
            if ask is not None:
                set_standing(unit, ask, now)
    raised = select(DepartmentAsk).where(DepartmentAsk.contribution_id.in_(message_ids))
    for ask in unit.session.scalars(raised).all():
        ask.contribution_id = None
    unit.flush()


def _take(unit: UnitOfWork, ask: DepartmentAsk, message: Contribution) -> None:
    community = unit.session.get_one(Community, ask.community_id)
    words = names_in(unit.session, community).hide(message.text)
    says = Standing.ACKNOWLEDGED if message.kind in NO_ANSWER else Standing.ANSWERED
    reply = unit.session.scalar(_made_of(message).where(DepartmentReply.ask_id == ask.id))
    if reply is not None:
        reply.words, reply.says = words, says
    else:
        unit.session.add(
            DepartmentReply(
                community_id=ask.community_id,
                ask_id=ask.id,
                theme_id=ask.theme_id,
                says=says,
                words=words,
                by_id=message.author_id,
                at=message.posted_at,
                state=ReplyState.RELEASED,
                settled_at=message.posted_at,
            )
        )
    set_standing(unit, ask, message.posted_at)


def _asks_above(message: Contribution) -> Select[DepartmentAsk]:
    """Return the asks that were raised earlier in a message's thread."""
    raised = aliased(Contribution)
    return (
        select(DepartmentAsk)
        .join(raised, raised.id == DepartmentAsk.contribution_id)
        .where(
            raised.platform == message.platform,
            raised.tenant == message.tenant,
            raised.conversation == message.conversation,
            raised.thread == message.thread,
            raised.posted_at < message.posted_at,
            DepartmentAsk.community_id == message.community_id,
        )
        .order_by(DepartmentAsk.id)
    )


def _made_of(message: Contribution) -> Select[DepartmentReply]:
    """Return the replies that were made of a message."""
    return select(DepartmentReply).where(
        DepartmentReply.by_id == message.author_id,
        DepartmentReply.at == message.posted_at,
        DepartmentReply.community_id == message.community_id,
    )


def _among(message_ids: Sequence[int]) -> Select[Contribution]:
    return select(Contribution).where(
        Contribution.id.in_(message_ids), Contribution.author_id.is_not(None)
    )


def _by_officials(unit: UnitOfWork, messages: Sequence[Contribution]) -> list[Contribution]:
    """Return those messages that officials of their community wrote."""
    if not messages:
        return []
    rows = unit.session.execute(
        select(Membership.person_id, Membership.community_id).where(
            Membership.person_id.in_({one.author_id for one in messages}),
            Membership.role == Role.OFFICIAL,
        )
    )
    officials = {(person_id, community_id) for person_id, community_id in rows}
    return [one for one in messages if (one.author_id, one.community_id) in officials]
