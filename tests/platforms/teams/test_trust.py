"""Who is let in: only Teams, for us; strangers meet a 4xx and leave no words behind."""

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from adapters.slack import SlackAdapter
from adapters.teams import TeamsAdapter
from adapters.teams.trust import NoKeys, SigningKeys
from bot.settings import Settings
from tests.contracts.recording import RecordingReceiver
from tests.platforms.slack.fake_api import TOKEN, FakeSlack
from tests.platforms.slack.slack_requests import SECRET, SlackRequests, message
from tests.platforms.teams.activities import said
from tests.platforms.teams.fake_connector import FakeConnector
from tests.platforms.teams.forgeries import FORGERIES, Forger, Forgery, page
from tests.platforms.teams.keys import FakeKeys, claims
from tests.platforms.teams.serving import Served
from tests.platforms.teams.teams_requests import PATH, TeamsRequests

PAGE = Path(__file__).parents[3] / "docs/teams-forged-requests.md"


class Poisoned(Served):
    """A service of somebody else's that waits for our token."""

    def add_routes(self, router: web.UrlDispatcher) -> None:
        async def take(request: web.Request) -> web.Response:
            self.requests.append(request)
            return web.json_response({"id": "1"})

        router.add_route("*", "/{rest:.*}", take)


@pytest.fixture
async def poisoned() -> AsyncIterator[Poisoned]:
    served = Poisoned()
    await served.start()
    yield served
    await served.close()


@pytest.fixture
def forger(keys: FakeKeys, connector: FakeConnector, poisoned: Poisoned) -> Forger:
    # The allowed host is 127.0.0.1; under this name the same machine is somebody else.
    elsewhere = poisoned.url.replace("127.0.0.1", "localhost")
    return Forger(keys, connector.url, elsewhere)


@pytest.mark.parametrize("forgery", FORGERIES, ids=lambda one: one.what)
async def test_refuses_what_teams_did_not_send_us(
    door: TeamsRequests,
    receiver: RecordingReceiver,
    connector: FakeConnector,
    poisoned: Poisoned,
    forger: Forger,
    forgery: Forgery,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    sent = forgery.make(forger)
    response = await door.client.post(PATH, data=sent.body, headers=sent.all_headers())
    assert response.status == forgery.status
    assert not receiver.received
    assert not receiver.asked
    assert not connector.requests
    assert not poisoned.requests
    assert "Zebedee" not in caplog.text
    assert "Zebedee" not in await response.text()


async def test_lets_teams_in(
    door: TeamsRequests,
    receiver: RecordingReceiver,
    forger: Forger,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    sent = forger.request()
    response = await door.client.post(PATH, data=sent.body, headers=sent.all_headers())
    assert response.status == 200
    assert [fact.kind for fact in receiver.received] == ["message_posted"]
    assert "Zebedee" not in caplog.text


def test_the_page_shows_the_table() -> None:
    assert PAGE.read_text() == page(), "run python -m tests.platforms.teams.forgeries"


@pytest.mark.parametrize("changes", [{"exp": -240}, {"nbf": 240}])
async def test_bears_with_a_clock_a_little_off(
    door: TeamsRequests, receiver: RecordingReceiver, changes: dict[str, int]
) -> None:
    now = claims("")["nbf"]
    headers = door.headers(**{name: now + seconds for name, seconds in changes.items()})
    assert (
        await door.raw(Forger(door.keys, door.service_url, "").request().body, headers)
    ).status == 200
    assert receiver.received


async def test_takes_a_tenant_in_any_case(door: TeamsRequests, receiver: RecordingReceiver) -> None:
    made = said(door.service_url, "Hello")
    made["channelData"]["tenant"] = {"id": made["conversation"]["tenantId"].upper()}
    assert (await door.send(made)).status == 200
    assert receiver.received[0].where.tenant == made["conversation"]["tenantId"]


# --- keys ---


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def signing(keys: FakeKeys, clock: Clock) -> AsyncIterator[SigningKeys]:
    made = SigningKeys(keys.address, clock)
    yield made
    await made.close()


async def test_one_fetch_serves_all_who_wait(signing: SigningKeys, keys: FakeKeys) -> None:
    found = await asyncio.gather(*(signing.find(keys.current.kid) for _ in range(20)))
    assert all(found)
    assert keys.asked == 1


async def test_keys_that_are_known_are_not_asked_for(signing: SigningKeys, keys: FakeKeys) -> None:
    for _ in range(3):
        assert await signing.find(keys.current.kid)
    assert keys.asked == 1


async def test_a_new_key_is_found_after_a_rotation_and_the_old_is_let_go(
    signing: SigningKeys, keys: FakeKeys, clock: Clock
) -> None:
    old = keys.current.kid
    assert await signing.find(old)
    keys.rotate()
    clock.now += 301
    assert await signing.find(keys.current.kid)
    assert await signing.find(old) is None


async def test_an_unknown_key_is_looked_for_once_in_five_minutes(
    signing: SigningKeys, keys: FakeKeys, clock: Clock
) -> None:
    await signing.find(keys.current.kid)
    for seconds in (0, 100, 199):
        clock.now += seconds
        assert await signing.find("unknown") is None
    assert keys.asked == 1
    clock.now += 1
    assert await signing.find("unknown") is None
    assert keys.asked == 2


async def test_keys_stay_in_use_while_they_can_not_be_fetched(
    signing: SigningKeys, keys: FakeKeys, clock: Clock
) -> None:
    kid = keys.current.kid
    assert await signing.find(kid)
    clock.now += 7 * 24 * 3600
    keys.faults["config"].extend(["500"] * 3)
    assert await signing.find(kid)
    assert await signing.find("unknown") is None
    assert await signing.find(kid)


@pytest.mark.parametrize("fault", ["500", "302", "before"])
@pytest.mark.parametrize("document", ["config", "keys"])
async def test_without_any_keys_it_is_tried_again_soon(
    signing: SigningKeys, keys: FakeKeys, clock: Clock, document: str, fault: str
) -> None:
    keys.faults[document].extend([fault] * 2)  # aiohttp asks again when a connection breaks
    with pytest.raises(NoKeys):
        await signing.find(keys.current.kid)
    with pytest.raises(NoKeys):
        await signing.find(keys.current.kid)
    clock.now += 10
    keys.faults.clear()
    assert await signing.find(keys.current.kid)


async def test_what_is_known_is_answered_at_once_beside_a_hanging_endpoint(
    signing: SigningKeys, keys: FakeKeys, clock: Clock
) -> None:
    kid = keys.current.kid
    await signing.find(kid)
    clock.now += 301
    keys.faults["keys"].append("hang")
    looking = asyncio.create_task(signing.find("unknown"))
    await asyncio.sleep(0)
    async with asyncio.timeout(0.2):
        assert await signing.find(kid)
    assert not looking.done()
    looking.cancel()


async def test_keys_from_an_unsafe_address_are_not_taken(keys: FakeKeys) -> None:
    keys.jwks_uri = "http://example.org/keys"
    signing = SigningKeys(keys.address)
    with pytest.raises(NoKeys):
        await signing.find(keys.current.kid)


# --- a hanging key endpoint, and everybody else ---


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    fake = FakeSlack()
    await fake.start()
    yield fake
    await fake.close()


async def test_slack_is_answered_promptly_beside_a_hanging_key_endpoint(
    adapter: TeamsAdapter,
    receiver: RecordingReceiver,
    keys: FakeKeys,
    connector: FakeConnector,
    slack: FakeSlack,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("adapters.teams.trust.keys.FETCH_WITHIN", 0.5)
    keys.faults["config"].append("hang")
    slacks = Settings(
        _env_file=None, slack_bot_token=TOKEN, slack_signing_secret=SECRET, slack_api_url=slack.url
    )
    app = web.Application()
    SlackAdapter(slacks, receiver).attach(app)
    adapter.attach(app)
    loop = asyncio.get_running_loop()
    async with TestClient(TestServer(app)) as client:
        teams = TeamsRequests(client, keys, connector)
        waiting = [asyncio.create_task(teams.say(f"Number {number}")) for number in range(20)]
        await asyncio.sleep(0.05)
        slowest = 0.0
        for _ in range(20):
            began = loop.time()
            assert (await SlackRequests(client, slack).event(message())).status == 200
            slowest = max(slowest, loop.time() - began)
        assert slowest < 0.25
        assert not any(task.done() for task in waiting)
        answers = await asyncio.gather(*waiting)
    assert {answer.status for answer in answers} == {503}
    assert len(keys.requests) == 1
    assert len(receiver.received) == 20


async def test_teams_is_refused_while_an_unknown_key_can_not_be_looked_up(
    door: TeamsRequests,
    receiver: RecordingReceiver,
    keys: FakeKeys,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert (await door.say("Before")).status == 200
    monkeypatch.setattr("adapters.teams.trust.keys.FETCH_WITHIN", 0.05)
    monkeypatch.setattr("adapters.teams.trust.keys.ASK_AGAIN", 0.0)
    old = keys.current
    keys.rotate()
    keys.faults["keys"].append("hang")
    assert (await door.say("Signed with a new key")).status == 401
    keys.published = [old]
    assert (await door.say("Signed with the known one")).status == 200
    assert len(receiver.received) == 2
