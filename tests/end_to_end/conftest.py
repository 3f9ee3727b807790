"""The platforms that the running program speaks to: small servers of our own."""

from collections.abc import AsyncIterator

import pytest

from tests.end_to_end.program import CENTRAL, DESK, TEAMS_CENTRAL, TEAMS_DESK
from tests.platforms.slack.fake_api import FakeSlack
from tests.platforms.teams.activities import BOB
from tests.platforms.teams.fake_connector import FakeConnector
from tests.platforms.teams.fake_login import FakeLogin
from tests.platforms.teams.keys import FakeKeys


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    server = FakeSlack()
    server.channels |= {DESK, CENTRAL}
    await server.start()
    yield server
    await server.close()


@pytest.fixture
async def login() -> AsyncIterator[FakeLogin]:
    fake = FakeLogin()
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
async def connector(login: FakeLogin) -> AsyncIterator[FakeConnector]:
    fake = FakeConnector(login)
    fake.people[BOB] = {"aadObjectId": BOB, "name": "Bob Baker"}
    fake.conversations |= {fake.chat_with(person) for person in fake.people}
    fake.conversations |= {TEAMS_DESK, TEAMS_CENTRAL}
    await fake.start()
    yield fake
    await fake.close()
