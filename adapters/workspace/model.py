"""What the local chat is made of: people, channels, messages, and the facts it tells its bots."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import uuid4

from pydantic import TypeAdapter

BOT = "common-thread"
"""The author of our own messages."""

BOT_NAME = "Common Thread"

Purpose = Literal["community", "facilitators", "central", "direct", "group"]
PRIVATE: frozenset[Purpose] = frozenset({"direct", "group"})
"""What only the owners of a conversation see."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Somebody you can be. `role` decides which channels they see."""

    id: str
    name: str
    hub: str
    role: str

    @property
    def label(self) -> str:
        """Return the person in words, as the list of people shows them."""
        return f"{self.name} – {self.hub}, {self.role}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Channel:
    """A place to talk. Only people with one of the `roles` see it (empty: everybody).

    `owners` are the people who have this conversation with the bot: one when it is a direct one,
    several when it is a group message.
    `bot` says whether the bot is in it: if not, it hears and says nothing there.
    """

    id: str
    name: str
    purpose: Purpose
    group: str = ""
    note: str = ""
    roles: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    bot: bool = True

    def open_to(self, person: Person) -> bool:
        """Say whether the person sees the channel."""
        if self.purpose in PRIVATE:
            return person.id in self.owners
        return not self.roles or person.role in self.roles


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """One message as it stands now. `card` is a card's JSON; `visible_to` makes it private."""

    id: str
    sequence: int
    channel: str
    thread: str | None
    author: str
    text: str
    card: str | None
    visible_to: str | None
    posted_at: datetime
    edited_at: datetime | None
    deleted: bool
    replies: int
    last_reply_at: datetime | None
    reactions: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def shown_to(self, person_id: str) -> bool:
        """Say whether the person may read it, given that they see the channel."""
        return self.visible_to in (None, person_id)


FactType = Literal["posted", "edited", "deleted", "reacted", "added", "removed"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """What happened, in the local chat's own words, as it waits to be told to the bot.

    "added" and "removed" are about the bot itself; all others are about a message.
    """

    event_id: str = field(default_factory=lambda: f"workspace-{uuid4().hex}")
    type: FactType
    at: datetime
    person: str
    channel: str
    message: str = ""
    thread: str | None = None
    text: str = ""
    posted_at: datetime | None = None
    reaction: str = ""


FACTS = TypeAdapter(Fact)
