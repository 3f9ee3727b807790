"""Takes suggestions back when what they stand under, or what they quote, is gone."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import or_, select

from bot.delivery.outbox import withdraw
from bot.questions.models import Suggestion
from bot.store import UnitOfWork


def let_go(unit: UnitOfWork, message_ids: Collection[int], now: datetime) -> None:
    """Take back what was suggested under these erased messages, and what quotes them.

    The rows stay: they hold no words, and that we never speak under a question twice.
    """
    rows = select(Suggestion).where(
        or_(Suggestion.question_id.in_(message_ids), Suggestion.answer_id.in_(message_ids))
    )
    for suggested in unit.session.scalars(rows).all():
        take_back(unit, suggested, now)


def take_back(unit: UnitOfWork, suggested: Suggestion, now: datetime) -> None:
    """Take one suggestion back, wherever it is on its way."""
    key = f"{suggested.outbox_key}:taken-back"
    withdraw(unit, suggested.outbox_key, key=key, now=now)
