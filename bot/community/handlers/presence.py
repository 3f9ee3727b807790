"""Answers being added to a channel, and removed from it."""

from bot.community.announcing import announce, was_told
from bot.community.cards.channels import welcome_card
from bot.community.models import Purpose
from bot.community.names import Names
from bot.community.service.channels import stop_capture
from bot.delivery.outbox import post
from bot.events import BotAdded, BotRemoved
from bot.ports import Destination
from bot.router import Router, Turn


def register(router: Router, names: Names) -> None:
    """Answer both events."""

    def added(turn: Turn, event: BotAdded) -> None:
        if event.where.private or not event.where.conversation:
            return
        if not _is_set_up(turn, event):
            _welcome(turn, event, names.typed("commonthread", event.where.platform))

    router.on(BotAdded, added)
    router.on(BotRemoved, _removed)


def _is_set_up(turn: Turn, event: BotAdded) -> bool:
    """Say whether nothing is left to set up; learn where to post, and announce if nobody was told.

    A channel set up from a file before we were in it could not be told then.
    """
    channel = turn.caller.channel
    if channel is None:
        return False
    channel.address = event.where.address or channel.address
    channel.name = event.where.name or channel.name
    if channel.capture and not was_told(turn.unit, channel):
        announce(turn.unit, channel, turn.now)
    return channel.capture or channel.purpose is not Purpose.COMMUNITY


def _welcome(turn: Turn, event: BotAdded, command: str) -> None:
    where = event.where
    # Platforms may tell of one coming in several events; a day is long enough to say it once.
    place = f"{where.platform}:{where.tenant}:{where.conversation}"
    destination = Destination(
        platform=where.platform,
        tenant=where.tenant,
        conversation=where.conversation,
        address=where.address,
    )
    key = f"welcome:{place}:{turn.now:%Y-%m-%d}"
    post(turn.unit, destination, welcome_card(command), key=key, now=turn.now)


def _removed(turn: Turn, event: BotRemoved) -> None:
    stop_capture(turn.unit, event.where, turn.caller.person, turn.now)
