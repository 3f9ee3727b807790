"""Teams' activities as facts: messages, edits, deletions, reactions, comings and goings."""

from collections.abc import Collection
from datetime import datetime

from adapters.payloads import Payload, as_id, maybe, must, objects, part, storable
from adapters.teams.parsing.commands import is_command, is_targeted
from adapters.teams.parsing.files import files_of
from adapters.teams.parsing.origin import link_to, place_of, sender_of, tenant_of
from adapters.teams.parsing.payload import PLATFORM, at_id, digest, moment
from adapters.teams.parsing.reactions import meaning
from adapters.teams.parsing.text import as_read
from bot.events import (
    BotAdded,
    BotRemoved,
    InboxEvent,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    PersonJoined,
    Place,
    ReactionAdded,
    Sender,
)

GONE = ("channelDeleted", "teamDeleted", "teamHardDeleted")


def from_a_bot(activity: Payload) -> bool:
    """Say whether a bot wrote it, we or another. Answering could go round in circles."""
    account = part(activity, "from")
    identity = maybe(account, "id")
    ours = identity == maybe(activity, "recipient", "id")
    return not identity or ours or maybe(account, "role") == "bot" or identity.startswith("28:")


def parse_facts(activity: Payload, commands: Collection[str]) -> list[InboxEvent]:
    """Return the facts that an activity tells; none when it is nothing to us.

    Commands, whose names are `commands`, are not facts, and neither is what is whispered to us.
    Raises NotUnderstood.
    """
    match maybe(activity, "type"):
        case "message":
            return _posted(activity, commands)
        case "messageUpdate":
            return _edited(activity, commands)
        case "messageDelete":
            return _deleted(activity)
        case "messageReaction":
            return _reactions(activity)
        case "installationUpdate":
            return _installation(activity)
        case "conversationUpdate":
            return _conversation(activity)
    return []


def _is_said(activity: Payload, commands: Collection[str]) -> bool:
    """Say whether it is a person's message, and no command."""
    whispered = from_a_bot(activity) or is_targeted(activity)
    return not whispered and not is_command(activity, commands)


def _posted(activity: Payload, commands: Collection[str]) -> list[InboxEvent]:
    if not _is_said(activity, commands):
        return []
    message = must(activity, "id")
    where = place_of(activity, message)
    return [
        MessagePosted(
            event_id=digest("posted", where.conversation, message),
            at=_time(activity),
            who=sender_of(where.tenant, part(activity, "from")),
            where=where,
            message_id=message,
            text=storable(as_read(activity)[0]),
            permalink=link_to(where, message),
            files=files_of(activity),
        )
    ]


def _edited(activity: Payload, commands: Collection[str]) -> list[InboxEvent]:
    """Read an edit, or a message that its author took back out of the bin."""
    kind = maybe(activity, "channelData", "eventType")
    if kind not in ("editMessage", "undeleteMessage") or not _is_said(activity, commands):
        return []
    message, at = must(activity, "id"), _time(activity)
    where = place_of(activity, message)
    return [
        MessageEdited(
            event_id=digest(kind, where.conversation, message, at.isoformat()),
            at=at,
            who=sender_of(where.tenant, part(activity, "from")),
            where=where,
            message_id=message,
            text=storable(as_read(activity)[0]),
            posted_at=at_id(message),
            restored=kind == "undeleteMessage",
            files=files_of(activity),
        )
    ]


def _deleted(activity: Payload) -> list[InboxEvent]:
    kind = maybe(activity, "channelData", "eventType")
    if kind != "softDeleteMessage" or from_a_bot(activity) or is_targeted(activity):
        return []
    message, at = must(activity, "id"), _time(activity)
    where = place_of(activity, message)
    return [
        MessageDeleted(
            event_id=digest("deleted", where.conversation, message, at.isoformat()),
            at=at,
            who=sender_of(where.tenant, part(activity, "from")),
            where=where,
            message_id=message,
        )
    ]


def _reactions(activity: Payload) -> list[InboxEvent]:
    given = [meaning(maybe(one, "type")) for one in objects(activity, "reactionsAdded")]
    meant = [one for one in dict.fromkeys(given) if one is not None]
    if not meant or from_a_bot(activity):
        return []
    message, at = must(activity, "replyToId"), _time(activity)
    where = place_of(activity, message)
    return [
        ReactionAdded(
            event_id=digest(
                "reaction", where.conversation, message, maybe(activity, "id"), one, at.isoformat()
            ),
            at=at,
            who=sender_of(where.tenant, part(activity, "from")),
            where=where,
            message_id=message,
            reaction=one,
        )
        for one in meant
    ]


def _installation(activity: Payload) -> list[InboxEvent]:
    match maybe(activity, "action"):
        case "add":
            return [_coming(activity)]
        case "remove":
            return [_going(activity, place_of(activity))]
    return []


def _conversation(activity: Payload) -> list[InboxEvent]:
    kind = maybe(activity, "channelData", "eventType")
    if kind in GONE:
        return [_going(activity, _gone(activity, kind))]
    us = must(activity, "recipient", "id")
    came, went = objects(activity, "membersAdded"), objects(activity, "membersRemoved")
    people = [one for one in came if maybe(one, "id") != us and not _is_bot(one)]
    return [
        *([_coming(activity)] if us in [maybe(one, "id") for one in came] else []),
        *[_joined(activity, one) for one in people],
        *([_going(activity, place_of(activity))] if us in [maybe(o, "id") for o in went] else []),
    ]


def _is_bot(account: Payload) -> bool:
    return maybe(account, "id").startswith("28:") or maybe(account, "role") == "bot"


def _gone(activity: Payload, kind: str) -> Place:
    """Return the channel that was deleted, or a deleted team's first."""
    which = "channel" if kind == "channelDeleted" else "team"
    identity = maybe(activity, "channelData", which, "id") or must(activity, "conversation", "id")
    return Place(platform=PLATFORM, tenant=tenant_of(activity), conversation=as_id(identity))


def _coming(activity: Payload) -> BotAdded:
    where = place_of(activity)
    return BotAdded(
        event_id=digest("added", where.conversation, _delivery(activity)),
        at=_time(activity),
        who=_whoever(activity, where),
        where=where,
    )


def _going(activity: Payload, where: Place) -> BotRemoved:
    return BotRemoved(
        event_id=digest("removed", where.conversation, _delivery(activity)),
        at=_time(activity),
        who=_whoever(activity, where),
        where=where,
    )


def _joined(activity: Payload, account: Payload) -> PersonJoined:
    where = place_of(activity)
    who = sender_of(where.tenant, account)
    return PersonJoined(
        event_id=digest("joined", where.conversation, who.user_id, _delivery(activity)),
        at=_time(activity),
        who=who,
        where=where,
    )


def _whoever(activity: Payload, where: Place) -> Sender:
    """Return who brought it about, if Teams says."""
    account = part(activity, "from")
    if maybe(account, "id"):
        return sender_of(where.tenant, account)
    return Sender(platform=PLATFORM, tenant=where.tenant, user_id="")


def _delivery(activity: Payload) -> str:
    """Return what stays the same when the same activity comes again."""
    return maybe(activity, "id") or maybe(activity, "timestamp")


def _time(activity: Payload) -> datetime:
    return moment(must(activity, "timestamp"))
