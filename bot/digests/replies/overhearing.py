"""What is asked of the department in chat, where its officials read along, and not replied to yet.

Where they read along is told from what they write there. Which message is meant for them, nobody
says: a question or challenge counts that starts a thread, names the department, or follows what an
official wrote. It waits until an official writes below it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from bot.capture.models import Contribution, Kind
from bot.community.models import Membership, Role
from bot.digests.replies.models import DepartmentAsk
from bot.digests.replies.naming import asks_for_something, names_department
from bot.digests.replies.standing import SETTLED
from bot.questions.models import AnsweredQuestion, QuestionLife, QuestionState
from bot.themes.threads import ThreadKey

TAKES_PART = timedelta(days=60)
WAITED_FOR = timedelta(days=90)
"""Older ones are let go of: nobody replies to them any more."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a member said: in which thread, whether it starts it, what kind it is."""

    id: int
    thread: ThreadKey
    starts: bool
    kind: Kind
    text: str
    at: datetime


def asks_awaiting(session: Session, community_id: int, now: datetime) -> Sequence[Contribution]:
    """Return the open questions and challenges that no official has replied to, oldest first.

    Of a thread the first that waits. None that a facilitator has asked the department about.
    """
    heard = [
        Heard(key, (platform, tenant, conversation, thread), message == thread, kind, text, at)
        for key, platform, tenant, conversation, thread, message, kind, text, at in session.execute(
            _said(community_id, now)
        )
    ]
    officials: dict[ThreadKey, list[datetime]] = {}
    for row in session.execute(_said_by_officials(community_id, now)):
        officials.setdefault((row[0], row[1], row[2], row[3]), []).append(row[4])
    asked = {tuple(row) for row in session.execute(_asked(community_id))}
    waiting = [one for one in waits(heard, officials) if one.thread not in asked]
    kept = select(Contribution).where(Contribution.id.in_([one.id for one in waiting]))
    return session.scalars(kept.order_by(Contribution.posted_at, Contribution.id)).all()


def waits(heard: Iterable[Heard], officials: dict[ThreadKey, list[datetime]]) -> list[Heard]:
    """Return of each thread the first that is asked of officials and not replied to.

    `heard` is in the order in which it was said; `officials` holds when officials wrote. Pure.
    """
    first: dict[ThreadKey, Heard] = {}
    for one in heard:
        wrote = officials.get(one.thread, [])
        if max(wrote, default=one.at) <= one.at and _is_for_officials(one, wrote):
            first.setdefault(one.thread, one)
    return list(first.values())


def _is_for_officials(one: Heard, wrote: Sequence[datetime]) -> bool:
    if one.starts and one.kind in (Kind.QUESTION, Kind.CHALLENGE):
        return True
    spoken_to = names_department(one.text) or any(at < one.at for at in wrote)
    return spoken_to and asks_for_something(one.text)


def _said(
    community_id: int, now: datetime
) -> Select[int, str, str, str, str, str, Kind, str, datetime]:
    """Select what members said where officials read along, without chatter and what is settled."""
    official, one = _officials(community_id), Contribution
    reads_along = select(one.channel_id).where(
        one.author_id.in_(official),
        one.community_id == community_id,
        one.posted_at > now - TAKES_PART,
    )
    marked = select(AnsweredQuestion.question_id).where(AnsweredQuestion.question_id == one.id)
    closed = select(QuestionLife.question_id).where(
        QuestionLife.question_id == one.id, QuestionLife.state != QuestionState.OPEN
    )
    raised = select(DepartmentAsk.id).where(DepartmentAsk.contribution_id == one.id)
    place = (one.platform, one.tenant, one.conversation, one.thread)
    return (
        select(one.id, *place, one.message_id, one.kind, one.text, one.posted_at)
        .where(
            one.community_id == community_id,
            one.posted_at > now - WAITED_FOR,
            one.channel_id.in_(reads_along.distinct()),
            one.author_id.not_in(official),
            one.kind != Kind.CHATTER,
            one.origin == "chat",
            one.deleted_at.is_(None),
            one.same_as_id.is_(None),
            ~marked.exists(),
            ~closed.exists(),
            ~raised.exists(),
        )
        .order_by(one.posted_at, one.id)
    )


def _said_by_officials(community_id: int, now: datetime) -> Select[str, str, str, str, datetime]:
    """Select when officials wrote, and in which threads."""
    one = Contribution
    return select(one.platform, one.tenant, one.conversation, one.thread, one.posted_at).where(
        one.community_id == community_id,
        one.author_id.in_(_officials(community_id)),
        one.posted_at > now - WAITED_FOR,
        one.deleted_at.is_(None),
    )


def _asked(community_id: int) -> Select[str, str, str, str]:
    """Select the threads of asks that are tracked and not settled."""
    one = Contribution
    return (
        select(one.platform, one.tenant, one.conversation, one.thread)
        .join(DepartmentAsk, DepartmentAsk.contribution_id == one.id)
        .where(DepartmentAsk.community_id == community_id, DepartmentAsk.standing.not_in(SETTLED))
    )


def _officials(community_id: int) -> Select[int]:
    return select(Membership.person_id).where(
        Membership.community_id == community_id, Membership.role == Role.OFFICIAL
    )
