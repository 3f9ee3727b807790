"""The sample conversation is played through the real way in, once, in order and in its time."""

import asyncio
import json
import math
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from adapters.workspace import (
    MovableClock,
    Person,
    Player,
    WorkspaceAdapter,
    sample_channels,
    sample_people,
)
from adapters.workspace.sample import channel_id
from bot import sample
from bot.events import MessagePosted
from tests.platforms.workspace.conftest import START, RecordingReceiver
from tests.waiting import PATIENCE_SECONDS


def parsed(name: str) -> Any:
    return json.loads((files("bot.sample") / name).read_text(encoding="utf-8"))


def everybody() -> list[Person]:
    return sample_people(sample.sample_people(), sample.sample_hubs())


def corpus() -> list[dict[str, Any]]:
    text = (files("bot.sample") / "corpus.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def adapter(adapter: WorkspaceAdapter) -> WorkspaceAdapter:
    adapter.state.set_up(sample_channels(parsed("channels.json")), everybody())
    return adapter


async def test_says_what_is_due_and_no_more(adapter: WorkspaceAdapter, clock: MovableClock) -> None:
    records = corpus()[:40]
    player = Player(adapter.state, clock, records)
    assert await player.play_due() == 0
    clock.move(timedelta(hours=7))
    due = [record for record in records if datetime.fromisoformat(record["ts"]) <= clock.now()]
    assert await player.play_due() == len(due) > 2
    assert await player.play_due() == 0
    assert player.left == len(records) - len(due)
    message = adapter.state.message("m0005")
    assert message.thread == "m0003"
    assert message.posted_at == datetime.fromisoformat("2026-07-06T15:46:05+01:00")


async def test_goes_on_after_a_restart_without_repeating(
    adapter: WorkspaceAdapter, clock: MovableClock
) -> None:
    records = corpus()[:30]
    clock.move(timedelta(hours=7))
    said = await Player(adapter.state, clock, records).play_due()
    clock.move(timedelta(days=30))
    assert await Player(adapter.state, clock, records).play_due() == len(records) - said
    assert adapter.state.queue.waiting() == len(records)


async def test_time_does_not_run_ahead_of_what_was_said(
    adapter: WorkspaceAdapter, clock: MovableClock, receiver: RecordingReceiver
) -> None:
    records = corpus()[:120]
    player = Player(adapter.state, clock, records)
    unsaid: list[int] = []

    def count_overdue() -> None:
        said = adapter.state.has_message
        now = clock.now() - timedelta(seconds=5)
        due = [r for r in records if datetime.fromisoformat(r["ts"]) < now]
        unsaid.append(sum(not said(record["id"]) for record in due))

    clock.on_move(count_overdue)
    adapter.play(player)
    app = web.Application()
    adapter.attach(app)
    async with TestClient(TestServer(app)) as client:
        week = {"seconds": 7 * 86400}
        response = await client.post("/workspace/api/clock", json=week)
        assert response.status == 200
    assert timedelta(days=7) <= clock.now() - START < timedelta(days=7, minutes=1)
    assert max(unsaid) == 0
    assert len(receiver.events) == len(records) - player.left > 50
    told = [event.message_id for event in receiver.events if isinstance(event, MessagePosted)]
    assert told == [record["id"] for record in records[: len(told)]]


async def test_plays_all_at_full_speed(
    adapter: WorkspaceAdapter, clock: MovableClock, receiver: RecordingReceiver
) -> None:
    records = corpus()[:60]
    adapter.play(Player(adapter.state, clock, records, speed=math.inf))
    app = web.Application()
    adapter.attach(app)
    async with TestClient(TestServer(app)):
        events = await receiver.told(len(records))
    assert [event.at for event in events] == [
        datetime.fromisoformat(record["ts"]) for record in records
    ]


async def test_plays_at_a_speed(adapter: WorkspaceAdapter, clock: MovableClock) -> None:
    adapter.play(Player(adapter.state, clock, corpus()[:3], speed=3600 * 8))
    app = web.Application()
    adapter.attach(app)
    async with TestClient(TestServer(app)), asyncio.timeout(PATIENCE_SECONDS):
        while not adapter.state.has_message("m0003"):
            await asyncio.sleep(0.01)
    assert clock.now() - START < timedelta(days=2)


def test_refuses_a_speed_that_would_stop_time(
    adapter: WorkspaceAdapter, clock: MovableClock
) -> None:
    with pytest.raises(ValueError, match="speed"):
        Player(adapter.state, clock, [], speed=0)


def test_the_sample_has_both_sides_and_the_two_channels_of_the_product() -> None:
    channels = {channel.id: channel for channel in sample_channels(parsed("channels.json"))}
    assert channels["slack-hub-leads"].name == "hub-leads (Slack side)"
    assert channels["teams-hub-leads-closed"].name == "Hub leads (closed) (Teams side)"
    assert channels["facilitators"].purpose == "facilitators"
    assert channels["central-government"].purpose == "central"
    assert {channel_id(r["platform"], r["channel"]) for r in corpus()} < set(channels)


def test_the_sample_has_its_people_with_hub_and_role() -> None:
    people = {person.id: person for person in everybody()}
    assert people["u001"].label == "Aisha Ackroyd – Foster Calder and Aire, hub lead"
    assert {record["author"] for record in corpus()} <= set(people)
    channels = {channel.id: channel for channel in sample_channels(parsed("channels.json"))}
    official = next(person for person in people.values() if person.role == "official")
    assert not channels["slack-hub-leads"].open_to(official)
    assert channels["central-government"].open_to(official)
    assert not channels["facilitators"].open_to(people["u001"])


async def test_people_named_in_the_sample_are_mentioned(
    adapter: WorkspaceAdapter, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.workspace.player.PATIENCE", 0.0)  # nobody takes them here
    texts = {"m1": "@u058 Yes, as <@u039> said", "m2": "Write to help@u058.example"}
    first = corpus()[0]
    records = [{**first, "id": key, "thread": None, "text": text} for key, text in texts.items()]
    await Player(adapter.state, clock, records).travel(timedelta(days=1))
    said = [adapter.state.message(key).text for key in texts]
    assert said == ["<@u058> Yes, as <@u039> said", "Write to help@u058.example"]
