"""Reads what decides about a suggestion: what was said of earlier ones, and who replied."""

from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.capture.models import Contribution
from bot.questions.lookup import EarlierAnswers
from bot.questions.models import AnsweredQuestion, Suggestion
from bot.questions.sureness.bar import bar
from bot.store import UnitOfWork
from bot.themes.threads import ThreadKey, thread_key

COUNTED = timedelta(days=180)
"""What was said of our suggestions before that no longer counts: we may try again."""
NEAR_QUESTIONS = 0.5
"""From this cosine on, what did not help one question is not offered to another."""


def bar_of(session: Session, community_id: int, now: datetime) -> float:
    """Return how sure we must be to speak in a community, by what was said of us there."""
    judged = (
        select(Suggestion.helpful)
        .join(Contribution, Contribution.id == Suggestion.question_id)
        .where(
            Contribution.community_id == community_id,
            Suggestion.helpful.is_not(None),
            Suggestion.said_at >= now - COUNTED,
        )
    )
    said = session.scalars(judged).all()
    return bar(said.count(True), said.count(False))


def refused_threads(
    unit: UnitOfWork, question: Contribution, vector: bytes, earlier: EarlierAnswers
) -> set[ThreadKey]:
    """Return the threads whose answers did not help with questions near this one."""
    rows = unit.session.execute(
        select(Suggestion.question_id, Suggestion.answer_id)
        .join(Contribution, Contribution.id == Suggestion.question_id)
        .where(Contribution.community_id == question.community_id, Suggestion.helpful.is_(False))
    ).all()
    near = earlier.closeness(unit, vector, {row.question_id for row in rows})
    answers = [row.answer_id for row in rows if near.get(row.question_id, 1.0) >= NEAR_QUESTIONS]
    found = unit.session.scalars(select(Contribution).where(Contribution.id.in_(answers)))
    return {thread_key(one) for one in found}


def is_taken_care_of(session: Session, question: Contribution) -> bool:
    """Say whether we spoke under a question before, or somebody replied or said it is answered."""
    return (
        _was_suggested(session, question)
        or _has_reply(session, question)
        or session.get(AnsweredQuestion, question.id) is not None
    )


def _has_reply(session: Session, question: Contribution) -> bool:
    """Say whether anybody has replied to a question."""
    replies = select(Contribution.id).where(
        Contribution.platform == question.platform,
        Contribution.tenant == question.tenant,
        Contribution.conversation == question.conversation,
        Contribution.thread == question.thread,
        Contribution.id != question.id,
        Contribution.deleted_at.is_(None),
    )
    return session.scalar(replies.limit(1)) is not None


def _was_suggested(session: Session, question: Contribution) -> bool:
    """Say whether we spoke under a question or one of its cross-posts before."""
    twins = or_(Contribution.id == question.id, Contribution.same_as_id == question.id)
    rows = (
        select(Suggestion.question_id)
        .join(Contribution, Contribution.id == Suggestion.question_id)
        .where(twins)
    )
    return session.scalar(rows.limit(1)) is not None
