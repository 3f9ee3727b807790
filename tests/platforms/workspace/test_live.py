"""Open pages are told at once what changed, each what its person may see."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import ClientResponse, ClientSession, web

from adapters.workspace import WorkspaceAdapter
from bot.cards import notice
from bot.ports import Destination
from tests.platforms.workspace.conftest import START, Page
from tests.waiting import PATIENCE_SECONDS


@asynccontextmanager
async def listening(page: Page, person: str, going_on: str = "") -> AsyncIterator[ClientResponse]:
    async with page.client.get(f"/workspace/api/live?person={person}") as response:
        assert response.headers["Content-Type"] == "text/event-stream"
        kind, _ = await update(response)
        assert kind == "clock"
        assert await update(response) == ("progress", going_on)
        yield response


async def update(response: ClientResponse) -> tuple[str, Any]:
    async with asyncio.timeout(PATIENCE_SECONDS):
        text = (await response.content.readuntil(b"\n\n")).decode()
    kind, data = text.strip().split("\n")
    return kind.removeprefix("event: "), json.loads(data.removeprefix("data: "))


async def test_a_new_message_and_its_changes_arrive(page: Page) -> None:
    async with listening(page, "bob") as response:
        message = await page.post("ann", "Hello")
        kind, shown = await update(response)
        assert (kind, shown["id"], shown["text"]) == ("message", message, "Hello")
        await page.post("ann", "Reply", thread=message)
        assert (await update(response))[1]["thread"] == message
        assert (await update(response))[1]["replies"] == 1
        await page.send("DELETE", f"messages/{message}", person="ann")
        assert (await update(response))[1]["deleted"]


async def test_private_words_arrive_at_one_person_only(page: Page) -> None:
    private = Destination(platform="workspace", tenant="local", conversation="hubs", user_id="ann")
    direct = Destination(platform="workspace", tenant="local", user_id="ann")
    async with listening(page, "bob") as bob, listening(page, "ann") as ann:
        await page.adapter.post(private, notice("In private"), 0, "k1")
        await page.adapter.post(direct, notice("Direct"), 0, "k2")
        await page.post("dee", "For the department", channel="central")
        await page.post("bob", "For all")
        assert [(await update(ann))[1]["text"] for _ in range(3)] == [
            "In private",
            "Direct",
            "For all",
        ]
        assert (await update(bob))[1]["text"] == "For all"


async def test_the_clocks_moves_arrive(page: Page) -> None:
    async with listening(page, "bob") as response:
        await page.send("POST", "clock", seconds=3600)
        kind, now = await update(response)
        assert kind == "clock"
        assert now.startswith("2026-07-06T09:00")


async def test_what_is_going_on_is_told_to_pages_that_open_later_too(
    page: Page,
) -> None:
    page.adapter.tell_progress("Reading: 20 to go.")
    async with listening(page, "ann", "Reading: 20 to go.") as response:
        page.adapter.tell_progress("Reading: 20 to go.")
        page.adapter.tell_progress("")
        assert await update(response) == ("progress", "")


async def test_a_page_that_is_closed_is_forgotten_quietly(
    adapter: WorkspaceAdapter, caplog: pytest.LogCaptureFixture
) -> None:
    app = web.Application()
    adapter.attach(app)
    runner = web.AppRunner(app)  # As in production, where a handler outlives its client.
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    live = f"http://127.0.0.1:{runner.addresses[0][1]}/workspace/api/live"
    async with ClientSession() as session:
        gone = await session.get(live, params={"person": "bob"})
        there = await session.get(live, params={"person": "ann"})
        for opened in (gone, there):
            assert [(await update(opened))[0] for _ in range(2)] == ["clock", "progress"]
        gone.close()
        for number in range(3):
            adapter.state.post("ann", "hubs", f"Message {number}", None, START)
            assert (await update(there))[1]["text"] == f"Message {number}"
    await runner.cleanup()
    assert caplog.records == []


async def test_the_server_stops_while_pages_listen(page: Page) -> None:
    async with listening(page, "bob") as response, asyncio.timeout(PATIENCE_SECONDS):
        await page.client.server.close()
        assert await response.content.read() == b""
