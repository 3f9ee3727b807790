"""Serves the Slack adapter with canned answers, for the client test: no database, no model.

python -m tests.clients.slack_server PORT, with Slack's settings in the environment. What chat told
is at GET /told; POST /post posts a card as the sender would.
"""

import asyncio
import sys
from typing import Any

from aiohttp import web
from pydantic_core import to_jsonable_python

from adapters.slack import SlackAdapter
from bot.cards import Answer, Ask, Form, Invalid, Replace, Say, TextField, notice
from bot.events import (
    ButtonPressed,
    CommandGiven,
    FormSubmitted,
    HomeOpened,
    InboxEvent,
    Interaction,
)
from bot.ports import Destination
from bot.settings import load_settings
from tests.contracts.chat_adapter import everything

LESSON = Form(
    form="lesson",
    title="Save as lesson",
    fields=(TextField("advice", "What would you tell others?"),),
    context="m1",
)


class CannedReceiver:
    """Keeps everything it is told and answers as a person might expect."""

    def __init__(self) -> None:
        self.told: list[InboxEvent | Interaction] = []

    async def receive(self, event: InboxEvent) -> None:
        self.told.append(event)

    async def answer(self, interaction: Interaction) -> Answer | None:
        self.told.append(interaction)
        match interaction:
            case CommandGiven(command="lesson"):
                return Ask(LESSON)
            case CommandGiven():
                return Say(notice(f"You asked: {interaction.text}"))
            case FormSubmitted():
                whole = interaction.text("advice").endswith(".")
                return Say(notice("Saved.")) if whole else Invalid({"advice": "End with a stop"})
            case ButtonPressed():
                return Replace(notice(f"{interaction.action} by {interaction.who.name}"))
            case HomeOpened():
                return Say(notice(f"The page of {interaction.who.name}"))
        return None


class Harness:
    """The adapter's two sides, over HTTP."""

    def __init__(self, adapter: SlackAdapter, receiver: CannedReceiver) -> None:
        self._adapter = adapter
        self._receiver = receiver

    async def told(self, _: web.Request) -> web.Response:
        return web.json_response(to_jsonable_python(self._receiver.told))

    async def post(self, request: web.Request) -> web.Response:
        where: dict[str, Any] = await request.json()
        to = Destination(platform="slack", tenant="T01TEST", **where)
        card = everything()
        posted = [
            await self._adapter.post(to, card, part, f"key-{part}")
            for part in range(self._adapter.parts(card))
        ]
        return web.json_response(to_jsonable_python(posted))


async def serve(port: int) -> None:
    receiver = CannedReceiver()
    adapter = SlackAdapter(load_settings(None), receiver)
    harness = Harness(adapter, receiver)
    app = web.Application()
    app.router.add_get("/told", harness.told)
    app.router.add_post("/post", harness.post)
    adapter.attach(app)
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    print("ready", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
