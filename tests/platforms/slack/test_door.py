"""The HTTP way in: who is let in, and that strangers meet a 4xx and leave no words behind."""

import asyncio
import gzip
import json
import logging
import time
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from adapters.slack.signature import sign
from tests.contracts.recording import NOT_STORED, RecordingReceiver
from tests.platforms.slack.fake_api import FakeSlack
from tests.platforms.slack.slack_requests import (
    SECRET,
    SlackRequests,
    envelope,
    headers_for,
    message,
)

CANARY = "Zebedee Quillfeather lives at 12 Nowhere Lane"
BODY = json.dumps(envelope(message(CANARY)))
Headers = dict[str, str]
T, S = "X-Slack-Request-Timestamp", "X-Slack-Signature"


def signed_at(at: float) -> Headers:
    return headers_for(BODY, "application/json", at=at)


DAY = 86_400
FORGED: dict[str, Callable[[Headers], Headers]] = {
    "no headers": lambda good: {"Content-Type": "application/json"},
    "no timestamp": lambda good: {S: good[S]},
    "no signature": lambda good: {T: good[T]},
    "empty timestamp": lambda good: {**good, T: ""},
    "empty signature": lambda good: {**good, S: ""},
    "timestamp not a number": lambda good: {**good, T: "yesterday"},
    "timestamp with a sign": lambda good: {**good, T: "-" + good[T]},
    "timestamp with a fraction": lambda good: {**good, T: good[T] + ".5"},
    "timestamp in other digits": lambda good: {**good, T: "١٧٨٠٠٠٠٠٠٠"},
    "timestamp with underscores": lambda good: {**good, T: "1_780_000_000"},
    "timestamp of a thousand digits": lambda good: {**good, T: "1" * 1000},
    "timestamp not a finite number": lambda good: {**good, T: "inf"},
    "timestamp changed": lambda good: {**good, T: str(int(good[T]) + 1)},
    "signature not ASCII": lambda good: {**good, S: "v0=" + "é" * 64},
    "signature too short": lambda good: {**good, S: good[S][:-1]},
    "signature too long": lambda good: {**good, S: good[S] + "0"},
    "signature in capitals": lambda good: {**good, S: "v0=" + good[S][3:].upper()},
    "signature of another version": lambda good: {**good, S: "v1" + good[S][2:]},
    "signature all zeros": lambda good: {**good, S: "v0=" + "0" * 64},
    "signature by another secret": lambda _: headers_for(BODY, "application/json", "another"),
    "signature of another body": lambda _: headers_for(BODY + " ", "application/json"),
    "too old": lambda _: signed_at(time.time() - DAY),
    "too new": lambda _: signed_at(time.time() + DAY),
}
"""What is made of the good headers; at the time of the test, for they are good for minutes."""


@pytest.fixture
def good() -> Headers:
    return signed_at(time.time())


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED.keys())
async def test_refuses_what_slack_did_not_sign(
    door: SlackRequests,
    receiver: RecordingReceiver,
    good: Headers,
    forge: Callable[[Headers], Headers],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    response = await door.raw(BODY, forge(good))
    assert response.status == 401
    assert not receiver.received
    assert "Zebedee" not in caplog.text
    assert "Zebedee" not in await response.text()


async def test_refuses_a_header_given_twice(
    door: SlackRequests, receiver: RecordingReceiver, good: Headers
) -> None:
    twice = [*good.items(), (S, "v0=" + "0" * 64)]
    response = await door.client.post("/slack/events", data=BODY, headers=twice)
    assert response.status == 401
    assert not receiver.received


async def test_lets_slack_in(
    door: SlackRequests,
    receiver: RecordingReceiver,
    good: Headers,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    response = await door.raw(BODY, good)
    assert response.status == 200
    assert [fact.kind for fact in receiver.received] == ["message_posted"]
    assert "Zebedee" not in caplog.text


@pytest.mark.parametrize("seconds", [-290, 290])
async def test_bears_with_a_clock_a_little_off(
    door: SlackRequests, receiver: RecordingReceiver, seconds: int
) -> None:
    assert (await door.raw(BODY, signed_at(time.time() + seconds))).status == 200
    assert receiver.received


async def test_answers_the_challenge_when_the_address_is_set_up(door: SlackRequests) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "3eZbrw1aB"})
    response = await door.raw(body, headers_for(body, "application/json"))
    assert response.status == 200
    assert (await response.json())["challenge"] == "3eZbrw1aB"


UNREADABLE: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "application/json"),
    "not JSON": (b"{", "application/json"),
    "a list": (b"[]", "application/json"),
    "a number": (b"1", "application/json"),
    "nested too deep": (b"[" * 100_000, "application/json"),
    "not UTF-8": (b"\xff\xfe", "application/json"),
    "a form's payload that is not JSON": (b"payload=x", "application/x-www-form-urlencoded"),
    "a form's payload that is a list": (b"payload=[]", "application/x-www-form-urlencoded"),
    "a payload that is null": (b"payload=null", "application/x-www-form-urlencoded"),
    "an event that is a word": (b'{"event": "message"}', "application/json"),
    "an event that is null": (b'{"event": null}', "application/json"),
    "authorizations that are a word": (b'{"authorizations": "all"}', "application/json"),
    "authorizations that are words": (b'{"authorizations": ["all"]}', "application/json"),
}


@pytest.mark.parametrize(("body", "kind"), UNREADABLE.values(), ids=UNREADABLE.keys())
async def test_refuses_what_can_not_be_read_though_signed(
    door: SlackRequests, body: bytes, kind: str
) -> None:
    timestamp = str(int(time.time()))
    headers = {"Content-Type": kind, T: timestamp, S: sign(body, timestamp, SECRET)}
    assert (await door.raw(body, headers)).status == 400


ODD: dict[str, Any] = {
    "no event": {"type": "event_callback", "event_id": "E", "team_id": "T"},
    "no team": {"type": "event_callback", "event": message(), "event_id": "E"},
    "no channel": envelope({"type": "message", "user": "U", "text": "x", "ts": "1.0"}),
    "timestamp a word": envelope(message(ts="soon", event_ts="soon")),
    "timestamp not finite": envelope(message(ts="nan")),
    "an event we know nothing of": envelope({"type": "team_domain_change"}),
    "a reaction to nothing": envelope({"type": "reaction_added", "reaction": "bulb"}),
}


@pytest.mark.parametrize("body", ODD.values(), ids=ODD.keys())
async def test_takes_an_odd_event_from_slack_without_asking_for_it_again(
    door: SlackRequests, body: dict[str, Any]
) -> None:
    text = json.dumps(body)
    response = await door.raw(text, headers_for(text, "application/json"))
    assert response.status in (200, 404)


async def test_refuses_a_body_over_a_mebibyte(
    door: SlackRequests, receiver: RecordingReceiver
) -> None:
    body = json.dumps(envelope(message("x" * 1024 * 1024)))
    assert (await door.raw(body, headers_for(body, "application/json"))).status == 413
    bomb = gzip.compress(body.encode())
    headers = {**headers_for(body, "application/json"), "Content-Encoding": "gzip"}
    assert (await door.raw(bomb, headers)).status == 413
    assert not receiver.received


async def test_takes_a_body_just_under_a_mebibyte(
    door: SlackRequests, receiver: RecordingReceiver
) -> None:
    body = json.dumps(envelope(message("x" * (1024 * 1024 - 2000))))
    assert (await door.raw(body, headers_for(body, "application/json"))).status == 200
    assert receiver.received


async def test_refuses_a_body_that_is_not_what_its_encoding_says(
    door: SlackRequests, good: Headers
) -> None:
    headers = {**good, "Content-Encoding": "gzip"}
    assert (await door.raw(BODY, headers)).status == 400


async def test_acknowledges_only_what_is_stored(
    door: SlackRequests, receiver: RecordingReceiver
) -> None:
    receiver.committed.clear()
    request = asyncio.create_task(door.event(message()))
    done, _ = await asyncio.wait({request}, timeout=0.2)
    assert not done
    receiver.committed.set()
    assert (await request).status == 200


@pytest.mark.parametrize("error", [NOT_STORED, RuntimeError(CANARY)])
async def test_has_slack_send_again_what_could_not_be_stored(
    door: SlackRequests,
    receiver: RecordingReceiver,
    error: Exception,
    caplog: pytest.LogCaptureFixture,
) -> None:
    receiver.refuse = error
    body = json.dumps(envelope(message(CANARY)))
    headers = headers_for(body, "application/json")
    assert (await door.raw(body, headers)).status == 503
    assert "Zebedee" not in caplog.text
    receiver.refuse = None
    again = {**headers, "X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_error"}
    assert (await door.raw(body, again)).status == 200
    assert len(receiver.received) == 1


async def test_stores_events_while_the_web_api_is_away(
    door: SlackRequests, receiver: RecordingReceiver, slack: FakeSlack
) -> None:
    await slack.close()
    assert (await door.event(message())).status == 200
    assert receiver.received


async def test_gives_up_on_a_body_that_does_not_come(
    door: SlackRequests, good: Headers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.slack.door.BODY_WITHIN", 0.05)
    answered = asyncio.Event()

    async def drip() -> AsyncIterator[bytes]:
        yield b"{"
        await answered.wait()
        yield b"}"

    response = await door.client.post("/slack/events", data=drip(), headers=good)
    answered.set()
    assert response.status == 408


async def test_takes_an_odd_interaction_without_fault(door: SlackRequests) -> None:
    for metadata in ("{", "[]"):
        view = {"type": "modal", "callback_id": "f", "private_metadata": metadata}
        odd = {"type": "view_submission", "view": view}
        assert (await door.interact(odd)).status == 200
    assert (await door.shortcut("no_such_shortcut", message())).status == 200
