"""Takes erased questions out of the cards on which they were sent around."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from bot.cards import Card, from_json, to_json
from bot.delivery.models import Doing, OutboxRow
from bot.delivery.outbox import revise, withdraw
from bot.questions.waiting.cards import without_questions
from bot.store import UnitOfWork

SENT = "waiting:"
"""What the outbox keys of the weekly cards begin with."""


def forget_waiting(unit: UnitOfWork, question_ids: Collection[int], now: datetime) -> None:
    """Take questions that were erased back from all to whom they were sent."""
    sent = select(OutboxRow).where(OutboxRow.key.startswith(SENT), OutboxRow.card != "")
    for row in unit.session.scalars(sent).all():
        card = from_json(row.card)
        left = without_questions(card, question_ids)
        if left == card:
            continue
        if row.doing is Doing.POST:
            _take_back(unit, row, left, f"{row.key}:without:{min(question_ids)}", now)
        row.card = to_json(left) if left else ""


def _take_back(
    unit: UnitOfWork, row: OutboxRow, left: Card | None, key: str, now: datetime
) -> None:
    if left is None:
        withdraw(unit, row.key, key=key, now=now)
    else:
        revise(unit, row.key, left, key=key, now=now)
