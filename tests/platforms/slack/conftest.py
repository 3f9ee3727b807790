"""A real Slack adapter on loopback, a fake Slack for it to call, and signed requests for it."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from adapters.slack import SlackAdapter
from bot.settings import Settings
from tests.contracts.recording import RecordingReceiver
from tests.platforms.slack.fake_api import TOKEN, FakeSlack
from tests.platforms.slack.slack_requests import SECRET, SlackRequests


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    fake = FakeSlack()
    await fake.start()
    yield fake
    await fake.close()


@pytest.fixture
def prefix() -> str:
    return ""


@pytest.fixture
def settings(slack: FakeSlack, prefix: str) -> Settings:
    return Settings(
        _env_file=None,
        slack_bot_token=TOKEN,
        slack_signing_secret=SECRET,
        slack_api_url=slack.url,
        command_prefix=prefix,
    )


@pytest.fixture
def receiver() -> RecordingReceiver:
    return RecordingReceiver()


@pytest.fixture
async def adapter(settings: Settings, receiver: RecordingReceiver) -> SlackAdapter:
    return SlackAdapter(settings, receiver)


@pytest.fixture
async def door(adapter: SlackAdapter, slack: FakeSlack) -> AsyncIterator[SlackRequests]:
    """The way in, over HTTP; the adapter runs as long as it is open."""
    app = web.Application()
    adapter.attach(app)
    async with TestClient(TestServer(app)) as client:
        yield SlackRequests(client, slack)
