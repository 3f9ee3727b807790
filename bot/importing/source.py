"""What a file of past conversation gives, whatever its format: messages, and what was left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from bot.capture.models import Kind

LONGEST_NAME = 200
_UNSTORABLE = re.compile("[\x00-\x1f\ud800-\udfff]+")
_EPOCH = re.compile(r"\d{9,11}(\.\d{1,9})?")
_MILLISECONDS = re.compile(r"\d{12,13}")


class CannotImport(Exception):
    """The file can't be imported at all; the message says why and what to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Author:
    """Who said it, by the id of the place it comes from."""

    user_id: str
    name: str
    email: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """One message of the past. `thread` is the root's message id, its own for a root.

    `kind` is None unless the file says it; `hub` is a slug or a name, empty when not said.
    """

    platform: str
    tenant: str
    conversation: str
    channel: str
    message_id: str
    thread: str
    author: Author
    text: str
    posted_at: datetime
    edited_at: datetime | None = None
    hub: str = ""
    programme: str = ""
    kind: Kind | None = None

    @property
    def place(self) -> tuple[str, str, str]:
        """Return the conversation's key."""
        return self.platform, self.tenant, self.conversation

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Return what makes the message unique: the same as for a live message."""
        return (*self.place, self.message_id)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A message that is rightly not taken: `why` in words, to be counted."""

    why: str


@dataclass(frozen=True, slots=True)
class BadRow:
    """Something that can't be read. Lines count from 1."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        """Return the place and what is wrong."""
        return f"{self.file}, line {self.line}: {self.what}"


Item = Said | LeftOut | BadRow


class Source(Protocol):
    """A file of past conversation that was opened."""

    unit: str

    @property
    def total(self) -> int:
        """Return how many units there are."""
        ...

    @property
    def done(self) -> int:
        """Return how many units have been read."""
        ...

    def items(self) -> Iterator[Item]:
        """Read on. Never raises for what a row holds."""
        ...

    def close(self) -> None:
        """Close the file."""
        ...


def storable(value: object) -> str:
    """Return an id or a name as text that any database takes; empty for what is not one."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return _UNSTORABLE.sub(" ", str(value)).strip()[:LONGEST_NAME]


def read_time(written: str) -> datetime:
    """Return a time given as ISO 8601 with its zone or as seconds since 1970. Raises ValueError."""
    if _EPOCH.fullmatch(written):
        return datetime.fromtimestamp(float(written), UTC)
    if _MILLISECONDS.fullmatch(written):
        return datetime.fromtimestamp(int(written) / 1000, UTC)
    try:
        time = datetime.fromisoformat(written)
    except ValueError:
        raise ValueError("“ts” is not a time such as 2026-07-06T10:35:00+01:00") from None
    if time.tzinfo is None:
        raise ValueError("“ts” has no time zone: end it with Z or +01:00")
    try:
        return time.astimezone(UTC)
    except OverflowError:
        raise ValueError("“ts” is not a time that anybody lived in") from None
