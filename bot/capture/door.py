"""The door: what people wrote is redacted before anything of it is stored or handled."""

import re
from dataclasses import replace
from typing import TypeVar

from bot.capture.redaction import redact
from bot.events import (
    ChatEvent,
    CommandGiven,
    FormSubmitted,
    MessageActionChosen,
    MessageEdited,
    MessagePosted,
    SearchTyped,
    SharedFile,
)

Event = TypeVar("Event", bound=ChatEvent)
LONGEST = 40_000
"""Characters kept of one message: Slack's own limit; what is longer is cut with a note."""

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_JOINS = re.compile(r"[_\-.+]+|%20")
"""What stands for a space in a file's name."""


def clean(text: str) -> str:
    """Return the text redacted, without what no database takes, and not longer than LONGEST."""
    text = _UNSTORABLE.sub("", text)
    if len(text) > LONGEST:
        text = text[:LONGEST] + " [the rest was too long to keep]"
    return redact(text).text


def at_the_door(event: Event) -> Event:
    """Return the event with its words cleaned and redacted."""
    match event:
        case MessagePosted() | MessageEdited():
            files = tuple(file for file in event.files if _tells_of_nobody(file))
            return replace(event, text=clean(event.text), files=files)
        case MessageActionChosen() | CommandGiven() | SearchTyped():
            return replace(event, text=clean(event.text))
        case FormSubmitted():
            return replace(event, values={k: _clean_value(v) for k, v in event.values.items()})
    return event


def _tells_of_nobody(file: SharedFile) -> bool:
    """Say whether no personal data is in a file's name: its address holds the name too."""
    name = _JOINS.sub(" ", file.name)
    return clean(name) == name and clean(file.url) == file.url


def _clean_value(value: str | tuple[str, ...]) -> str | tuple[str, ...]:
    return clean(value) if isinstance(value, str) else tuple(clean(one) for one in value)
