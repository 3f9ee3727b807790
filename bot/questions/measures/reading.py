"""Reads the questions of a time with what became of them: cross-posts once, deleted ones never."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from bot.capture.models import Contribution, Kind
from bot.questions.life import ASKABLE
from bot.questions.life.reading import NO_ANSWERS, state_from
from bot.questions.measures.months import Asked
from bot.questions.models import AnsweredQuestion, QuestionLife, QuestionState, SavedAsking

CHAT = "chat"
"""Where a message comes from that was not imported."""


def asked_since(session: Session, community_id: int, since: datetime) -> list[Asked]:
    """Return the questions asked since a time, imported ones marked."""
    replied = session.execute(_first_answers(community_id, since))
    answers = {row.question_id: row.at for row in replied}
    rows = session.execute(
        select(
            Contribution.id,
            Contribution.posted_at,
            Contribution.origin,
            QuestionLife.state,
            AnsweredQuestion.question_id,
        )
        .outerjoin(QuestionLife, QuestionLife.question_id == Contribution.id)
        .outerjoin(AnsweredQuestion, AnsweredQuestion.question_id == Contribution.id)
        .where(_is_question(community_id, since))
    )
    return [
        Asked(
            at=posted_at,
            first_answer=answers.get(key),
            confirmed=state_from(state, marked) is QuestionState.ANSWERED,
            imported=origin != CHAT,
        )
        for key, posted_at, origin, state, marked in rows
    ]


def saved_since(session: Session, community_id: int, since: datetime) -> list[datetime]:
    """Return when members found their answer before they asked the network."""
    saved = select(SavedAsking.at).where(
        SavedAsking.community_id == community_id, SavedAsking.at >= since
    )
    return list(session.scalars(saved))


def _is_question(community_id: int, since: datetime) -> ColumnElement[bool]:
    """Say, with lives and answers joined, what is a question: others too that became one."""
    treated = or_(QuestionLife.question_id.is_not(None), AnsweredQuestion.question_id.is_not(None))
    return and_(
        Contribution.community_id == community_id,
        Contribution.posted_at >= since,
        Contribution.thread == Contribution.message_id,
        Contribution.same_as_id.is_(None),
        Contribution.deleted_at.is_(None),
        or_(Contribution.kind == Kind.QUESTION, and_(Contribution.kind.in_(ASKABLE), treated)),
    )


def _first_answers(community_id: int, since: datetime) -> Select[int, datetime]:
    """Return when somebody else first replied to each message or a cross-post of it."""
    head, reply = aliased(Contribution), aliased(Contribution)
    first_id = func.coalesce(head.same_as_id, head.id).label("question_id")
    there = and_(
        reply.platform == head.platform,
        reply.tenant == head.tenant,
        reply.conversation == head.conversation,
        reply.thread == head.thread,
    )
    return (
        select(first_id, func.min(reply.posted_at).label("at"))
        .join(reply, there)
        .where(
            head.community_id == community_id,
            head.posted_at >= since,
            head.thread == head.message_id,
            reply.id != head.id,
            reply.deleted_at.is_(None),
            reply.kind.not_in(NO_ANSWERS),
            reply.author_id.is_distinct_from(head.author_id),
        )
        .group_by(first_id)
    )
