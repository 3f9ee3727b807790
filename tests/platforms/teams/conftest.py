"""A real Teams adapter, and the services of Microsoft's that it speaks to, on loopback."""

from collections.abc import AsyncIterator

import pytest

from adapters.teams import TeamsAdapter
from bot.settings import Settings
from tests.platforms.slack.recording import RecordingReceiver
from tests.platforms.teams.fake_connector import FakeConnector
from tests.platforms.teams.fake_graph import FakeGraph
from tests.platforms.teams.fake_login import APP_ID, SECRET, TENANT, FakeLogin


@pytest.fixture
async def login() -> AsyncIterator[FakeLogin]:
    fake = FakeLogin()
    await fake.start()
    yield fake
    await fake.close()


@pytest.fixture
async def connector(login: FakeLogin) -> AsyncIterator[FakeConnector]:
    fake = FakeConnector(login)
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
def settings(login: FakeLogin, graph: FakeGraph) -> Settings:
    return Settings(
        _env_file=None,
        microsoft_app_id=APP_ID,
        microsoft_app_password=SECRET,
        microsoft_app_tenant_id=TENANT,
        teams_service_hosts="127.0.0.1",
        teams_token_url=login.url,
        teams_graph_url=f"{graph.url}/v1.0",
    )


@pytest.fixture
def receiver() -> RecordingReceiver:
    return RecordingReceiver()


@pytest.fixture
async def adapter(settings: Settings, receiver: RecordingReceiver) -> AsyncIterator[TeamsAdapter]:
    made = TeamsAdapter(settings, receiver)
    yield made
    await made.close()
