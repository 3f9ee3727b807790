"""From the local chat's words to what the application understands. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from adapters.workspace.model import BOT, BOT_NAME, Channel, Fact, Message, Person
from adapters.workspace.requests import (
    ActionRequest,
    ButtonRequest,
    CommandRequest,
    FormRequest,
    HomeRequest,
)
from bot.events import (
    BotAdded,
    BotRemoved,
    ButtonPressed,
    CommandGiven,
    FormSubmitted,
    HomeOpened,
    InboxEvent,
    MessageActionChosen,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    Place,
    Reaction,
    ReactionAdded,
    Sender,
)

PLATFORM = "workspace"
TENANT = "local"

Link = Callable[[str], str]
"""Gives the permalink of a message by its id."""


def sender(person: Person) -> Sender:
    """Return a person as the application knows them."""
    return Sender(platform=PLATFORM, tenant=TENANT, user_id=person.id, name=person.name)


def place(channel: Channel, thread: str | None = None) -> Place:
    """Return a channel, or a thread in it, as the application knows it."""
    return Place(
        platform=PLATFORM,
        tenant=TENANT,
        conversation=channel.id,
        thread=thread,
        private=channel.purpose == "direct",
        name=channel.name,
    )


def inbox_event(fact: Fact, person: Person, channel: Channel, link: Link) -> InboxEvent | None:
    """Return the event for a fact; None for a reaction that means nothing to the application."""
    who, where = sender(person), place(channel, fact.thread)
    event_id, at, message_id = fact.event_id, fact.at.astimezone(UTC), fact.message
    if fact.type in ("added", "removed"):
        about_us = BotAdded if fact.type == "added" else BotRemoved
        return about_us(event_id=event_id, at=at, who=who, where=where)
    if fact.type == "edited":
        return MessageEdited(
            event_id=event_id,
            at=at,
            who=who,
            where=where,
            message_id=message_id,
            text=fact.text,
            posted_at=fact.posted_at,
        )
    if fact.type == "deleted":
        return MessageDeleted(event_id=event_id, at=at, who=who, where=where, message_id=message_id)
    if fact.type == "reacted":
        if fact.reaction not in set(Reaction):
            return None
        return ReactionAdded(
            event_id=event_id,
            at=at,
            who=who,
            where=where,
            message_id=message_id,
            reaction=Reaction(fact.reaction),
        )
    return MessagePosted(
        event_id=event_id,
        at=at,
        who=who,
        where=where,
        message_id=message_id,
        text=fact.text,
        permalink=link(message_id),
    )


@dataclass(frozen=True, slots=True)
class Caller:
    """Who does something, where they stand, and when."""

    person: Person
    channel: Channel | None
    thread: str | None
    at: datetime

    @property
    def place(self) -> Place:
        """Return where they stand; their own page is a private place without a conversation."""
        if self.channel is None:
            return Place(platform=PLATFORM, tenant=TENANT, conversation="", private=True)
        return place(self.channel, self.thread)


def command(request: CommandRequest, caller: Caller) -> CommandGiven:
    """Return a command as it was typed."""
    return CommandGiven(
        event_id=_new(),
        at=caller.at,
        who=sender(caller.person),
        where=caller.place,
        command=request.command,
        text=request.text.strip(),
    )


def action(
    request: ActionRequest, caller: Caller, message: Message, author: Person | None, link: Link
) -> MessageActionChosen:
    """Return the action chosen on a message; `author` is None for one of our own."""
    ours = Sender(platform=PLATFORM, tenant=TENANT, user_id=BOT, name=BOT_NAME)
    return MessageActionChosen(
        event_id=_new(),
        at=caller.at,
        who=sender(caller.person),
        where=caller.place,
        action=request.action,
        message_id=message.id,
        author=ours if author is None else sender(author),
        text=message.text,
        posted_at=message.posted_at,
        permalink=link(message.id),
    )


def button(request: ButtonRequest, caller: Caller) -> ButtonPressed:
    """Return a button that was pressed."""
    return ButtonPressed(
        event_id=_new(),
        at=caller.at,
        who=sender(caller.person),
        where=caller.place,
        action=request.action,
        value=request.value,
    )


def form(request: FormRequest, caller: Caller) -> FormSubmitted:
    """Return a form that was sent."""
    return FormSubmitted(
        event_id=_new(),
        at=caller.at,
        who=sender(caller.person),
        where=caller.place,
        form=request.form,
        context=request.context,
        values=dict(request.values),
    )


def home(_: HomeRequest, caller: Caller) -> HomeOpened:
    """Return that a person opened our page."""
    return HomeOpened(event_id=_new(), at=caller.at, who=sender(caller.person), where=caller.place)


def _new() -> str:
    return f"workspace-{uuid4().hex}"
