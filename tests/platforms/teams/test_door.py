"""The way in: what is acknowledged and when, and how it is let in on this machine alone."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from adapters.teams import TeamsAdapter
from bot.cards import Say, notice
from bot.settings import Settings
from tests.contracts.recording import NOT_STORED, RecordingReceiver
from tests.platforms.teams.activities import said
from tests.platforms.teams.conftest import COMMANDS
from tests.platforms.teams.fake_connector import ANN, FakeConnector
from tests.platforms.teams.forgeries import MEBIBYTE
from tests.platforms.teams.teams_requests import PATH, Client, TeamsRequests
from tests.waiting import until

CANARY = "Zebedee Quillfeather lives at 12 Nowhere Lane"
PLAIN = {"Content-Type": "application/json"}


async def test_takes_a_body_just_under_a_mebibyte(
    door: TeamsRequests, receiver: RecordingReceiver
) -> None:
    made = said(door.service_url, "x" * (MEBIBYTE - 3000))
    assert (await door.send(made)).status == 200
    assert receiver.received


async def test_gives_up_on_a_body_that_does_not_come(
    door: TeamsRequests, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.teams.door.BODY_WITHIN", 0.05)
    answered = asyncio.Event()

    async def drip() -> AsyncIterator[bytes]:
        yield b"{"
        await answered.wait()
        yield b"}"

    response = await door.client.post(PATH, data=drip(), headers=door.headers())
    answered.set()
    assert response.status == 408


async def test_a_stranger_s_body_is_not_waited_for(door: TeamsRequests) -> None:
    answered = asyncio.Event()

    async def drip() -> AsyncIterator[bytes]:
        yield b"{"
        await answered.wait()

    async with asyncio.timeout(2):
        response = await door.client.post(PATH, data=drip(), headers=PLAIN)
    answered.set()
    assert response.status == 401


async def test_acknowledges_only_what_is_stored(
    door: TeamsRequests, receiver: RecordingReceiver
) -> None:
    receiver.committed.clear()
    request = asyncio.create_task(door.say("Who pays?"))
    done, _ = await asyncio.wait({request}, timeout=0.2)
    assert not done
    receiver.committed.set()
    assert (await request).status == 200


@pytest.mark.parametrize("error", [NOT_STORED, RuntimeError(CANARY)])
async def test_has_teams_send_again_what_could_not_be_stored(
    door: TeamsRequests,
    receiver: RecordingReceiver,
    error: Exception,
    caplog: pytest.LogCaptureFixture,
) -> None:
    receiver.refuse = error
    made = said(door.service_url, CANARY)
    response = await door.send(made)
    assert response.status == 503
    assert "Zebedee" not in caplog.text + await response.text()
    receiver.refuse = None
    assert (await door.send(made)).status == 200
    assert len(receiver.received) == 1


async def test_stores_messages_while_the_connector_and_the_login_are_away(
    door: TeamsRequests, receiver: RecordingReceiver, connector: FakeConnector
) -> None:
    await door.say("To have the keys")
    headers = door.headers()
    made = said(door.service_url, "Who pays?")
    await connector.close()
    assert (await door.raw(json.dumps(made), headers)).status == 200
    assert len(receiver.received) == 2


async def test_no_words_of_commands_and_answers_are_logged(
    door: TeamsRequests,
    receiver: RecordingReceiver,
    connector: FakeConnector,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    receiver.reply = lambda _: Say(notice(CANARY))
    await door.tell_us(f"ask {CANARY}")
    await until(lambda: connector.visible(connector.chat_with(ANN)) == [CANARY])
    assert "Zebedee" not in caplog.text


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "typing"},
        {"type": "event", "name": "application/vnd.microsoft.meetingStart", "value": "x"},
        {"type": "endOfConversation"},
        {"type": "messageUpdate"},
        {"type": "message", "deliveryMode": "expectReplies"},
        {"type": "somethingNew"},
    ],
)
async def test_takes_what_is_nothing_to_us(door: TeamsRequests, changes: dict[str, str]) -> None:
    assert (await door.send(said(door.service_url, "Hello") | changes)).status == 200


async def test_an_invoke_that_nothing_replies_to_is_refused(
    door: TeamsRequests, receiver: RecordingReceiver
) -> None:
    made = door.activity("invoke", name="signin/verifyState", value={"state": "1"})
    assert (await door.send(said(door.service_url, "") | made)).status == 400
    assert not receiver.asked


# --- on this machine, without tokens ---


@pytest.fixture
async def near(receiver: RecordingReceiver, connector: FakeConnector) -> AsyncIterator[Client]:
    settings = Settings(_env_file=None, teams_without_auth=True)
    app = web.Application()
    TeamsAdapter(settings, receiver, COMMANDS).attach(app)
    async with TestClient(TestServer(app)) as client:
        yield client


async def test_without_tokens_this_machine_is_let_in(
    near: Client, receiver: RecordingReceiver, connector: FakeConnector
) -> None:
    response = await near.post(PATH, json=said(connector.url, "Hello"))
    assert response.status == 200
    assert len(receiver.received) == 1


async def test_without_tokens_only_the_tenants_named_are_served(
    receiver: RecordingReceiver, connector: FakeConnector
) -> None:
    settings = Settings(_env_file=None, teams_without_auth=True, teams_tenants="another")
    app = web.Application()
    TeamsAdapter(settings, receiver, COMMANDS).attach(app)
    async with TestClient(TestServer(app)) as client:
        response = await client.post(PATH, json=said(connector.url, "Hello"))
    assert response.status == 403
    assert not receiver.received


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"X-Forwarded-For": "203.0.113.7"}, 401),
        ({"Forwarded": "for=203.0.113.7"}, 401),
        ({"Origin": "https://example.org"}, 401),
        ({"Host": "example.org"}, 401),
        ({"Host": "[not a host"}, 400),
        ({"Content-Type": "text/plain"}, 400),
    ],
)
async def test_without_tokens_nobody_is_let_in_from_elsewhere(
    near: Client,
    receiver: RecordingReceiver,
    connector: FakeConnector,
    headers: dict[str, str],
    status: int,
) -> None:
    body = json.dumps(said(connector.url, "Hello"))
    response = await near.post(PATH, data=body, headers=PLAIN | headers)
    assert response.status in (status, 401)
    assert not receiver.received


@pytest.mark.parametrize(
    "changes", [{"serviceUrl": "https://example.org/"}, {"channelId": "webchat"}]
)
async def test_without_tokens_nothing_is_answered_elsewhere(
    near: Client,
    receiver: RecordingReceiver,
    connector: FakeConnector,
    changes: dict[str, str],
) -> None:
    response = await near.post(PATH, json=said(connector.url, "Hello") | changes)
    assert response.status == 403
    assert not receiver.received
