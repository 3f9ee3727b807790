"""A workspace served over real HTTP, with a receiver that remembers what it was told."""

from collections.abc import AsyncIterator, Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer

from adapters.workspace import Channel, MovableClock, Person, WorkspaceAdapter
from bot.cards import Answer
from bot.events import InboxEvent, Interaction
from bot.ports import NotStored
from tests.waiting import until

START = datetime.fromisoformat("2026-07-06T09:00:00+01:00")

CHANNELS = (
    Channel(id="hubs", name="hubs", purpose="community", group="Hubs"),
    Channel(id="central", name="central", purpose="central", group="Central", roles=("official",)),
)
PEOPLE = (
    Person(id="ann", name="Ann", hub="North", role="hub lead"),
    Person(id="bob", name="Bob", hub="South", role="hub lead"),
    Person(id="fay", name="Fay", hub="Bridge-builder", role="facilitator"),
    Person(id="dee", name="Dee", hub="The department", role="official"),
)
COMMANDS = (("ask", "Ask the network", "/ask <question>"),)


class RecordingReceiver:
    """Remembers every attempt to tell it something; refuses the first `refusals`."""

    def __init__(self) -> None:
        self.events: list[InboxEvent] = []
        self.attempts: list[str] = []
        self.interactions: list[Interaction] = []
        self.refusals = 0
        self.reply: Callable[[Interaction], Answer | None] = lambda _: None

    async def receive(self, event: InboxEvent) -> None:
        self.attempts.append(event.event_id)
        if self.refusals:
            self.refusals -= 1
            raise NotStored
        self.events.append(event)

    async def answer(self, interaction: Interaction) -> Answer | None:
        self.interactions.append(interaction)
        return self.reply(interaction)

    async def told(self, count: int) -> list[InboxEvent]:
        """Wait until so many events were taken."""
        await until(lambda: len(self.events) >= count)
        return self.events


class Page:
    """Asks as the page does."""

    def __init__(self, client: TestClient[Any, Any], adapter: WorkspaceAdapter) -> None:
        self.client = client
        self.adapter = adapter

    async def ask(self, method: str, path: str, body: Any = None, **headers: str) -> ClientResponse:
        return await self.client.request(
            method, f"/workspace/api/{path}", json=body, headers=headers
        )

    async def get(self, path: str) -> Any:
        response = await self.ask("GET", path)
        assert response.status == 200, await response.text()
        return await response.json()

    async def send(self, method: str, path: str, **body: Any) -> Any:
        response = await self.ask(method, path, body)
        assert response.status < 300, await response.text()
        return await response.json()

    async def post(self, person: str, text: str, channel: str = "hubs", **more: Any) -> str:
        sent = await self.send(
            "POST", "messages", person=person, channel=channel, text=text, **more
        )
        return str(sent["message"])

    async def interact(self, person: str, **body: Any) -> Any:
        return await self.send("POST", "interactions", person=person, **body)


@pytest.fixture
def state_file(tmp_path: Path) -> Path:
    return tmp_path / "workspace.db"


@pytest.fixture
def clock(state_file: Path) -> Iterator[MovableClock]:
    clock = MovableClock(state_file, START)
    yield clock
    clock.close()


@pytest.fixture
def receiver() -> RecordingReceiver:
    return RecordingReceiver()


@pytest.fixture
def adapter(
    state_file: Path, receiver: RecordingReceiver, clock: MovableClock
) -> Iterator[WorkspaceAdapter]:
    adapter = WorkspaceAdapter(state_file, receiver, clock, COMMANDS)
    adapter.state.set_up(CHANNELS, PEOPLE)
    yield adapter
    adapter.state.close()


@pytest.fixture
async def page(adapter: WorkspaceAdapter) -> AsyncIterator[Page]:
    app = web.Application()
    adapter.attach(app)
    async with TestClient(TestServer(app)) as client:
        yield Page(client, adapter)


def after_start(**step: float) -> datetime:
    return START + timedelta(**step)
