"""Answers what is said in channels that capture: posts, edits and deletions."""

from bot.capture import service
from bot.community.announcing import waits
from bot.community.models import Purpose
from bot.events import MessageDeleted, MessageEdited, MessagePosted
from bot.router import Router, Turn


def register(router: Router) -> None:
    """Register what capture answers."""
    router.on(MessagePosted, on_posted)
    router.on(MessageEdited, on_edited)
    router.on(MessageDeleted, on_deleted)


def _captures(turn: Turn) -> bool:
    channel = turn.caller.channel
    if channel is None or not channel.capture or waits(channel):
        return False
    return channel.purpose is Purpose.COMMUNITY


def on_posted(turn: Turn, event: MessagePosted) -> None:
    """Keep a message posted where capture is on and was announced."""
    if not _captures(turn):
        return
    service.keep(
        turn.unit,
        event_place=event.where,
        message_id=event.message_id,
        author=event.who,
        text=event.text,
        posted_at=event.at,
        permalink=event.permalink,
        caller=turn.caller,
        now=turn.now,
    )


def on_edited(turn: Turn, event: MessageEdited) -> None:
    """Follow an edit; one that comes before its message stands in for it.

    A message from before capture was announced is not taken in by editing it.
    """
    known = service.find(turn.unit.session, event.where, event.message_id)
    if known is None and not (_captures(turn) and _after_announcement(turn, event)):
        return
    service.keep(
        turn.unit,
        event_place=event.where,
        message_id=event.message_id,
        author=event.who,
        text=event.text,
        posted_at=event.posted_at or event.at,
        version=event.at,
        restored=event.restored and _captures(turn),
        now=turn.now,
    )


def _after_announcement(turn: Turn, event: MessageEdited) -> bool:
    channel = turn.caller.channel
    if channel is None or event.posted_at is None:
        return False
    return channel.announced_at is None or event.posted_at >= channel.announced_at


def on_deleted(turn: Turn, event: MessageDeleted) -> None:
    """Erase a deleted message's words, also when it has not arrived yet."""
    if turn.caller.channel is not None:
        service.erase_message(turn.unit, event.where, event.message_id, event.at, in_chat=True)
