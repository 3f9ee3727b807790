"""Answers our being added and removed, and people joining a channel that is captured."""

from bot.community.announcing import announce, was_told
from bot.community.caller import ensure_person
from bot.community.cards.channels import greeting_card, newcomer_card, welcome_card
from bot.community.models import Purpose
from bot.community.names import Names
from bot.community.service.channels import channels_at, stop_capture
from bot.community.service.leaving import forget_place
from bot.delivery.models import Audience
from bot.delivery.outbox import post, private_destination
from bot.events import BotAdded, BotRemoved, PersonJoined
from bot.ports import Destination
from bot.router import Router, Turn


def register(router: Router, names: Names) -> None:
    """Answer the three events."""

    def added(turn: Turn, event: BotAdded) -> None:
        if event.where.private:
            _greet(turn, event, names.typed("mydata", event.where.platform))
        elif event.where.conversation and not _is_set_up(turn, event):
            _welcome(turn, event, names.typed("commonthread", event.where.platform))

    def joined(turn: Turn, event: PersonJoined) -> None:
        _tell_newcomer(turn, event, names.typed("mydata", event.where.platform))

    router.on(BotAdded, added)
    router.on(BotRemoved, _removed)
    router.on(PersonJoined, joined)


def _greet(turn: Turn, event: BotAdded, mydata: str) -> None:
    """Greet who has a chat with us, once a day at most; where they are reached is then known."""
    who = event.who
    if not who.user_id:
        return
    ensure_person(turn.unit, who)
    key = f"greeting:{who.platform}:{who.tenant}:{who.user_id}:{turn.now:%Y-%m-%d}"
    place = Destination(
        platform=who.platform,
        tenant=who.tenant,
        user_id=who.user_id,
        address=event.where.address,
    )
    post(turn.unit, place, greeting_card(mydata), key=key, now=turn.now)


def _tell_newcomer(turn: Turn, event: PersonJoined, mydata: str) -> None:
    """Tell a newcomer in private what is kept in a channel, or in those of a team, once each."""
    who, where = event.who, event.where
    if not (who.user_id and where.conversation):
        return
    if turn.caller.person and turn.caller.person.capture_off:
        return
    place = private_destination(turn.unit, who, where)
    for channel in channels_at(turn.unit, where):
        if channel.capture and channel.purpose is Purpose.COMMUNITY:
            key = f"newcomer:{channel.id}:{who.platform}:{who.tenant}:{who.user_id}"
            post(turn.unit, place, newcomer_card(channel, mydata), key=key, now=turn.now)


def _is_set_up(turn: Turn, event: BotAdded) -> bool:
    """Say whether nothing is left to set up; learn where to post, and announce if nobody was told.

    A channel set up from a file before we were in it could not be told then.
    """
    channel = turn.caller.channel
    if channel is None:
        return False
    channel.address = event.where.address or channel.address
    channel.team = event.where.team or channel.team
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
    card, audience = welcome_card(command), Audience.PUBLIC
    post(turn.unit, destination, card, key=key, now=turn.now, audience=audience)


def _removed(turn: Turn, event: BotRemoved) -> None:
    """Keep nothing more from there, say nothing more there, and forget how to reach it."""
    stop_capture(turn.unit, event.where, turn.caller.person, turn.now)
    forget_place(turn.unit, event.who, event.where)
