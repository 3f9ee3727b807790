"""What the page is shown: plain dictionaries, ready to be JSON. Pure."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from adapters.workspace.model import BOT, BOT_NAME, Channel, Message, Person
from bot.cards import Card, Form, to_json
from bot.events import ACTION_LABELS

View = dict[str, Any]
Command = tuple[str, str, str]
"""A command's name, what it does, and how it is used."""

REACTION_LABELS = {
    "lesson": ("💡", "Lesson"),
    "capture": ("🧵", "Capture"),
    "answered": ("✅", "This answers it"),
    "forget": ("🙈", "Don't keep"),
    "thumbs_up": ("👍", "Thumbs up"),
}

_forms = TypeAdapter(Form)


def person_view(person: Person) -> View:
    """Return a person for the list of who you can be."""
    return {
        "id": person.id,
        "name": person.name,
        "hub": person.hub,
        "role": person.role,
        "label": person.label,
    }


def channel_view(channel: Channel, person: Person) -> View:
    """Return a channel, and whether the person sees it."""
    return {
        "id": channel.id,
        "name": channel.name,
        "purpose": channel.purpose,
        "group": channel.group,
        "note": channel.note,
        "open": channel.open_to(person),
        "bot": channel.bot,
    }


def message_view(message: Message, people: Mapping[str, Person]) -> View:
    """Return a message; a deleted one without its words."""
    author = people.get(message.author)
    return {
        "id": message.id,
        "sequence": message.sequence,
        "channel": message.channel,
        "thread": message.thread,
        "author": message.author,
        "name": author.name if author else BOT_NAME,
        "hub": author.hub if author else "",
        "ours": message.author == BOT,
        "private": message.visible_to is not None,
        "text": message.text,
        "card": json.loads(message.card) if message.card else None,
        "posted_at": message.posted_at.isoformat(),
        "edited_at": message.edited_at.isoformat() if message.edited_at else None,
        "deleted": message.deleted,
        "replies": message.replies,
        "last_reply_at": message.last_reply_at.isoformat() if message.last_reply_at else None,
        "reactions": {name: list(who) for name, who in message.reactions.items()},
    }


def card_view(card: Card) -> View:
    """Return a card that is shown without being a message."""
    view: View = json.loads(to_json(card))
    return view


def form_view(form: Form) -> View:
    """Return a form to be filled in."""
    view: View = _forms.dump_python(form, mode="json")
    return view


def start_view(
    people: Iterable[Person], commands: Sequence[Command], now: datetime, zone: str
) -> View:
    """Return what the page needs before anything else."""
    return {
        "people": [person_view(person) for person in people],
        "commands": [
            {"name": name.removeprefix("/"), "description": description, "usage": usage}
            for name, description, usage in commands
        ],
        "actions": [{"name": name.value, "label": label} for name, label in ACTION_LABELS.items()],
        "reactions": [
            {"name": name, "emoji": emoji, "label": label}
            for name, (emoji, label) in REACTION_LABELS.items()
        ],
        "now": now.isoformat(),
        "zone": zone,
    }
