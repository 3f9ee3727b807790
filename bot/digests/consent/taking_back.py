"""Takes quoted words back when their message was erased, deleted or changed.

They leave every summary that is kept and every card of one; a card that was posted is replaced.
"""

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update

from bot.capture.models import Contribution
from bot.cards import from_json
from bot.delivery.models import OutboxRow
from bot.delivery.outbox import revise, withdraw
from bot.digests.consent.service import as_asked, card_key
from bot.digests.models import QuoteConsent, Summary
from bot.store import UnitOfWork

SUMMARIES = "summary"
"""What the outbox keys of drafts and of posted summaries begin with."""
INSTEAD = "[taken back by its author]"


def let_go_of_changed(unit: UnitOfWork, message: Contribution | None, now: datetime) -> None:
    """Take a message's words back if they are no longer those its author was asked about."""
    row = unit.session.get(QuoteConsent, message.id) if message else None
    if message is not None and row is not None and not as_asked(message, row):
        let_go(unit, [message.id], now)


def let_go(unit: UnitOfWork, message_ids: Collection[int], now: datetime) -> None:
    """Forget that the authors of these messages were asked, and quote none of them any more."""
    asked = QuoteConsent.contribution_id.in_(message_ids)
    gone = set(unit.session.scalars(select(QuoteConsent.contribution_id).where(asked)))
    if not gone:
        return
    for number in gone:
        _withdraw_card(unit, number, now)
    words = [each for one in unit.session.scalars(select(Summary)) for each in _strip(one, gone)]
    for text in dict.fromkeys(words):
        _replace_in_cards(unit, text, f"without{min(gone)}", now)
    unit.session.execute(delete(QuoteConsent).where(asked))


def _withdraw_card(unit: UnitOfWork, number: int, now: datetime) -> None:
    """Take back the card that asked, which has the words on it."""
    key = card_key(number)
    withdraw(unit, key, key=f"{key}:taken-back", now=now)
    asked = update(OutboxRow).where(OutboxRow.key == key)
    unit.session.execute(asked.values(card=""))


def _strip(summary: Summary, gone: Collection[int]) -> list[str]:
    """Take quotes out of a summary, as it is and as it was drafted; return their words."""
    words: list[str] = []
    summary.snapshot = _without(summary.snapshot, gone, words)
    summary.drafted = _without(summary.drafted, gone, words)
    return words


def _without(kept: dict[str, Any], gone: Collection[int], words: list[str]) -> dict[str, Any]:
    themes = []
    for line in kept.get("themes", []):
        quote = line.get("quote")
        if quote and quote["contribution_id"] in gone:
            words.append(quote["words"])
            line = {**line, "quote": None}
        themes.append(line)
    return {**kept, "themes": themes} if "themes" in kept else kept


def _replace_in_cards(unit: UnitOfWork, words: str, how: str, now: datetime) -> None:
    """Replace words in the cards of summaries, and what stands posted of them."""
    rows = unit.session.scalars(
        select(OutboxRow)
        .where(OutboxRow.key.startswith(SUMMARIES), OutboxRow.card != "")
        .order_by(OutboxRow.id)
    ).all()
    newest = {row.of_key or row.key: row for row in rows}
    changed = []
    for row in rows:
        card = json.dumps(_replaced(json.loads(row.card), words))
        if card != json.dumps(json.loads(row.card)):
            row.card = card
            changed.append(row)
    for place, row in newest.items():
        if row in changed:
            revise(unit, place, from_json(row.card), key=f"{row.key}:{how}", now=now)


def _replaced(value: Any, words: str) -> Any:
    match value:
        case str():
            return value.replace(words, INSTEAD)
        case list():
            return [_replaced(one, words) for one in value]
        case dict():
            return {name: _replaced(one, words) for name, one in value.items()}
    return value
