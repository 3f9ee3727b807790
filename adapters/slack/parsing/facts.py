"""Slack's Events API as facts: messages, edits, deletions, reactions, our comings and goings."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from adapters.payloads import Payload, maybe, maybe_id, must, objects, part
from adapters.slack.parsing.files import files_of
from adapters.slack.parsing.payload import Directory, from_an_app, moment, place, thread_of
from adapters.slack.parsing.text import as_read
from bot.events import (
    BotAdded,
    BotRemoved,
    HomeOpened,
    InboxEvent,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    PersonJoined,
    Place,
    Reaction,
    ReactionAdded,
    Sender,
)

REACTIONS = {
    "bulb": Reaction.LESSON,
    "thread": Reaction.CAPTURE,
    "white_check_mark": Reaction.ANSWERED,
    "see_no_evil": Reaction.FORGET,
}
PERSONAL_SUBTYPES = ("", "file_share", "thread_broadcast", "me_message")
"""The subtypes of messages that people write; the others are notices."""


@dataclass(frozen=True, slots=True)
class _Delivery:
    """One event as delivered, with what its envelope says."""

    event: Payload
    event_id: str
    tenant: str
    time: datetime
    our_users: frozenset[str]
    directory: Directory

    def sender(self, user_id: str) -> Sender:
        return self.directory.sender(self.tenant, user_id)

    def place(self, conversation: str, thread: str = "") -> Place:
        return place(self.tenant, conversation, thread)


Fact = InboxEvent | HomeOpened


def parse_fact(body: Payload, directory: Directory) -> Fact | None:
    """Return the fact that an `event_callback` tells, or None when it is nothing to us.

    Raises NotUnderstood.
    """
    event = part(body, "event")
    parser = _PARSERS.get(maybe(event, "type"))
    return parser(_delivery(body, event, directory)) if parser else None


def _delivery(body: Payload, event: Payload, directory: Directory) -> _Delivery:
    ours = objects(body, "authorizations")
    # In a channel shared by two organisations, `team_id` may be the other one's.
    tenant = maybe(ours[0], "team_id") if ours else ""
    ts = maybe(event, "event_ts") or str(body.get("event_time", ""))
    return _Delivery(
        event=event,
        event_id=must(body, "event_id"),
        tenant=tenant or must(body, "team_id"),
        time=moment(ts),
        our_users=frozenset(maybe(each, "user_id") for each in ours if each.get("is_bot")),
        directory=directory,
    )


def _message(delivery: _Delivery) -> Fact | None:
    event = delivery.event
    subtype = maybe(event, "subtype")
    if subtype == "message_changed":
        return _changed(delivery)
    if subtype == "message_deleted":
        return _deleted(delivery, part(event, "previous_message"), must(event, "deleted_ts"))
    if subtype not in PERSONAL_SUBTYPES or from_an_app(event):
        return None
    return _posted(delivery)


def _posted(delivery: _Delivery) -> MessagePosted:
    event = delivery.event
    conversation, ts = must(event, "channel"), must(event, "ts")
    where = delivery.place(conversation, thread_of(event))
    return MessagePosted(
        event_id=delivery.event_id,
        at=moment(ts),
        who=delivery.sender(must(event, "user")),
        where=where,
        message_id=ts,
        text=as_read(maybe(event, "text")),
        permalink=delivery.directory.link(delivery.tenant, conversation, ts, where.thread),
        files=files_of(event),
    )


def _changed(delivery: _Delivery) -> Fact | None:
    message = part(delivery.event, "message")
    previous = part(delivery.event, "previous_message")
    subtype = maybe(message, "subtype")
    if subtype == "tombstone":
        # The root of a thread was deleted; Slack keeps its place for the replies.
        return _deleted(delivery, previous, must(message, "ts"))
    if subtype not in PERSONAL_SUBTYPES or from_an_app(message):
        return None
    text, files = maybe(message, "text"), files_of(message)
    if text == previous.get("text") and files == files_of(previous):
        return None
    ts = must(message, "ts")
    edited = maybe(message, "edited", "ts")
    return MessageEdited(
        event_id=delivery.event_id,
        at=moment(edited) if edited else delivery.time,
        who=delivery.sender(must(message, "user")),
        where=delivery.place(must(delivery.event, "channel"), thread_of(message)),
        message_id=ts,
        text=as_read(text),
        posted_at=moment(ts),
        files=files,
    )


def _deleted(delivery: _Delivery, previous: Payload, ts: str) -> MessageDeleted | None:
    if previous and from_an_app(previous):
        return None
    return MessageDeleted(
        event_id=delivery.event_id,
        at=delivery.time,
        who=delivery.sender(maybe_id(previous, "user")),
        where=delivery.place(must(delivery.event, "channel"), thread_of(previous)),
        message_id=ts,
    )


def _reaction(delivery: _Delivery) -> ReactionAdded | None:
    event = delivery.event
    name = maybe(event, "reaction").partition("::")[0]
    user = must(event, "user")
    on_message = maybe(event, "item", "type") == "message"
    if name not in REACTIONS or not on_message or user in delivery.our_users:
        return None
    return ReactionAdded(
        event_id=delivery.event_id,
        at=delivery.time,
        who=delivery.sender(user),
        where=delivery.place(must(event, "item", "channel")),
        message_id=must(event, "item", "ts"),
        reaction=REACTIONS[name],
    )


def _joined(delivery: _Delivery) -> BotAdded | PersonJoined:
    event = delivery.event
    user, where = must(event, "user"), delivery.place(must(event, "channel"))
    if user not in delivery.our_users:
        return PersonJoined(
            event_id=delivery.event_id,
            at=delivery.time,
            who=delivery.sender(user),
            where=where,
        )
    return BotAdded(
        event_id=delivery.event_id,
        at=delivery.time,
        who=delivery.sender(maybe_id(event, "inviter")),
        where=where,
    )


def _left(delivery: _Delivery) -> BotRemoved | None:
    if must(delivery.event, "user") not in delivery.our_users:
        return None
    return _removed(delivery, must(delivery.event, "channel"))


def _we_left(delivery: _Delivery) -> BotRemoved:
    """Read `channel_left` and `group_left`, which are told only to who left."""
    return _removed(delivery, must(delivery.event, "channel"))


def _uninstalled(delivery: _Delivery) -> BotRemoved:
    return _removed(delivery, "")


def _revoked(delivery: _Delivery) -> BotRemoved | None:
    return _removed(delivery, "") if part(delivery.event, "tokens").get("bot") else None


def _removed(delivery: _Delivery, conversation: str) -> BotRemoved:
    return BotRemoved(
        event_id=delivery.event_id,
        at=delivery.time,
        who=delivery.sender(maybe_id(delivery.event, "actor_id")),
        where=delivery.place(conversation),
    )


def _home(delivery: _Delivery) -> HomeOpened | None:
    event = delivery.event
    if maybe(event, "tab") != "home":
        return None
    return HomeOpened(
        event_id=delivery.event_id,
        at=delivery.time,
        who=delivery.sender(must(event, "user")),
        where=place(delivery.tenant, must(event, "channel")),
    )


_PARSERS: dict[str, Callable[[_Delivery], Fact | None]] = {
    "message": _message,
    "reaction_added": _reaction,
    "member_joined_channel": _joined,
    "member_left_channel": _left,
    "channel_left": _we_left,
    "group_left": _we_left,
    "app_uninstalled": _uninstalled,
    "tokens_revoked": _revoked,
    "app_home_opened": _home,
}
