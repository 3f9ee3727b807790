"""Live updates: Server-sent events to every open page, each person's own."""

import asyncio
import json
from typing import Any

from aiohttp import web

from adapters.workspace.clock import Movable
from adapters.workspace.state import State
from adapters.workspace.views import message_view

HEARTBEAT = 15.0
MOST_WAITING = 1000


class Page:
    """One open page, and what it has not been sent yet. None ends it."""

    def __init__(self, person: str) -> None:
        self.person = person
        self.waiting: asyncio.Queue[str | None] = asyncio.Queue()
        self._loop = asyncio.get_running_loop()

    def send(self, kind: str, data: Any) -> None:
        """Queue an update, from any thread. A page that cannot keep up is let go, to reload."""
        self._put(f"event: {kind}\ndata: {json.dumps(data)}\n\n")

    def end(self) -> None:
        """Let the page go."""
        self._put(None)

    def _put(self, update: str | None) -> None:
        late = self.waiting.qsize() > MOST_WAITING
        self._loop.call_soon_threadsafe(self.waiting.put_nowait, None if late else update)


class LiveUpdates:
    """Sends changes of messages and of the clock to the open pages."""

    def __init__(self, state: State, clock: Movable) -> None:
        self._state = state
        self._clock = clock
        self._pages: set[Page] = set()
        state.on_change(self._message_changed)
        state.on_channel(self._channel_changed)
        clock.on_move(self._clock_moved)
        self._progress = ""

    def tell_progress(self, words: str) -> None:
        """Tell every page, and those that open later, what is going on; nothing when empty."""
        if words == self._progress:
            return
        self._progress = words
        for page in list(self._pages):
            page.send("progress", words)

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Answer one page with its updates, for as long as it stays."""
        person = self._state.person(request.query.get("person", ""))
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        page = Page(person.id)
        self._pages.add(page)
        page.send("clock", self._clock.now().isoformat())
        page.send("progress", self._progress)
        try:
            await response.prepare(request)
            while (update := await _next(page)) is not None:
                await response.write(update.encode())
        except ConnectionResetError:
            pass  # The person closed the page.
        finally:
            self._pages.discard(page)
        return response

    async def end(self, _: web.Application) -> None:
        """Let every page go, as the server stops."""
        for page in self._pages:
            page.end()

    def _message_changed(self, message_id: str) -> None:
        pages = list(self._pages)
        if not pages:
            return
        message = self._state.message(message_id)
        channel = self._state.channel(message.channel)
        people = {person.id: person for person in self._state.people()}
        view = message_view(message, people)
        for page in pages:
            if channel.open_to(people[page.person]) and message.shown_to(page.person):
                page.send("message", view)

    def _channel_changed(self, channel_id: str) -> None:
        for page in list(self._pages):
            page.send("channel", channel_id)

    def _clock_moved(self) -> None:
        for page in list(self._pages):
            page.send("clock", self._clock.now().isoformat())


async def _next(page: Page) -> str | None:
    try:
        return await asyncio.wait_for(page.waiting.get(), HEARTBEAT)
    except TimeoutError:
        return ": still here\n\n"
