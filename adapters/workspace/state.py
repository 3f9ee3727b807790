"""The local chat itself: a small platform with a file for memory, used by the page and the player.

It knows nothing of Common Thread beyond a bot that posts cards. Every change by a person and the
fact that tells the bot of it are kept in one transaction, so neither is ever without the other.
"""

import json
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from adapters.workspace.database import Database
from adapters.workspace.model import BOT, BOT_NAME, Channel, Fact, FactType, Message, Person
from adapters.workspace.queue import FactQueue
from adapters.workspace.reading import Reading, Unknown

_INSERT = (
    "INSERT INTO channels (id, name, purpose, grouped, note, roles, owner, bot)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id)"
)


class State(Reading):
    """What people and the bot can do in the chat. Safe from any thread. `at` is always aware."""

    def __init__(self, file: Path) -> None:
        super().__init__(Database(file))
        self.queue = FactQueue(self._database)
        self._on_change: list[Callable[[str], None]] = []
        self._on_fact: list[Callable[[], None]] = []
        self._on_channel: list[Callable[[str], None]] = []

    def on_change(self, callback: Callable[[str], None]) -> None:
        """Call `callback` with the id of each message that changed, after it is committed."""
        self._on_change.append(callback)

    def on_channel(self, callback: Callable[[str], None]) -> None:
        """Call `callback` with the id of each channel that changed, after it is committed."""
        self._on_channel.append(callback)

    def on_fact(self, callback: Callable[[], None]) -> None:
        """Call `callback` whenever there is something new to tell the bot."""
        self._on_fact.append(callback)

    def set_up(self, channels: Iterable[Channel], people: Iterable[Person]) -> None:
        """Make these channels and people exist, and a direct conversation for each person.

        Whether the bot is in a channel that was there before stays as it is.
        """
        everyone = list(people)
        rows = [_channel_row(channel) for channel in [*channels, *map(_direct, everyone)]]
        with self._database.write() as write:
            write.executemany(
                "INSERT INTO people (id, name, hub, role) VALUES (?, ?, ?, ?) ON CONFLICT (id)"
                " DO UPDATE SET name = excluded.name, hub = excluded.hub, role = excluded.role",
                [(person.id, person.name, person.hub, person.role) for person in everyone],
            )
            write.executemany(
                _INSERT + " DO UPDATE SET name = excluded.name, purpose = excluded.purpose,"
                " grouped = excluded.grouped,"
                " note = excluded.note, roles = excluded.roles, owner = excluded.owner",
                rows,
            )

    def gather(self, people: Sequence[str]) -> str:
        """Return the conversation of these people with the bot, made if there is none yet."""
        channel = group_of(people)
        found = [self.person(one) for one in sorted(set(people))]
        group = Channel(
            id=channel,
            name=", ".join(person.name for person in found),
            purpose="group",
            owners=tuple(person.id for person in found),
        )
        with self._database.write() as write:
            made = write.execute(_INSERT + " DO NOTHING", _channel_row(group)).rowcount
        if made:
            self._tell_channel(channel)
        return channel

    def let_bot_in(self, person: str, channel: str, at: datetime, *, into: bool) -> None:
        """Add the bot to a channel, or remove it. The bot is told of either."""
        what: FactType = "added" if into else "removed"
        with self._database.write() as write:
            changed = write.execute(
                "UPDATE channels SET bot = ? WHERE id = ? AND bot <> ?", (into, channel, into)
            ).rowcount
            if changed:
                self.queue.add(write, Fact(type=what, at=at, person=person, channel=channel))
        self._tell_channel(channel)
        self._wake()

    def post(
        self,
        person: str,
        channel: str,
        text: str,
        thread: str | None,
        at: datetime,
        message_id: str | None = None,
    ) -> str:
        """Post what a person says and return the message's id.

        With a `message_id` of the caller's own that is there already, nothing happens. Raises
        Unknown for a person, channel or thread that does not exist.
        """
        self.person(person)
        new = message_id or f"w{secrets.token_hex(8)}"
        with self._database.write() as write:
            if self.has_message(new):
                return new
            self._insert(write, new, channel, thread, person, text, at)
            self._tell(write, "posted", self.message(new), person, at)
        self._changed(new, told=True)
        return new

    def edit(self, person: str, message_id: str, text: str, at: datetime) -> None:
        """Give a message new words."""
        with self._database.write() as write:
            self.standing(message_id)
            write.execute(
                "UPDATE messages SET text = ?, edited_at = ? WHERE id = ?",
                (text, _stamp(at), message_id),
            )
            self._tell(write, "edited", self.message(message_id), person, at)
        self._changed(message_id, told=True)

    def delete(self, person: str, message_id: str, at: datetime) -> None:
        """Remove a message; its words are forgotten, its place in a thread is kept."""
        with self._database.write() as write:
            self.standing(message_id)
            _blank(write, message_id)
            self._tell(write, "deleted", self.message(message_id), person, at)
        self._changed(message_id, told=True)

    def react(self, person: str, message_id: str, name: str, at: datetime) -> None:
        """Add a reaction. Doing it twice is doing it once."""
        with self._database.write() as write:
            message = self.standing(message_id)
            added = write.execute(
                "INSERT INTO reactions (message, name, person) VALUES (?, ?, ?)"
                " ON CONFLICT DO NOTHING",
                (message_id, name, person),
            ).rowcount
            if added:
                self._tell(write, "reacted", message, person, at, reaction=name)
        self._changed(message_id, told=bool(added))

    def unreact(self, person: str, message_id: str, name: str) -> None:
        """Take a reaction back. The bot is not told: it answers only those that are added."""
        with self._database.write() as write:
            write.execute(
                "DELETE FROM reactions WHERE message = ? AND name = ? AND person = ?",
                (message_id, name, person),
            )
        self._changed(message_id)

    def post_card(
        self,
        channel: str,
        card: str,
        text: str,
        thread: str | None,
        at: datetime,
        visible_to: str | None = None,
        key: str | None = None,
    ) -> str:
        """Post a card of the bot's, to all or privately, and return the message's id."""
        new = f"b{secrets.token_hex(8)}"
        with self._database.write() as write:
            self._insert(write, new, channel, thread, BOT, text, at)
            write.execute(
                "UPDATE messages SET card = ?, visible_to = ?, delivery_key = ? WHERE id = ?",
                (card, visible_to, key, new),
            )
        self._changed(new)
        return new

    def replace_card(self, message_id: str, card: str, text: str) -> None:
        """Put another card in the place of one of the bot's."""
        with self._database.write() as write:
            if self.standing(message_id).author != BOT:
                raise Unknown(message_id)
            write.execute(
                "UPDATE messages SET card = ?, text = ? WHERE id = ?", (card, text, message_id)
            )
        self._changed(message_id)

    def remove_card(self, message_id: str) -> None:
        """Remove a card of the bot's. Raises Unknown when it is gone already."""
        with self._database.write() as write:
            if self.standing(message_id).author != BOT:
                raise Unknown(message_id)
            _blank(write, message_id)
        self._changed(message_id)

    def standing(self, message_id: str) -> Message:
        """Return a message that is not deleted."""
        message = self.message(message_id)
        if message.deleted:
            raise Unknown(message_id)
        return message

    def close(self) -> None:
        """Let go of the state file."""
        self._database.close()

    def _insert(
        self,
        write: sqlite3.Connection,
        message_id: str,
        channel: str,
        thread: str | None,
        author: str,
        text: str,
        at: datetime,
    ) -> None:
        self.channel(channel)
        root = None if thread is None else self.message(thread)
        if root is not None and (root.channel != channel or root.visible_to is not None):
            raise Unknown(root.id)
        write.execute(
            "INSERT INTO messages (id, channel, thread, author, text, posted_at)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (message_id, channel, root and (root.thread or root.id), author, text, _stamp(at)),
        )

    def _tell(
        self,
        write: sqlite3.Connection,
        what: FactType,
        message: Message,
        person: str,
        at: datetime,
        reaction: str = "",
    ) -> None:
        if not self.channel(message.channel).bot:
            return
        fact = Fact(
            type=what,
            at=at,
            person=person,
            channel=message.channel,
            message=message.id,
            thread=message.thread,
            text=message.text,
            posted_at=message.posted_at,
            reaction=reaction,
        )
        self.queue.add(write, fact)

    def _changed(self, message_id: str, told: bool = False) -> None:
        thread = self.message(message_id).thread
        for changed in [message_id] if thread is None else [message_id, thread]:
            for on_change in self._on_change:
                on_change(changed)
        if told:
            self._wake()

    def _tell_channel(self, channel: str) -> None:
        for on_channel in self._on_channel:
            on_channel(channel)

    def _wake(self) -> None:
        for on_fact in self._on_fact:
            on_fact()


def group_of(people: Iterable[str]) -> str:
    """Return the id of these people's conversation with the bot."""
    return f"group-{'+'.join(sorted(set(people)))}"


def _direct(person: Person) -> Channel:
    return Channel(id=f"dm-{person.id}", name=BOT_NAME, purpose="direct", owners=(person.id,))


def _channel_row(channel: Channel) -> tuple[str | bool, ...]:
    return (
        channel.id,
        channel.name,
        channel.purpose,
        channel.group,
        channel.note,
        json.dumps(channel.roles),
        " ".join(channel.owners),
        channel.bot,
    )


def _blank(write: sqlite3.Connection, message_id: str) -> None:
    write.execute(
        "UPDATE messages SET deleted = 1, text = '', card = NULL WHERE id = ?", (message_id,)
    )
    write.execute("DELETE FROM reactions WHERE message = ?", (message_id,))


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()
