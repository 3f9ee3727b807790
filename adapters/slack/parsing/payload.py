"""Reading Slack's JSON: what must be there, what may be, and the identities common to all of it."""

import re
from datetime import UTC, datetime
from typing import Protocol

from adapters.payloads import NotUnderstood, Payload, as_id, maybe, must, storable
from bot.events import Place, Sender

PLATFORM = "slack"


_TIMESTAMP = re.compile(r"\d{1,11}(\.\d{1,9})?", re.ASCII)


class Directory(Protocol):
    """What is known beforehand of people and places, without asking Slack."""

    def sender(self, tenant: str, user_id: str) -> Sender:
        """Return the person, with the name and the e-mail address if they are known."""
        ...

    def link(self, tenant: str, conversation: str, ts: str, thread: str | None) -> str | None:
        """Return a message's address, if it can be told."""
        ...


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
        tenant=as_id(tenant),
        conversation=as_id(conversation),
        thread=as_id(thread) or None,
        private=conversation.startswith("D"),
        name=storable(name),
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
