"""The outbox: what we want to say, kept in the transaction that caused it."""

from datetime import datetime

from sqlalchemy import or_, select, update

from bot.cards import Card, to_json
from bot.community.caller import find_account
from bot.community.models import Account, Channel
from bot.delivery.audiences import channel_of, is_private
from bot.delivery.leases import is_withdrawn
from bot.delivery.models import Audience, DeliveredPart, Doing, OutboxRow, OutboxState
from bot.events import Place, Sender
from bot.ports import Destination
from bot.store import UnitOfWork


def post(
    unit: UnitOfWork,
    destination: Destination,
    card: Card,
    *,
    key: str,
    now: datetime,
    audience: Audience = Audience.MEMBERS,
) -> bool:
    """Put a card into the outbox, once a key. Returns False when the key was used before.

    `audience` is whom it is for: a channel that others read by the time of posting gets none of it.
    """
    if _is_used(unit, key):
        return False
    channel = None if is_private(destination) else channel_of(unit.session, destination)
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
            audience=audience,
            community_id=channel.community_id if channel else None,
            card=to_json(card),
            created_at=now,
            not_before=now,
        )
    )
    unit.flush()
    return True


def revise(unit: UnitOfWork, of_key: str, card: Card, *, key: str, now: datetime) -> bool:
    """Put a card in the place of what was posted under `of_key`, once a `key`.

    What waits to be posted is posted as the new card; what stands there is replaced, where
    it had several parts by one. Returns False when nothing was posted under `of_key`, it was taken
    back, or the key was used before.
    """
    posted = _posted(unit, of_key)
    if posted is None or _is_used(unit, key) or is_withdrawn(unit, of_key):
        return False
    amendment = _amendment(posted, Doing.UPDATE, to_json(card), key, now)
    if _is_untouched(unit, posted):
        posted.card = amendment.card
        amendment.state, amendment.sent_at = OutboxState.SENT, now
    unit.session.add(amendment)
    unit.flush()
    return True


def withdraw(unit: UnitOfWork, of_key: str, *, key: str, now: datetime) -> bool:
    """Take back what was posted under `of_key`, for good; what waits to be posted never is.

    Returns False when nothing was posted under `of_key`, or it or the key was taken back before.
    """
    posted = _posted(unit, of_key)
    if posted is None or _is_used(unit, key) or is_withdrawn(unit, of_key):
        return False
    waiting = update(OutboxRow).where(
        or_(OutboxRow.key == of_key, OutboxRow.of_key == of_key),
        OutboxRow.state == OutboxState.PENDING,
    )
    unit.session.execute(waiting.values(state=OutboxState.WITHDRAWN, card=""))
    unit.session.add(_amendment(posted, Doing.DELETE, "", key, now))
    unit.flush()
    return True


def _is_used(unit: UnitOfWork, key: str) -> bool:
    return unit.session.scalar(select(OutboxRow.id).where(OutboxRow.key == key)) is not None


def _posted(unit: UnitOfWork, key: str) -> OutboxRow | None:
    """Return what was or is to be posted; nobody takes it up before this unit of work ends."""
    row = OutboxRow.key == key, OutboxRow.doing == Doing.POST
    return unit.session.scalar(select(OutboxRow).where(*row).with_for_update())


def _is_untouched(unit: UnitOfWork, row: OutboxRow) -> bool:
    """Say whether nothing of it was posted, nor is being posted now."""
    delivered = select(DeliveredPart.part).where(DeliveredPart.outbox_id == row.id).limit(1)
    return row.state is OutboxState.PENDING and unit.session.scalar(delivered) is None


def _amendment(posted: OutboxRow, doing: Doing, card: str, key: str, now: datetime) -> OutboxRow:
    """Return a row that goes where the other goes, after it."""
    return OutboxRow(
        key=key,
        doing=doing,
        of_key=posted.key,
        platform=posted.platform,
        tenant=posted.tenant,
        conversation=posted.conversation,
        thread=posted.thread,
        user_id=posted.user_id,
        together=posted.together,
        address=posted.address,
        audience=posted.audience,
        community_id=posted.community_id,
        card=card,
        created_at=now,
        not_before=now,
    )


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
