"""What can be looked up in the local chat."""

import json
import sqlite3
from datetime import datetime

from adapters.workspace.database import Database
from adapters.workspace.model import Channel, Message, Person


class Unknown(Exception):
    """There is no such person, channel or message (any more)."""


_MESSAGE = """
SELECT m.*,
    (SELECT count(*) FROM messages r WHERE r.thread = m.id AND NOT r.deleted
        AND r.visible_to IS NULL) AS replies,
    (SELECT max(r.posted_at) FROM messages r WHERE r.thread = m.id AND NOT r.deleted
        AND r.visible_to IS NULL) AS last_reply_at,
    (SELECT json_group_array(json_array(name, person)) FROM reactions
        WHERE message = m.id) AS reactions
FROM messages m
"""


class Reading:
    """Look-ups; every one raises Unknown when what was asked for by its id is not there."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def people(self) -> list[Person]:
        """Return everybody, in the order they were set up."""
        return [_person(row) for row in self._database.read("SELECT * FROM people ORDER BY rowid")]

    def person(self, person_id: str) -> Person:
        """Return one person."""
        rows = self._database.read("SELECT * FROM people WHERE id = ?", (person_id,))
        if not rows:
            raise Unknown(person_id)
        return _person(rows[0])

    def channels(self) -> list[Channel]:
        """Return all channels and direct conversations, in the order they were set up."""
        rows = self._database.read("SELECT * FROM channels ORDER BY rowid")
        return [_channel(row) for row in rows]

    def channel(self, channel_id: str) -> Channel:
        """Return one channel."""
        rows = self._database.read("SELECT * FROM channels WHERE id = ?", (channel_id,))
        if not rows:
            raise Unknown(channel_id)
        return _channel(rows[0])

    def has_message(self, message_id: str) -> bool:
        """Say whether a message with this id was ever posted."""
        return bool(self._database.read("SELECT 1 FROM messages WHERE id = ?", (message_id,)))

    def message(self, message_id: str) -> Message:
        """Return one message, even if deleted."""
        rows = self._database.read(_MESSAGE + "WHERE m.id = ?", (message_id,))
        if not rows:
            raise Unknown(message_id)
        return _message(rows[0])

    def messages(
        self, channel: str, person: str, before: int | None = None, most: int = 60
    ) -> list[Message]:
        """Return the latest roots of a channel that a person may read, oldest first.

        `before` gives those with a lower sequence only. Deleted ones stay while they have replies.
        """
        rows = self._database.read(
            _MESSAGE + "WHERE m.channel = ? AND m.thread IS NULL"
            " AND (m.visible_to IS NULL OR m.visible_to = ?) AND m.sequence < ?"
            " AND (NOT m.deleted OR replies > 0) ORDER BY m.sequence DESC LIMIT ?",
            (channel, person, before if before is not None else 2**62, most),
        )
        return [_message(row) for row in reversed(rows)]

    def replies(self, thread: str, person: str) -> list[Message]:
        """Return a thread's replies that a person may read, oldest first."""
        rows = self._database.read(
            _MESSAGE + "WHERE m.thread = ? AND NOT m.deleted"
            " AND (m.visible_to IS NULL OR m.visible_to = ?) ORDER BY m.sequence",
            (thread, person),
        )
        return [_message(row) for row in rows]

    def card_with_key(self, channel: str, key: str) -> str | None:
        """Return the id of the bot's message that was posted with a delivery key, if it stands."""
        rows = self._database.read(
            "SELECT id FROM messages WHERE delivery_key = ? AND channel = ? AND NOT deleted",
            (key, channel),
        )
        return str(rows[0]["id"]) if rows else None


def _person(row: sqlite3.Row) -> Person:
    return Person(id=row["id"], name=row["name"], hub=row["hub"], role=row["role"])


def _channel(row: sqlite3.Row) -> Channel:
    return Channel(
        id=row["id"],
        name=row["name"],
        purpose=row["purpose"],
        group=row["grouped"],
        note=row["note"],
        roles=tuple(json.loads(row["roles"])),
        owners=tuple(row["owner"].split()),
        bot=bool(row["bot"]),
    )


def _message(row: sqlite3.Row) -> Message:
    reactions: dict[str, tuple[str, ...]] = {}
    for name, person in json.loads(row["reactions"]):
        reactions[name] = (*reactions.get(name, ()), person)
    return Message(
        id=row["id"],
        sequence=row["sequence"],
        channel=row["channel"],
        thread=row["thread"],
        author=row["author"],
        text=row["text"],
        card=row["card"],
        visible_to=row["visible_to"],
        posted_at=datetime.fromisoformat(row["posted_at"]),
        edited_at=_time(row["edited_at"]),
        deleted=bool(row["deleted"]),
        replies=row["replies"],
        last_reply_at=_time(row["last_reply_at"]),
        reactions=reactions,
    )


def _time(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
