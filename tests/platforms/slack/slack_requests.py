"""Requests as Slack sends them, signed."""

import itertools
import json
import time
from typing import Any
from urllib.parse import urlencode

from aiohttp import ClientResponse, ClientSession, web
from aiohttp.test_utils import TestClient
from slack_sdk.signature import SignatureVerifier

from tests.platforms.slack.fake_api import BOT_USER, CHANNEL, TEAM, FakeSlack

Json = dict[str, Any]

SECRET = "shhh-signing"
APP_ID = "A0APP"
PERSON = "U01ANN"
TS = "1780000000.000100"

_numbers = itertools.count(1)


def headers_for(
    body: str, content_type: str, secret: str = SECRET, at: float = 0.0
) -> dict[str, str]:
    timestamp = str(int(at or time.time()))
    signature = SignatureVerifier(secret).generate_signature(timestamp=timestamp, body=body)
    assert signature
    return {
        "Content-Type": content_type,
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": signature,
    }


def envelope(event: Json, **changes: Any) -> Json:
    """Return an event as the Events API wraps it."""
    return {
        "token": "verification",
        "team_id": TEAM,
        "api_app_id": APP_ID,
        "event": {"event_ts": TS, **event},
        "type": "event_callback",
        "event_id": f"Ev{next(_numbers)}",
        "event_time": 1780000000,
        "authorizations": [
            {"enterprise_id": None, "team_id": TEAM, "user_id": BOT_USER, "is_bot": True}
        ],
        "is_ext_shared_channel": False,
        **changes,
    }


def message(text: str = "How do you find rooms?", **changes: Any) -> Json:
    """Return a message event."""
    return {
        "type": "message",
        "channel": CHANNEL,
        "channel_type": "channel",
        "user": PERSON,
        "text": text,
        "ts": TS,
        "team": TEAM,
        "blocks": [{"type": "rich_text", "elements": []}],
        **changes,
    }


class SlackRequests:
    """Sends the adapter what Slack would, and knows the passes it gave out."""

    def __init__(
        self, client: "TestClient[web.Request, web.Application] | ClientSession", slack: FakeSlack
    ) -> None:
        self.client = client
        self.slack = slack

    async def raw(self, body: str | bytes, headers: dict[str, str]) -> ClientResponse:
        return await self.client.post("/slack/events", data=body, headers=headers)

    async def event(self, event: Json, **changes: Any) -> ClientResponse:
        body = json.dumps(envelope(event, **changes))
        return await self.raw(body, headers_for(body, "application/json"))

    async def form(self, fields: Json) -> ClientResponse:
        body = urlencode(fields)
        return await self.raw(body, headers_for(body, "application/x-www-form-urlencoded"))

    async def interact(self, payload: Json) -> ClientResponse:
        base = {
            "api_app_id": APP_ID,
            "team": {"id": TEAM, "domain": "team"},
            "user": {"id": PERSON, "username": "ann", "name": "ann", "team_id": TEAM},
            "trigger_id": self.slack.new_trigger(),
        }
        return await self.form({"payload": json.dumps(base | payload)})

    async def command(self, command: str, text: str = "", **changes: str) -> ClientResponse:
        fields = {
            "team_id": TEAM,
            "channel_id": CHANNEL,
            "channel_name": "general",
            "user_id": PERSON,
            "user_name": "ann",
            "command": command,
            "text": text,
            "api_app_id": APP_ID,
            "response_url": self.slack.new_response_url(),
            "trigger_id": self.slack.new_trigger(),
        }
        return await self.form(fields | changes)

    async def button(self, action: str, value: str = "", **changes: Any) -> ClientResponse:
        """Press a button on a message of ours."""
        payload = {
            "type": "block_actions",
            "container": {"type": "message", "message_ts": TS, "channel_id": CHANNEL},
            "channel": {"id": CHANNEL, "name": "general"},
            "message": {"ts": TS, "bot_id": "B0", "user": BOT_USER},
            "response_url": self.slack.new_response_url(replaces=TS),
            "actions": [{"type": "button", "action_id": action, "value": value, "block_id": "b"}],
        }
        return await self.interact(payload | changes)

    async def shortcut(self, action: str, about: Json, **changes: Any) -> ClientResponse:
        payload = {
            "type": "message_action",
            "callback_id": action,
            "channel": {"id": CHANNEL, "name": "general"},
            "message": about,
            "message_ts": about["ts"],
            "response_url": self.slack.new_response_url(),
        }
        return await self.interact(payload | changes)

    async def submission(self, view: Json, values: Json) -> ClientResponse:
        """Send in a modal that was opened, with what was filled in."""
        filled = view | {"id": "V1", "state": {"values": values}}
        return await self.interact({"type": "view_submission", "view": filled})
