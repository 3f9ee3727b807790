"""Tells a channel what is kept there: whenever capture is switched on, by whatever way."""

from datetime import datetime

from sqlalchemy import select

from bot.cards import Bullets, Card, Heading, Text, words
from bot.community.cards.typing import how_to_type
from bot.community.models import Channel
from bot.delivery.models import Audience, OutboxRow, OutboxState
from bot.delivery.outbox import channel_destination, post
from bot.store import UnitOfWork

_WHERE_IS_TOLD = frozenset({"teams"})
"""Platforms whose channels are reached only by what an event from there tells of them."""


def announce(unit: UnitOfWork, channel: Channel, now: datetime) -> None:
    """Post the announcement once for this switching-on, and note when members were told.

    In a channel that can't be reached yet it waits for the first event from there.
    """
    if _out_of_reach(channel):
        channel.announced_at = None
        return
    channel.announced_at = now
    unit.flush()
    place, card = channel_destination(channel), announcement(channel)
    # Whoever is there is to know what is kept there.
    post(unit, place, card, key=_key(channel), now=now, audience=Audience.PUBLIC)


def waits(channel: Channel) -> bool:
    """Say whether members can't have been told yet, so that nothing may be kept."""
    return channel.announced_at is None and _out_of_reach(channel)


def _out_of_reach(channel: Channel) -> bool:
    return channel.platform in _WHERE_IS_TOLD and not channel.address


def was_told(unit: UnitOfWork, channel: Channel) -> bool:
    """Say whether the last announcement was delivered, or still may be."""
    if channel.announced_at is None:
        return False
    state = unit.session.scalar(select(OutboxRow.state).where(OutboxRow.key == _key(channel)))
    return state is not None and state is not OutboxState.DEAD


def _key(channel: Channel) -> str:
    assert channel.announced_at is not None  # noqa: S101 - both callers have seen to it
    return f"capture-on:{channel.id}:{channel.announced_at:%Y%m%dT%H%M%S.%f}"


def announcement(channel: Channel) -> Card:
    """Return what members of a channel are told about what is kept."""
    community, programme = channel.community.name, channel.community.programme.name
    first = f"From now on I keep what is said in this channel for {community}."
    return Card(
        text=f"{first} To stop me for yourself, type /mydata.",
        title="What I keep here, and how to stop me",
        elements=(
            words(first),
            *_part(
                "What I keep",
                "Questions, challenges, answers and lessons posted here, with author and hub.",
                "Personal details such as names of children, phone numbers and addresses are taken"
                " out before anything is kept.",
            ),
            *_part(
                "Why",
                f"So that {programme} remembers what its hubs find out,"
                " and nobody has to ask the same question twice.",
            ),
            *_part(
                "Who sees it",
                "Members and facilitators of this community.",
                "Central government sees only summaries that a facilitator approved, of themes that"
                " three or more hubs raised, without names of people or hubs.",
            ),
            *_part(
                "How to stop me",
                "Type /mydata to see what is kept about you, to switch this off for yourself"
                " or to be forgotten.",
                "To leave out one message, choose “Don't keep this” from its menu.",
                "A facilitator can switch this off for the whole channel with /commonthread.",
            ),
            *((words(how_to_type(channel.platform)),) if how_to_type(channel.platform) else ()),
        ),
    )


def _part(title: str, *points: str) -> tuple[Heading, Bullets]:
    return Heading(title), Bullets(tuple((Text(point),) for point in points))
