"""Tells a community's facilitators that something was kept back, once a week for each channel."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select

from bot.community.models import Channel, Membership, Purpose, Role
from bot.community.reaching import account_to_tell
from bot.delivery.audiences import Reason, channel_of
from bot.delivery.cards import kept_back_card
from bot.delivery.leases import Delivery
from bot.delivery.models import Audience
from bot.delivery.outbox import account_destination, channel_destination, post
from bot.ports import Destination
from bot.store import UnitOfWork

PREFIX = "kept-back"


def tell_kept_back(unit: UnitOfWork, delivery: Delivery, reason: Reason, now: datetime) -> None:
    """Tell in the channels for facilitators but the one it was to go to; without any, in private.

    What was for no community is told to nobody.
    """
    channel, community_id = channel_of(unit.session, delivery.destination), delivery.community_id
    if channel is None or community_id is None:
        return
    card, week = kept_back_card(channel.name, reason), now.strftime("%G-W%V")
    # A channel for facilitators that gets no such card itself is no way to tell them.
    told_before = delivery.key.startswith(f"{PREFIX}:")
    places = [] if told_before else list(_channels(unit, community_id, channel))
    for name, place in places or _people(unit, community_id):
        key = f"{PREFIX}:{channel.id}:{reason}:{week}:{name}"
        post(unit, place, card, key=key, now=now, audience=Audience.FACILITATORS)


def _channels(
    unit: UnitOfWork, community_id: int, but: Channel
) -> Iterator[tuple[str, Destination]]:
    theirs = select(Channel).where(
        Channel.community_id == community_id,
        Channel.purpose == Purpose.FACILITATORS,
        Channel.id != but.id,
    )
    for channel in unit.session.scalars(theirs.order_by(Channel.id)).all():
        yield f"channel:{channel.id}", channel_destination(channel)


def _people(unit: UnitOfWork, community_id: int) -> Iterator[tuple[str, Destination]]:
    theirs = select(Membership.person_id).where(
        Membership.community_id == community_id, Membership.role == Role.FACILITATOR
    )
    for person_id in unit.session.scalars(theirs.order_by(Membership.person_id)).all():
        account = account_to_tell(unit.session, person_id)
        if account is not None:
            yield f"person:{person_id}", account_destination(unit, account)
