"""Lets go of what erased messages left here: their links, their followers, and who was told."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from bot.delivery.models import OutboxRow
from bot.delivery.outbox import withdraw
from bot.questions.models import AnsweredQuestion
from bot.questions.same.stars import forget_question
from bot.questions.same.telling import told_key
from bot.store import UnitOfWork


def let_go(unit: UnitOfWork, message_ids: Sequence[int], now: datetime) -> None:
    """Untie erased messages, and take back what told of them as an answer or as its question.

    To be called before it is forgotten what answered these.
    """
    answered = select(AnsweredQuestion.answer_id).where(
        AnsweredQuestion.question_id.in_(message_ids)
    )
    for answer_id in {*message_ids, *unit.session.scalars(answered)}:
        told = select(OutboxRow.key).where(
            OutboxRow.key.startswith(told_key(answer_id), autoescape=True),
            OutboxRow.of_key.is_(None),
        )
        for key in unit.session.scalars(told).all():
            withdraw(unit, key, key=f"{key}:taken-back", now=now)
    for message_id in message_ids:
        forget_question(unit, message_id)
