"""Whom a channel lets read what is posted there, and so what may be posted there.

Content moves outwards by people's consent only: from facilitators to members, to the department,
to everybody. A card says whom it is for when it is put into the outbox. Channels change: what one
is for, whose it is and who is in it are looked at again right before each post.
"""

from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.community.models import Channel, Purpose
from bot.delivery.leases import Delivery
from bot.delivery.models import Audience
from bot.ports import Destination, Permanent


class Reason(StrEnum):
    """Why a card is not for those who are in a channel now."""

    NOT_OURS = "channel_not_ours"
    CENTRAL = "channel_is_central"
    SHARED = "channel_is_shared"
    NOT_FACILITATORS = "channel_is_not_for_facilitators"


class NotForThem(Permanent):
    """Others read the channel than those whom the card is for. Nothing was posted."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


def refusal(audience: Audience, purpose: Purpose | None, *, shared: bool) -> Reason | None:
    """Return why a channel may not be told; None: it may. Pure.

    `purpose` is None for a channel that is not, or no longer, the community's. `shared`: people of
    other organisations are in it, as the department may be in a central one.
    """
    if audience is Audience.PUBLIC:
        return None
    if purpose is None:
        return Reason.NOT_OURS
    if purpose is Purpose.CENTRAL:
        return None if audience is Audience.DEPARTMENT else Reason.CENTRAL
    if shared:
        return Reason.SHARED
    if audience is Audience.FACILITATORS and purpose is not Purpose.FACILITATORS:
        return Reason.NOT_FACILITATORS
    return None


def is_private(place: Destination) -> bool:
    """Say whether it goes to people rather than to a channel: they were chosen one by one."""
    return bool(place.user_id or place.together)


def is_open(delivery: Delivery) -> bool:
    """Say whether nothing needs to be asked about who is there."""
    return delivery.audience is Audience.PUBLIC or is_private(delivery.destination)


def channel_of(session: Session, place: Destination) -> Channel | None:
    """Return the channel that was set up there, if any."""
    return session.scalar(
        select(Channel).where(
            Channel.platform == place.platform,
            Channel.tenant == place.tenant,
            Channel.conversation == place.conversation,
        )
    )


def refusal_now(session: Session, delivery: Delivery, *, shared: bool) -> Reason | None:
    """Return why the card may not go to its channel as it is now; None: it may."""
    channel = channel_of(session, delivery.destination)
    ours = channel is not None and channel.community_id == delivery.community_id
    purpose = channel.purpose if channel is not None and ours else None
    return refusal(delivery.audience, purpose, shared=shared)
