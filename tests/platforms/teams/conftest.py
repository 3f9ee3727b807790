"""A real Teams adapter, and the services of Microsoft's that it speaks to, on loopback."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from adapters.teams import TeamsAdapter
from bot.settings import Settings
from tests.contracts.recording import RecordingReceiver
from tests.platforms.teams.activities import BOB, NAMES
from tests.platforms.teams.fake_connector import FakeConnector
from tests.platforms.teams.fake_graph import FakeGraph
from tests.platforms.teams.fake_login import APP_ID, SECRET, TENANT, FakeLogin
from tests.platforms.teams.keys import FakeKeys
from tests.platforms.teams.teams_requests import TeamsRequests

COMMANDS = ("ask", "challenge", "lesson", "themes", "find", "mydata", "commonthread")


@pytest.fixture
async def login() -> AsyncIterator[FakeLogin]:
    fake = FakeLogin()
    await fake.start()
    yield fake
    await fake.close()


@pytest.fixture
async def connector(login: FakeLogin) -> AsyncIterator[FakeConnector]:
    fake = FakeConnector(login)
    fake.people[BOB] = {"aadObjectId": BOB, "name": NAMES[BOB]}
    fake.conversations |= {fake.chat_with(person) for person in fake.people}
    await fake.start()
    yield fake
    await fake.close()


@pytest.fixture
async def graph(login: FakeLogin, connector: FakeConnector) -> AsyncIterator[FakeGraph]:
    fake = FakeGraph(login, connector)
    await fake.start()
    yield fake
    await fake.close()


@pytest.fixture
async def keys() -> AsyncIterator[FakeKeys]:
    fake = FakeKeys()
    await fake.start()
    yield fake
    await fake.close()


@pytest.fixture
def settings(login: FakeLogin, graph: FakeGraph, keys: FakeKeys) -> Settings:
    return Settings(
        _env_file=None,
        microsoft_app_id=APP_ID,
        microsoft_app_password=SECRET,
        microsoft_app_tenant_id=TENANT,
        teams_service_hosts="127.0.0.1",
        teams_keys_url=keys.address,
        teams_token_url=login.url,
        teams_graph_url=f"{graph.url}/v1.0",
    )


@pytest.fixture
def receiver() -> RecordingReceiver:
    return RecordingReceiver()


@pytest.fixture
async def adapter(settings: Settings, receiver: RecordingReceiver) -> AsyncIterator[TeamsAdapter]:
    made = TeamsAdapter(settings, receiver, COMMANDS)
    yield made
    await made.close()


@pytest.fixture
async def door(
    adapter: TeamsAdapter, keys: FakeKeys, connector: FakeConnector
) -> AsyncIterator[TeamsRequests]:
    """The way in, over HTTP; the adapter runs as long as it is open."""
    app = web.Application()
    adapter.attach(app)
    async with TestClient(TestServer(app)) as client:
        yield TeamsRequests(client, keys, connector)
