"""Reading a platform's JSON: what must be there, what may be, and what can't be kept.

Every adapter's parsing uses it; nothing here knows a platform.
"""

import re
from typing import Any

Payload = dict[str, Any]

LONGEST_ID = 255
"""Characters of an id; the platforms' longest have some hundred and fifty. Longer ones no database
has an index for."""

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class NotUnderstood(Exception):
    """A platform sent something not in the form it documents. Says where, never what."""


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


def storable(text: str) -> str:
    """Return the text without what no database takes."""
    return _UNSTORABLE.sub("", text)


def objects(payload: Payload, name: str) -> list[Payload]:
    """Return the objects in the list of that name; empty when there is none."""
    found = payload.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
