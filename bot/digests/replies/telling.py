"""Tells one person in private, or the facilitators in their channel, once a key."""

from datetime import datetime

from sqlalchemy import select

from bot.capture.models import Contribution
from bot.cards import Card
from bot.community.models import Channel, Purpose
from bot.community.reaching import account_to_tell
from bot.delivery.models import Audience
from bot.delivery.outbox import account_destination, channel_destination, post
from bot.store import UnitOfWork


def tell(
    unit: UnitOfWork,
    person_id: int,
    card: Card,
    *,
    key: str,
    now: datetime,
    about: Contribution | None = None,
) -> bool:
    """Tell a person, with the account they wrote with what it is `about`, else wrote with last.

    Returns False when they were told before, or have no account any more.
    """
    account = account_to_tell(unit.session, person_id, about)
    if account is None:
        return False
    return post(unit, account_destination(unit, account), card, key=key, now=now)


def tell_facilitators(
    unit: UnitOfWork, community_id: int, card: Card, *, key: str, now: datetime
) -> None:
    """Post a card in each channel of a community's facilitators."""
    channels = select(Channel).where(
        Channel.community_id == community_id, Channel.purpose == Purpose.FACILITATORS
    )
    for channel in unit.session.scalars(channels.order_by(Channel.id)).all():
        place, audience = channel_destination(channel), Audience.FACILITATORS
        post(unit, place, card, key=f"{key}:{channel.id}", now=now, audience=audience)
