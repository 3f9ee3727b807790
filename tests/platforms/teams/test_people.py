"""Who people are: asked of Teams beside everything else, and believed only of our own members."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from adapters.teams.connector import Connector, Services
from adapters.teams.people import People
from adapters.teams.web import Web
from bot.events import CommandGiven, Place, Sender
from tests.contracts.recording import RecordingReceiver
from tests.platforms.teams.fake_connector import ANN, CHANNEL, FakeConnector
from tests.platforms.teams.fake_login import TENANT
from tests.platforms.teams.places import address
from tests.platforms.teams.teams_requests import TeamsRequests
from tests.waiting import until

MEMBER = {
    "id": "29:1-ann",
    "aadObjectId": ANN,
    "name": "Ann Archer",
    "email": "ann@example.gov.uk",
    "userPrincipalName": "ann@example.gov.uk",
    "tenantId": TENANT,
    "userRole": "user",
}
SENDER = Sender(platform="teams", tenant=TENANT, user_id=ANN)


@pytest.fixture
async def open_connector() -> AsyncIterator[FakeConnector]:
    """A connector that asks for no tokens."""
    fake = FakeConnector(None)
    await fake.start()
    yield fake
    await fake.close()


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def people(open_connector: FakeConnector, clock: Clock) -> AsyncIterator[People]:
    web = Web()
    services = Services(["127.0.0.1"], without_auth=True)
    made = People(Connector(web, services, None), (TENANT,), clock)
    yield made
    await made.close()
    await web.close()


@pytest.fixture
def where(open_connector: FakeConnector) -> Place:
    return Place(
        platform="teams",
        tenant=TENANT,
        conversation=CHANNEL,
        address=address(open_connector, "channel"),
    )


@pytest.mark.parametrize(
    ("changes", "email"),
    [
        ({}, "ann@example.gov.uk"),
        ({"tenantId": TENANT.upper()}, "ann@example.gov.uk"),
        ({"email": ""}, "ann@example.gov.uk"),
        ({"email": "", "userPrincipalName": "ann"}, None),
        ({"tenantId": "bbbbbbbb-0000-4000-8000-000000000002"}, None),
        ({"tenantId": None}, None),
        ({"userRole": "guest"}, None),
        ({"userPrincipalName": "ann_example.org#EXT#@example.gov.uk"}, None),
    ],
)
async def test_only_a_member_s_address_is_believed(
    people: People,
    open_connector: FakeConnector,
    where: Place,
    changes: dict[str, Any],
    email: str | None,
) -> None:
    open_connector.people[ANN] = MEMBER | changes
    found = await people.find(SENDER, where, 5)
    assert (found.name, found.email) == ("Ann Archer", email)


async def test_people_are_asked_for_once_in_some_hours(
    people: People, open_connector: FakeConnector, where: Place, clock: Clock
) -> None:
    open_connector.people[ANN] = MEMBER
    for _ in range(3):
        assert (await people.find(SENDER, where, 5)).email
    assert len(open_connector.requests) == 1
    clock.now += 7 * 3600
    open_connector.people[ANN] = MEMBER | {"email": "ann.archer@example.gov.uk"}
    await people.find(SENDER, where, 5)
    await until(lambda: people.known(SENDER, where).email == "ann.archer@example.gov.uk")


async def test_whoever_is_not_told_of_is_asked_for_again_after_a_while(
    people: People, open_connector: FakeConnector, where: Place, clock: Clock
) -> None:
    open_connector.people.clear()
    assert (await people.find(SENDER, where, 5)).email is None
    assert (await people.find(SENDER, where, 5)).email is None
    assert len(open_connector.requests) == 1
    open_connector.people[ANN] = MEMBER
    clock.now += 61
    assert (await people.find(SENDER, where, 5)).email


async def test_nobody_waits_for_a_roster_that_hangs(
    people: People, open_connector: FakeConnector, where: Place
) -> None:
    open_connector.faults["member"].append("hang")
    async with asyncio.timeout(1):
        assert people.known(SENDER, where) == SENDER
        assert await people.find(SENDER, where, 0.05) == SENDER


async def test_a_person_who_asks_is_known_by_their_address(
    door: TeamsRequests, receiver: RecordingReceiver, connector: FakeConnector
) -> None:
    connector.people[ANN] = MEMBER
    await door.tell_us("ask who pays?")
    await until(lambda: receiver.asked)
    (asked,) = receiver.asked
    assert isinstance(asked, CommandGiven)
    assert (asked.who.name, asked.who.email) == ("Ann Archer", "ann@example.gov.uk")


async def test_a_message_does_not_wait_for_the_roster(
    door: TeamsRequests, receiver: RecordingReceiver, connector: FakeConnector
) -> None:
    connector.faults["member"].append("hang")
    async with asyncio.timeout(2):
        assert (await door.say("Who pays?")).status == 200
    assert receiver.received[0].who.name == "Ann Archer"
