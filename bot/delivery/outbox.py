"""The outbox: what we want to say, kept in the transaction that caused it."""

from datetime import datetime

from sqlalchemy import select

from bot.cards import Card, to_json
from bot.community.caller import find_account
from bot.community.models import Account, Channel
from bot.delivery.models import OutboxRow
from bot.events import Place, Sender
from bot.ports import Destination
from bot.store import UnitOfWork


def post(
    unit: UnitOfWork, destination: Destination, card: Card, *, key: str, now: datetime
) -> bool:
    """Put a card into the outbox, once a key. Returns False when the key was used before."""
    if unit.session.scalar(select(OutboxRow.id).where(OutboxRow.key == key)) is not None:
        return False
    unit.session.add(
        OutboxRow(
            key=key,
            platform=destination.platform,
            tenant=destination.tenant,
            conversation=destination.conversation,
            thread=destination.thread,
            user_id=destination.user_id,
            together=list(destination.together),
            address=destination.address,
            card=to_json(card),
            created_at=now,
            not_before=now,
        )
    )
    unit.flush()
    return True


def channel_destination(channel: Channel, thread: str | None = None) -> Destination:
    """Return a channel as a destination."""
    return Destination(
        platform=channel.platform,
        tenant=channel.tenant,
        conversation=channel.conversation,
        thread=thread,
        address=channel.address,
    )


def private_destination(unit: UnitOfWork, who: Sender, where: Place) -> Destination:
    """Return a person as a destination: where they were met in private, else by way of `where`.

    `where` is a place in which they were met just now.
    """
    account = find_account(unit.session, who)
    return Destination(
        platform=who.platform,
        tenant=who.tenant,
        user_id=who.user_id,
        address=(account.address if account else "") or where.address,
    )


def account_destination(unit: UnitOfWork, account: Account) -> Destination:
    """Return an account's person as a destination, if need be by way of a channel of theirs."""
    channel = select(Channel.address).where(
        Channel.platform == account.platform,
        Channel.tenant == account.tenant,
        Channel.address != "",
    )
    return Destination(
        platform=account.platform,
        tenant=account.tenant,
        user_id=account.user_id,
        address=account.address or unit.session.scalar(channel.limit(1)) or "",
    )
