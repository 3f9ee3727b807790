"""Shows the gallery's cards and forms to whoever types for them, through the real adapters.

python -m tests.clients.gallery_server PORT, with a platform's settings in the environment. What
there is to see is at GET /gallery; a command whose text is "PICTURE NUMBER" shows one of it.
"""

import asyncio
import sys

from aiohttp import web

from adapters.slack import SlackAdapter
from adapters.teams import TeamsAdapter
from bot.cards import Answer, Ask, Card, Form
from bot.events import CommandGiven, InboxEvent, Interaction
from bot.ports import ChatAdapter, Destination
from bot.settings import load_settings
from tests.gallery import PICTURES, Picture

_EXAMPLES = {
    f"{picture.name} {number}": example
    for picture in PICTURES
    for number, example in enumerate(picture.examples)
}


class Guide:
    """Answers commands with what they name: a form at once, a card as a message."""

    def __init__(self) -> None:
        self.adapters: dict[str, ChatAdapter] = {}
        self._posting: set[asyncio.Task[None]] = set()

    async def receive(self, event: InboxEvent) -> None:
        """Take no notice."""

    async def answer(self, interaction: Interaction) -> Answer | None:
        """Show what the command names."""
        if not isinstance(interaction, CommandGiven):
            return None
        where = interaction.where
        shown = _EXAMPLES[interaction.text].on(where.platform)
        if isinstance(shown, Form):
            return Ask(shown)
        place = Destination(
            platform=where.platform,
            tenant=where.tenant,
            conversation=where.conversation,
            address=where.address,
        )
        task = asyncio.create_task(self._post(place, shown, interaction.text))
        self._posting.add(task)
        task.add_done_callback(self._posting.discard)
        return None

    async def _post(self, place: Destination, card: Card, key: str) -> None:
        adapter = self.adapters[place.platform]
        for part in range(adapter.parts(card)):
            await adapter.post(place, card, part, f"{key} {part}")


def _told(picture: Picture) -> dict[str, object]:
    kinds = [type(example.shown).__name__.lower() for example in picture.examples]
    return {
        "name": picture.name,
        "title": picture.title,
        "about": picture.about,
        "examples": [{"text": f"{picture.name} {n}", "kind": kind} for n, kind in enumerate(kinds)],
    }


async def _gallery(request: web.Request) -> web.Response:
    return web.json_response([_told(picture) for picture in PICTURES])


async def main(port: int) -> None:
    """Serve until it is killed."""
    settings, guide, app = load_settings(None), Guide(), web.Application()
    app.router.add_get("/gallery", _gallery)
    for adapter in (SlackAdapter(settings, guide), TeamsAdapter(settings, guide, ["lesson"])):
        guide.adapters[adapter.platform] = adapter
        adapter.attach(app)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
