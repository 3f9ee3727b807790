"""Posting, finding, replacing and removing our messages in Teams."""

import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from secrets import token_hex

from adapters.teams.addresses import Address, Kind, read
from adapters.teams.connector import DEFAULT_SERVICE, Connector
from adapters.teams.graph import Graph
from adapters.teams.pace import IN_A_CONVERSATION, IN_A_TENANT, Pace
from adapters.teams.rendering import Message, activity, one_message, render
from bot.cards import Card
from bot.ports import Destination, Permanent, PostedMessage

MARK_LENGTH = 24
MOST_CHATS = 20_000
MOST_REMEMBERED = 10_000
REMEMBERED_SECONDS = 3_600.0


@dataclass(frozen=True, slots=True)
class Target:
    """A conversation as the Bot Connector is asked for it."""

    service_url: str
    conversation: str
    kind: Kind | None = None
    team_group_id: str = ""

    def threaded(self, root: str | None) -> str:
        """Return the id under which a thread is written to; only channels have threads."""
        in_thread = root and self.kind in ("channel", None)
        return f"{self.conversation};messageid={root}" if in_thread else self.conversation


def mark_of(key: str) -> str:
    """Return the key in a form that Teams takes as the id of an element."""
    return hashlib.sha256(key.encode()).hexdigest()[:MARK_LENGTH]


def new_mark() -> str:
    """Return the mark of a card that is in no outbox; no other has the same."""
    return token_hex(MARK_LENGTH // 2)


class Delivery:
    """The sender's side of the adapter; see `bot.ports.ChatAdapter`."""

    def __init__(
        self,
        connector: Connector,
        graph: Graph | None,
        app_id: str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Prepare. Without `graph` nothing but what this process remembers can be found."""
        self._connector = connector
        self._graph = graph
        self._bot_id = f"28:{app_id}"
        self._clock = clock
        self._conversations = Pace(IN_A_CONVERSATION, clock)
        self._tenants = Pace(IN_A_TENANT, clock)
        self._chats: OrderedDict[tuple[str, str], str] = OrderedDict()
        self._remembered: OrderedDict[str, tuple[float, PostedMessage]] = OrderedDict()

    async def post(
        self, destination: Destination, card: Card, part: int, key: str
    ) -> PostedMessage:
        """Post one part of a card, marked with the key."""
        mark = mark_of(key)
        posted = await self.say(destination, render(card, mark)[part])
        self._remember(mark, posted)
        return posted

    async def say(self, destination: Destination, message: Message) -> PostedMessage:
        """Post a message, whether or not it is kept in the outbox."""
        target = await self.target(destination)
        written_to = target.threaded(destination.thread)
        self._take_turn(destination, written_to)
        message_id = await self._connector.send(target.service_url, written_to, activity(message))
        return PostedMessage(target.conversation, message_id)

    async def find(self, destination: Destination, key: str) -> PostedMessage | None:
        """Look for the message marked with the key: in memory, then in what Graph lets us read.

        None where neither can tell.
        """
        mark = mark_of(key)
        known = self._recall(mark)
        if known or self._graph is None or destination.user_id:
            return known
        target = await self.target(destination)
        if target.kind == "channel" and target.team_group_id:
            found = await self._graph.find_in_channel(
                destination.tenant,
                target.team_group_id,
                target.conversation,
                destination.thread,
                mark,
            )
        elif target.kind == "group":
            found = await self._graph.find_in_chat(destination.tenant, target.conversation, mark)
        else:
            return None
        return PostedMessage(target.conversation, found) if found else None

    async def update(self, destination: Destination, message_id: str, card: Card) -> None:
        """Replace a message of ours by the card, as far as it fits in one message."""
        await self.replace(destination, message_id, one_message(card, new_mark()))

    async def replace(self, destination: Destination, message_id: str, message: Message) -> None:
        """Replace a message of ours by another."""
        target = await self.target(destination)
        written_to = target.threaded(destination.thread or _root(target, message_id))
        self._take_turn(destination, written_to)
        made = activity(message) | {"id": message_id}
        await self._connector.replace(target.service_url, written_to, message_id, made)

    async def delete(self, destination: Destination, message_id: str) -> None:
        """Remove a message of ours; done as well when it is gone already."""
        target = await self.target(destination)
        written_to = target.threaded(destination.thread or _root(target, message_id))
        self._take_turn(destination, written_to)
        await self._connector.remove(target.service_url, written_to, message_id)
        self._forget(message_id)

    async def target(self, destination: Destination) -> Target:
        """Return where the destination is; a person's chat with us is opened once, and remembered.

        Raises a DeliveryError.
        """
        if destination.together:
            raise Permanent("a bot can't open a group chat in Teams")
        address = _address(destination)
        service_url = address.service_url if address else DEFAULT_SERVICE
        if not destination.user_id:
            kind, team = (address.kind, address.team_group_id) if address else (None, "")
            return Target(service_url, destination.conversation, kind, team)
        person = (destination.tenant, destination.user_id)
        if person not in self._chats:
            bot_id = (address.bot_id if address else "") or self._bot_id
            self._chats[person] = await self._connector.open_chat(
                service_url, bot_id, destination.user_id, destination.tenant
            )
            if len(self._chats) > MOST_CHATS:
                self._chats.popitem(last=False)
        return Target(service_url, self._chats[person], "personal")

    def _take_turn(self, destination: Destination, written_to: str) -> None:
        self._conversations.take(written_to)
        self._tenants.take(destination.tenant)

    def _remember(self, mark: str, posted: PostedMessage) -> None:
        self._remembered[mark] = (self._clock() + REMEMBERED_SECONDS, posted)
        if len(self._remembered) > MOST_REMEMBERED:
            self._remembered.popitem(last=False)

    def _recall(self, mark: str) -> PostedMessage | None:
        until, posted = self._remembered.get(mark, (0.0, None))
        return posted if until > self._clock() else None

    def _forget(self, message_id: str) -> None:
        gone = [m for m, (_, posted) in self._remembered.items() if posted.message_id == message_id]
        for mark in gone:
            del self._remembered[mark]


def _root(target: Target, message_id: str) -> str | None:
    """Return the thread of a message that stands in no other's: its own."""
    return message_id if target.kind == "channel" else None


def _address(destination: Destination) -> Address | None:
    try:
        return read(destination.address)
    except ValueError:
        raise Permanent("this is not the address of a Teams conversation") from None
