"""Reading Teams' JSON: what must be there, what may be, and the identities common to all of it."""

import hashlib
import re
from datetime import UTC, datetime

from adapters.payloads import NotUnderstood, as_id

PLATFORM = "teams"

YEARS = range(2000, 2300)


def as_person(found: str) -> str:
    """Return a person's id: the directory's, in small letters, or the chat service's as it is.

    Raises NotUnderstood.
    """
    return as_id(found if found.startswith("29:") else found.lower())


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
