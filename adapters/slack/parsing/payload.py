"""Reading Slack's JSON: what must be there, what may be, and the identities common to all of it."""

import re
from datetime import UTC, datetime
from typing import Any, Protocol

from bot.events import Place, Sender

PLATFORM = "slack"
Payload = dict[str, Any]

LONGEST_ID = 255
"""Characters of an id; Slack's have some thirty. Longer ones no database has an index for."""

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_TIMESTAMP = re.compile(r"\d{1,11}(\.\d{1,9})?", re.ASCII)


class NotUnderstood(Exception):
    """Slack sent something that doesn't have the form it documents. Says where, never what."""


class Directory(Protocol):
    """What is known beforehand of people and places, without asking Slack."""

    def sender(self, tenant: str, user_id: str) -> Sender:
        """Return the person, with the name and the e-mail address if they are known."""
        ...

    def link(self, tenant: str, conversation: str, ts: str, thread: str | None) -> str | None:
        """Return a message's address, if it can be told."""
        ...


def part(payload: Payload, *path: str) -> Payload:
    """Return the object at the path; empty when there is none."""
    found: object = payload
    for name in path:
        found = found.get(name) if isinstance(found, dict) else None
    return found if isinstance(found, dict) else {}


def maybe(payload: Payload, *path: str) -> str:
    """Return the string at the path; empty when there is none."""
    found = part(payload, *path[:-1]).get(path[-1])
    return found if isinstance(found, str) else ""


def must(payload: Payload, *path: str) -> str:
    """Return the id at the path. Raises NotUnderstood when there is none, or it can't be one."""
    found = maybe_id(payload, *path)
    if not found:
        raise NotUnderstood(f"there is no {'.'.join(path)}")
    return found


def maybe_id(payload: Payload, *path: str) -> str:
    """Return the id at the path, or nothing. Raises NotUnderstood when it can't be one."""
    return _as_id(maybe(payload, *path))


def _as_id(found: str) -> str:
    if len(found) > LONGEST_ID or _UNSTORABLE.search(found):
        raise NotUnderstood("an id is too long, or holds what no database takes")
    return found


def objects(payload: Payload, name: str) -> list[Payload]:
    """Return the objects in the list of that name; empty when there is none."""
    found = payload.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def moment(ts: str) -> datetime:
    """Return the time of a Slack timestamp, aware UTC. Raises NotUnderstood."""
    if not _TIMESTAMP.fullmatch(ts):
        raise NotUnderstood("a timestamp is not a number")
    return datetime.fromtimestamp(float(ts), UTC)


def place(tenant: str, conversation: str, thread: str = "", name: str = "") -> Place:
    """Return a conversation; one whose id begins with D is a personal chat. Raises NotUnderstood.

    That is when an id can't be one.
    """
    return Place(
        platform=PLATFORM,
        tenant=_as_id(tenant),
        conversation=_as_id(conversation),
        thread=_as_id(thread) or None,
        private=conversation.startswith("D"),
        name=_UNSTORABLE.sub("", name),
    )


def tenant_of(interaction: Payload) -> str:
    """Return the workspace in which a person did something; their own when Slack names no other."""
    return maybe(interaction, "team", "id") or must(interaction, "user", "team_id")


def thread_of(message: Payload) -> str:
    """Return the root's timestamp when the message is a reply, else nothing."""
    thread = maybe(message, "thread_ts")
    return "" if thread == maybe(message, "ts") else thread


def from_an_app(message: Payload) -> bool:
    """Say whether an app wrote the message (ours, in any installation, or another's) or Slack did.

    Answering such a message could go round in circles.
    """
    return bool(
        message.get("bot_id")
        or message.get("app_id")
        or message.get("bot_profile")
        or maybe(message, "subtype") == "bot_message"
        or maybe(message, "user") in ("", "USLACKBOT")
    )
