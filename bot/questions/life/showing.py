"""Keeps what we posted of a question true: in its channel, and in the private card to its asker.

A question that people posted themselves is left alone: its thread shows what became of it.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from bot.capture.models import Contribution
from bot.cards import Card, from_json, to_json
from bot.delivery.models import OutboxRow
from bot.delivery.outbox import revise
from bot.questions.life.cards import OPEN_AGAIN, as_posted, standing_card, without_replies
from bot.questions.life.viewing import standing
from bot.questions.models import QuestionLife, QuestionState
from bot.questions.network import posted_key
from bot.store import UnitOfWork
from bot.themes.numbers import same_thread


def asking_key(question_id: int) -> str:
    """Return the outbox key of the card that asks the asker."""
    return f"ask-was-answered:{question_id}"


def show(unit: UnitOfWork, first: Contribution, now: datetime) -> None:
    """Put where a question stands into what we posted of it."""
    stands = standing(unit.session, first)
    posted = _row(unit, posted_key(unit.session, first))
    if posted is not None:
        _revise(unit, posted, as_posted(from_json(posted.card), stands), str(stands.state), now)
    private = _row(unit, asking_key(first.id))
    if private is not None:
        lead = OPEN_AGAIN if stands.state is QuestionState.OPEN else ""
        _revise(unit, private, standing_card(stands, lead), str(stands.state), now)


def unquote(unit: UnitOfWork, message_ids: Collection[int], now: datetime) -> None:
    """Take erased replies out of the cards that quoted them to askers."""
    root = aliased(Contribution)
    heads = unit.session.execute(
        select(root.id, root.same_as_id)
        .join(Contribution, same_thread(root))
        .where(Contribution.id.in_(message_ids), root.thread == root.message_id)
        .distinct()
    )
    for question_id in {same_as_id or own_id for own_id, same_as_id in heads}:
        row = _row(unit, asking_key(question_id))
        card = without_replies(from_json(row.card), message_ids) if row else None
        if row is None or card is None:
            continue
        row.card = to_json(card)
        if _still_asks(unit, question_id):
            _revise(unit, row, card, f"without:{min(message_ids)}", now)


def _still_asks(unit: UnitOfWork, question_id: int) -> bool:
    """Say whether the asker has not said anything since they were asked."""
    life = unit.session.get(QuestionLife, question_id)
    if life is None or life.asker_asked_at is None or life.state is not QuestionState.OPEN:
        return False
    return life.closed_at is None or life.closed_at < life.asker_asked_at


def _row(unit: UnitOfWork, key: str | None) -> OutboxRow | None:
    """Return what was posted under a key, if its card is still kept."""
    if key is None:
        return None
    return unit.session.scalar(select(OutboxRow).where(OutboxRow.key == key, OutboxRow.card != ""))


def _revise(unit: UnitOfWork, posted: OutboxRow, card: Card, why: str, now: datetime) -> None:
    revise(unit, posted.key, card, key=f"{posted.key}:{why}:{now.isoformat()}", now=now)
