"""The local workspace as the sender sees it, and as the web server carries it."""

import asyncio
import contextlib
import logging
import sqlite3
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from aiohttp import web

from adapters.workspace.clock import Movable
from adapters.workspace.delivery import Delivery
from adapters.workspace.guard import add_headers, loopback_only, refused
from adapters.workspace.interactions import Interactions
from adapters.workspace.live import LiveUpdates
from adapters.workspace.parsing import PLATFORM
from adapters.workspace.player import Player
from adapters.workspace.reading import Unknown
from adapters.workspace.routes import Routes, unknown_is_not_found
from adapters.workspace.state import State, group_of
from adapters.workspace.views import Command
from bot.cards import Card, to_json
from bot.ports import Destination, Gone, Permanent, PostedMessage, Receiver, Uncertain

log = logging.getLogger(__name__)


class WorkspaceAdapter:
    """Implements `bot.ports.ChatAdapter` over the chat kept in `state_file`.

    `commands` gives each command's name, what it does and how it is used. `address` is where the
    page is served, for permalinks; `zone` is the time zone of the times it shows.
    """

    platform = PLATFORM
    gathers = True

    def __init__(
        self,
        state_file: Path,
        receiver: Receiver,
        clock: Movable,
        commands: Sequence[Command],
        *,
        address: str = "http://127.0.0.1:3978",
        zone: str = "Europe/London",
    ) -> None:
        self.state = State(state_file)
        self._clock = clock
        self._address = address.rstrip("/")
        self._player: Player | None = None
        self._delivery = Delivery(self.state, receiver, self.permalink)
        self._live = LiveUpdates(self.state, clock)
        interactions = Interactions(self.state, receiver, clock, self.permalink)
        self._routes = Routes(
            self.state, interactions, self._live, clock.now, self._travel, commands, zone
        )

    def permalink(self, message_id: str) -> str:
        """Return the address that opens the page at a message."""
        return f"{self._address}/workspace/#/message/{message_id}"

    def play(self, player: Player) -> None:
        """Let a player run in the background, and time pass through it, so that none is skipped."""
        self._player = player

    def tell_progress(self, words: str) -> None:
        """Say on every page what is going on, from any thread; nothing when empty."""
        self._live.tell_progress(words)

    def attach(self, app: web.Application) -> None:
        """Add the page at `/` and `/workspace/`, and deliver events while the application runs."""
        own = web.Application(middlewares=[loopback_only, unknown_is_not_found])
        own.on_response_prepare.append(add_headers)
        own.on_shutdown.append(self._live.end)
        own.cleanup_ctx.append(self._background)
        self._routes.add_to(own)
        app.router.add_get("/", _to_workspace)
        app.add_subapp("/workspace/", own)

    def parts(self, card: Card) -> int:
        """Return 1: the page has no limits."""
        return 1

    async def post(
        self, destination: Destination, card: Card, part: int, key: str
    ) -> PostedMessage:
        """Post a card; to a person alone when `user_id` is given."""
        with _faults():
            if destination.together:
                self.state.gather(destination.together)
            channel = self._joined(destination)
            private = destination.user_id if destination.conversation else None
            message = self.state.post_card(
                channel,
                to_json(card),
                card.text,
                destination.thread,
                self._clock.now(),
                visible_to=private,
                key=key,
            )
        return PostedMessage(channel, message)

    async def find(self, destination: Destination, key: str) -> PostedMessage | None:
        """Look whether the message marked with `key` stands there already."""
        with _faults():
            channel = _channel(destination)
            message = self.state.card_with_key(channel, key)
        return None if message is None else PostedMessage(channel, message)

    async def has_outsiders(self, destination: Destination) -> bool:
        """Return False: everybody here is of one organisation."""
        return False

    async def update(self, destination: Destination, message_id: str, card: Card) -> None:
        """Replace a message of ours."""
        with _faults():
            self._joined(destination)
            try:
                self.state.replace_card(message_id, to_json(card), card.text)
            except Unknown as error:
                raise Gone(f"no such message: {error}") from error

    async def delete(self, destination: Destination, message_id: str) -> None:
        """Remove a message of ours; done as well when it is gone already."""
        with _faults(), contextlib.suppress(Unknown):
            self.state.remove_card(message_id)

    def _joined(self, destination: Destination) -> str:
        channel = _channel(destination)
        if not self.state.channel(channel).bot:
            raise Permanent(f"we were removed from {channel}")
        return channel

    async def _travel(self, step: timedelta) -> None:
        if self._player is None:
            self._clock.move(step)
        else:
            await self._player.travel(step)

    async def _background(self, _: web.Application) -> AsyncIterator[None]:
        work = [self._delivery.run()] + ([self._player.run()] if self._player else [])
        tasks = [asyncio.create_task(each) for each in work]
        for task in tasks:
            task.add_done_callback(_log_failure)
        yield
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _channel(destination: Destination) -> str:
    if destination.conversation:
        return destination.conversation
    if destination.together:
        return group_of(destination.together)
    if destination.user_id:
        return f"dm-{destination.user_id}"
    raise Permanent("the destination names no conversation and no person")


def _log_failure(task: asyncio.Task[None]) -> None:
    error = None if task.cancelled() else task.exception()
    if error is not None:
        log.error("the workspace stopped working: %s", type(error).__name__)


@contextmanager
def _faults() -> Iterator[None]:
    try:
        yield
    except (Unknown, sqlite3.IntegrityError) as error:
        raise Permanent(f"no such conversation, thread, person or message: {error}") from error
    except sqlite3.OperationalError as error:
        raise Uncertain(f"the workspace's file: {error}") from error


async def _to_workspace(request: web.Request) -> web.Response:
    refusal = refused(request)
    if refusal:
        raise web.HTTPForbidden(text=refusal)
    raise web.HTTPFound("/workspace/")
