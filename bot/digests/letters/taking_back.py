"""Takes what was erased out of the digests that told of it, and out of chat."""

from collections.abc import Callable, Collection
from datetime import datetime

from sqlalchemy import Select, Text, cast, false, or_, select, update

from bot.cards import from_json, to_json
from bot.delivery.models import OutboxRow
from bot.delivery.outbox import revise, withdraw
from bot.digests.letters.cards import without_items
from bot.digests.letters.composing import GONE, OF, key_of
from bot.digests.letters.models import DigestIssue, outbox_key
from bot.store import UnitOfWork

FEW = 20
"""Up to so many messages the database looks for; more are looked for in all digests."""
_OF_MESSAGES = ("question", "answer", "lesson")


def forget_in_digests(unit: UnitOfWork, message_ids: Collection[int], now: datetime) -> None:
    """Take messages that were erased out of all digests that quote them."""
    gone = set(map(str, message_ids))

    def tells_of_them(key: str) -> bool:
        (kind, *ids), of = key_of(key).split(":"), key.partition(OF)[2]
        quotes = of.removeprefix("message:") if of.startswith("message:") else ""
        return quotes in gone or (kind in _OF_MESSAGES and not gone.isdisjoint(ids))

    _take_out(unit, _telling(gone), tells_of_them, now)


def forget_person_in_digests(unit: UnitOfWork, person_id: int, now: datetime) -> None:
    """Take a person out of the digests that named them as somebody to talk to."""
    name = f"{OF}person:{person_id}"
    _take_out(unit, _telling({str(person_id)}), lambda key: key.endswith(name), now)


def _telling(ids: Collection[str]) -> Select[DigestIssue]:
    """Return what finds the digests that may tell of these, and few others."""
    told = cast(DigestIssue.items, Text)
    if len(ids) > FEW:
        return select(DigestIssue).where(told != "[]")
    return select(DigestIssue).where(or_(false(), *(told.contains(f":{one}") for one in ids)))


def _take_out(
    unit: UnitOfWork,
    issues: Select[DigestIssue],
    is_gone: Callable[[str], bool],
    now: datetime,
) -> None:
    for issue in unit.session.scalars(issues).all():
        told = [str(key) for key in issue.items]
        shown = [key for key in told if not key.startswith(GONE)]
        places = {place for place, key in enumerate(shown) if is_gone(key)}
        if places:
            issue.items = [f"{GONE}{key}" if is_gone(key) else key for key in told]
            _change_message(unit, issue, places, now)
    unit.flush()


def _change_message(
    unit: UnitOfWork, issue: DigestIssue, places: Collection[int], now: datetime
) -> None:
    """Show the digest without the items at these places; without any, take it back."""
    of_key = outbox_key(issue.reader, issue.period)
    row = unit.session.scalar(select(OutboxRow).where(OutboxRow.key == of_key))
    if row is None or not row.card:
        return
    left = without_items(from_json(row.card), places)
    number = sum(str(key).startswith(GONE) for key in issue.items)
    key = f"{of_key}:without:{number}"
    if left is None:
        withdraw(unit, of_key, key=key, now=now)
    else:
        revise(unit, of_key, left, key=key, now=now)
    row.card = to_json(left) if left else ""
    older = OutboxRow.of_key == of_key, OutboxRow.key != key
    unit.session.execute(update(OutboxRow).where(*older).values(card=row.card))
