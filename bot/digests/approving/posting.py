"""Puts the parts of a draft or a summary into the outbox: posted, changed where they stand, gone.

Each part in each channel has a key of its own, so that whatever is tried twice is posted once.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import func, or_, select

from bot.cards import Card
from bot.community.models import Channel, Purpose
from bot.delivery.models import Audience, Doing, OutboxRow
from bot.delivery.outbox import channel_destination, post, revise, withdraw
from bot.store import UnitOfWork

READERS = {Purpose.FACILITATORS: Audience.FACILITATORS, Purpose.CENTRAL: Audience.DEPARTMENT}
"""Whom a draft, and a summary that was approved, is for: by what its channels were chosen for."""
Parts = Callable[[int], tuple[Card, ...]]
"""Makes the cards of the parts, at least so many of them."""


def channels(unit: UnitOfWork, community_id: int, purpose: Purpose) -> Sequence[Channel]:
    """Return a community's channels of one purpose, as it is now."""
    return unit.session.scalars(
        select(Channel)
        .where(Channel.community_id == community_id, Channel.purpose == purpose)
        .order_by(Channel.id)
    ).all()


def publish(
    unit: UnitOfWork, to: Sequence[Channel], name: str, parts: Parts, now: datetime
) -> None:
    """Post the parts to each channel, once a name."""
    for channel in to:
        for number, card in enumerate(parts(1)):
            place = _place(name, channel, number)
            _post(unit, channel, card, place, now)


def change_posted(
    unit: UnitOfWork, to: Sequence[Channel], name: str, parts: Parts, *, how: str, now: datetime
) -> None:
    """Change what was posted under a name, where it was; `how` names this change of it."""
    for channel in to:
        posted = _posted(unit, name, channel)
        for number, card in enumerate(parts(posted) if posted else ()):
            place = _place(name, channel, number)
            if number < posted:
                revise(unit, place, card, key=f"{place}:{how}", now=now)
            else:
                _post(unit, channel, card, place, now)


def settle(
    unit: UnitOfWork, to: Sequence[Channel], name: str, card: Card, *, how: str, now: datetime
) -> None:
    """Put one card in the place of all the parts that were posted under a name."""
    for channel in to:
        for number in range(_posted(unit, name, channel)):
            place = _place(name, channel, number)
            if number:
                withdraw(unit, place, key=f"{place}:{how}", now=now)
            else:
                revise(unit, place, card, key=f"{place}:{how}", now=now)


def take_back(unit: UnitOfWork, name: str, *, how: str, now: datetime) -> None:
    """Take back what was posted under a name, in whatever channel that was."""
    posted = OutboxRow.key.startswith(f"{name}:", autoescape=True), OutboxRow.doing == Doing.POST
    for place in unit.session.scalars(select(OutboxRow.key).where(*posted)).all():
        withdraw(unit, place, key=f"{place}:{how}", now=now)


def _post(unit: UnitOfWork, channel: Channel, card: Card, key: str, now: datetime) -> None:
    audience = READERS[channel.purpose]
    post(unit, channel_destination(channel), card, key=key, now=now, audience=audience)


def _place(name: str, channel: Channel, number: int) -> str:
    return f"{name}:{channel.id}:{number}" if number else f"{name}:{channel.id}"


def _posted(unit: UnitOfWork, name: str, channel: Channel) -> int:
    """Return how many parts were posted there."""
    place = _place(name, channel, 0)
    parts = select(func.count(OutboxRow.id)).where(
        or_(OutboxRow.key == place, OutboxRow.key.startswith(f"{place}:", autoescape=True)),
        OutboxRow.doing == Doing.POST,
    )
    return unit.session.scalar(parts) or 0
