"""Activities as Teams sends them. `service_url` is where the fake Bot Connector answers."""

import html
import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.platforms.teams.fake_connector import ANN, BOT, CHANNEL, GROUP_CHAT, TEAM
from tests.platforms.teams.fake_login import TENANT

Json = dict[str, Any]

BOB = "eeeeeeee-0000-4000-8000-00000000000b"
NAMES = {ANN: "Ann Archer", BOB: "Bob Baker"}
MENTION = "<at>Common Thread</at>"
START = datetime(2026, 5, 28, 20, 26, 40, tzinfo=UTC)
ROOT = "1780000000000"
DATA = {"tenant": {"id": TENANT}}

_seconds = itertools.count(1)


def account(user: str) -> Json:
    """Return a person as Teams names them in this conversation."""
    return {"id": f"29:1-{user}", "name": NAMES.get(user, "Somebody"), "aadObjectId": user}


def later() -> datetime:
    """Return a time that no activity had before."""
    return START + timedelta(seconds=next(_seconds))


def message_id(at: datetime) -> str:
    return str(int(at.timestamp() * 1000))


def activity(service_url: str, kind: str, user: str = ANN, **changes: Any) -> Json:
    """Return what all activities have."""
    at = later()
    made = {
        "type": kind,
        "id": f"f:{message_id(at)}",
        "timestamp": at.isoformat().replace("+00:00", ".1230000Z"),
        "localTimestamp": at.isoformat().replace("+00:00", ".1230000+00:00"),
        "channelId": "msteams",
        "serviceUrl": service_url,
        "from": account(user),
        "recipient": {"id": BOT, "name": "Common Thread"},
        "locale": "en-GB",
        "entities": [{"type": "clientInfo", "locale": "en-GB", "country": "GB"}],
    }
    return made | changes


def in_channel(thread: str = "") -> Json:
    """Return the parts of an activity that say it happened in the channel."""
    return {
        "conversation": {
            "isGroup": True,
            "conversationType": "channel",
            "tenantId": TENANT,
            "id": f"{CHANNEL};messageid={thread}" if thread else CHANNEL,
        },
        "channelData": {
            "teamsChannelId": CHANNEL,
            "teamsTeamId": CHANNEL,
            "channel": {"id": CHANNEL},
            "team": {"id": CHANNEL, "aadGroupId": TEAM},
            **DATA,
        },
    }


def in_group_chat() -> Json:
    conversation = {"isGroup": True, "conversationType": "groupChat", "tenantId": TENANT}
    return {"conversation": conversation | {"id": GROUP_CHAT}, "channelData": DATA}


def in_private(user: str = ANN) -> Json:
    conversation = {"conversationType": "personal", "tenantId": TENANT}
    return {"conversation": conversation | {"id": f"a:chat-with-{user}"}, "channelData": DATA}


def said(service_url: str, text: str, user: str = ANN, *, thread: str = "", **changes: Any) -> Json:
    """Return a message in the channel; a root's own id is its thread's."""
    made = activity(service_url, "message", user)
    made["id"] = message_id(datetime.fromisoformat(made["timestamp"]))
    made |= {"text": html.escape(text, quote=False), "textFormat": "plain"}
    return made | in_channel(thread or made["id"]) | changes


def calling(text: str = "") -> Json:
    """Return the parts of a message that mentions us, and then says something."""
    mention = {
        "type": "mention",
        "mentioned": {"id": BOT, "name": "Common Thread"},
        "text": MENTION,
    }
    return {"text": f"{MENTION} {html.escape(text, quote=False)}".rstrip(), "entities": [mention]}


def event(made: Json, kind: str) -> Json:
    """Return the activity with an event's type in its channel data."""
    return made | {"channelData": made["channelData"] | {"eventType": kind}}


def edited(before: Json, text: str) -> Json:
    """Return the edit of a message."""
    at = later().isoformat().replace("+00:00", ".1230000Z")
    changes = {"type": "messageUpdate", "text": html.escape(text, quote=False), "timestamp": at}
    return event(before | changes, "editMessage")


def deleted(before: Json) -> Json:
    """Return the deletion of a message."""
    at = later().isoformat().replace("+00:00", ".1230000Z")
    bare = {name: before[name] for name in before if name not in ("text", "textFormat", "entities")}
    return event(bare | {"type": "messageDelete", "timestamp": at}, "softDeleteMessage")


def reacted(service_url: str, to: Json, kind: str, user: str = ANN) -> Json:
    """Return a reaction to a message."""
    where = {"conversation": to["conversation"], "channelData": to["channelData"]}
    given = {"reactionsAdded": [{"type": kind}], "replyToId": to["id"]}
    return activity(service_url, "messageReaction", user) | where | given


def invoke(service_url: str, name: str, value: Json, user: str = ANN, **changes: Any) -> Json:
    """Return an invoke in the channel."""
    made = activity(service_url, "invoke", user) | in_channel()
    return made | {"name": name, "value": value} | changes


def payload_of(message: Json) -> Json:
    """Return a message as it comes with an action on it."""
    conversation, _, root = message["conversation"]["id"].partition(";messageid=")
    author = message["from"]
    return {
        "linkToMessage": f"https://teams.microsoft.com/l/message/{conversation}/{message['id']}",
        "id": message["id"],
        "replyToId": root if root and root != message["id"] else None,
        "createdDateTime": message["timestamp"],
        "lastModifiedDateTime": None,
        "deleted": False,
        "summary": None,
        "importance": "normal",
        "locale": "en-gb",
        "body": {"contentType": "html", "content": f"<div><p>{message['text']}</p></div>"},
        "from": {
            "device": None,
            "conversation": None,
            "user": {
                "userIdentityType": "aadUser",
                "id": author["aadObjectId"],
                "displayName": author["name"],
            },
            "application": None,
        },
        "reactions": [],
        "mentions": [],
        "attachments": [],
    }
