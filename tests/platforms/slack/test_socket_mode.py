"""Socket Mode: the same events by a websocket that we open."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from adapters.slack import SlackAdapter
from bot.cards import Say, notice
from bot.settings import Settings
from tests.contracts.recording import NOT_STORED, RecordingReceiver
from tests.platforms.slack.fake_api import APP_TOKEN, TOKEN, FakeSlack
from tests.platforms.slack.slack_requests import envelope, message
from tests.waiting import PATIENCE_SECONDS, until


@pytest.fixture
async def connected(
    slack: FakeSlack, receiver: RecordingReceiver
) -> AsyncIterator["TestClient[web.Request, web.Application]"]:
    settings = Settings(
        _env_file=None,
        slack_bot_token=TOKEN,
        slack_app_token=APP_TOKEN,
        slack_api_url=slack.url,
    )
    app = web.Application()
    SlackAdapter(settings, receiver).attach(app)
    async with TestClient(TestServer(app)) as client:
        await until(lambda: slack.sockets)
        yield client


@pytest.mark.usefixtures("connected")
async def test_an_event_is_acknowledged_when_it_is_stored(
    slack: FakeSlack, receiver: RecordingReceiver
) -> None:
    receiver.committed.clear()
    ack = await slack.send("events_api", envelope(message("Hello")))
    done, _ = await asyncio.wait({ack}, timeout=0.1)
    assert not done
    receiver.committed.set()
    assert await asyncio.wait_for(ack, PATIENCE_SECONDS) == {}
    assert len(receiver.received) == 1


@pytest.mark.usefixtures("connected")
async def test_what_could_not_be_stored_is_not_acknowledged(
    slack: FakeSlack, receiver: RecordingReceiver
) -> None:
    receiver.refuse = NOT_STORED
    body = envelope(message("Hello"))
    ack = await slack.send("events_api", body)
    done, _ = await asyncio.wait({ack}, timeout=0.2)
    assert not done
    receiver.refuse = None
    assert await asyncio.wait_for(await slack.send("events_api", body), PATIENCE_SECONDS) == {}
    assert len(receiver.received) == 1


@pytest.mark.usefixtures("connected")
async def test_a_command_is_answered(slack: FakeSlack, receiver: RecordingReceiver) -> None:
    receiver.reply = lambda _: Say(notice("Here you are"))
    command = {
        "team_id": "T01TEAM",
        "channel_id": "C01GENERAL",
        "user_id": "U01ANN",
        "command": "/ask",
        "text": "a payload?",
        "trigger_id": slack.new_trigger(),
        "response_url": slack.new_response_url(),
    }
    await asyncio.wait_for(await slack.send("slash_commands", command), PATIENCE_SECONDS)
    await until(lambda: slack.ephemeral)


async def test_there_is_no_way_in_over_http_without_a_signing_secret(
    connected: "TestClient[web.Request, web.Application]",
) -> None:
    assert (await connected.post("/slack/events", data="{}")).status == 404


async def test_starts_and_stops_while_slack_is_away(receiver: RecordingReceiver) -> None:
    settings = Settings(
        _env_file=None,
        slack_bot_token=TOKEN,
        slack_app_token=APP_TOKEN,
        slack_api_url="http://127.0.0.1:9/api/",
    )
    app = web.Application()
    SlackAdapter(settings, receiver).attach(app)
    async with asyncio.timeout(PATIENCE_SECONDS), TestClient(TestServer(app)):
        await asyncio.sleep(0.05)
