"""Tells people in private that accounts of theirs were linked: once on each account."""

from datetime import datetime

from bot.community.linking.cards import label_of, told_card
from bot.community.linking.service import How
from bot.community.models import Account
from bot.delivery.outbox import account_destination, post
from bot.store import UnitOfWork

WHY: dict[How, str] = {
    "email": "Both have the same e-mail address, and both chat platforms vouch for it.",
    "code": "A code that was made with one of them was typed with the other.",
}


def tell(unit: UnitOfWork, account: Account, other: Account, how: How, now: datetime) -> None:
    """Tell the person at `account` that it was linked with `other`, and how to undo it."""
    both = (account, other)
    card = told_card(label_of(account, both), other, both, WHY[how])
    key = f"linked:{account.id}:{other.id}:{now:%Y%m%dT%H%M%S.%f}"
    post(unit, account_destination(unit, account), card, key=key, now=now)
