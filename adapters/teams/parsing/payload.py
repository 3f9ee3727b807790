"""Reading Teams' JSON: what must be there, what may be, and the identities common to all of it."""

import hashlib
import re
from datetime import UTC, datetime
from typing import Any

PLATFORM = "teams"
Payload = dict[str, Any]

YEARS = range(2000, 2300)
LONGEST_ID = 255
"""Characters of an id; Teams' longest have some hundred and fifty."""

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class NotUnderstood(Exception):
    """Teams sent something that doesn't have the form it documents. Says where, never what."""


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
    return as_id(maybe(payload, *path))


def as_id(found: str) -> str:
    """Return the id. Raises NotUnderstood when no database would take it."""
    if len(found) > LONGEST_ID or _UNSTORABLE.search(found):
        raise NotUnderstood("an id is too long, or holds what no database takes")
    return found


def as_person(found: str) -> str:
    """Return a person's id: the directory's, in small letters, or the chat service's as it is.

    Raises NotUnderstood.
    """
    return as_id(found if found.startswith("29:") else found.lower())


def storable(text: str) -> str:
    """Return the text without what no database takes."""
    return _UNSTORABLE.sub("", text)


def objects(payload: Payload, name: str) -> list[Payload]:
    """Return the objects in the list of that name; empty when there is none."""
    found = payload.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def moment(text: str) -> datetime:
    """Return an ISO 8601 time, aware UTC. Raises NotUnderstood."""
    try:
        found = datetime.fromisoformat(text)
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        raise NotUnderstood("a time can't be read") from None
    if found.year not in YEARS:  # days are counted from it, back and forth
        raise NotUnderstood("a time is not of these days")
    return found


def at_id(message_id: str) -> datetime | None:
    """Return when a message was posted: in channels and group chats its id is the milliseconds."""
    if not re.fullmatch(r"\d{12,13}", message_id, re.ASCII):
        return None
    return datetime.fromtimestamp(int(message_id) / 1000, UTC)


def digest(*parts: str) -> str:
    """Return an identity made of the parts, short enough for every index."""
    joined = "\x1f".join(f"{len(one)}:{one}" for one in parts)
    return hashlib.sha256(joined.encode(errors="surrogatepass")).hexdigest()[:40]
