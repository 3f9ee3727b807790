"""Requests as Teams sends them, signed."""

import json
from typing import Any

from aiohttp import ClientResponse, ClientSession, web
from aiohttp.test_utils import TestClient

from tests.platforms.teams.activities import Json, activity, in_private, invoke, said
from tests.platforms.teams.fake_connector import ANN, FakeConnector
from tests.platforms.teams.keys import FakeKeys, claims

PATH = "/api/messages"
Client = TestClient[web.Request, web.Application]


class TeamsRequests:
    """Sends the adapter what Teams would."""

    def __init__(
        self, client: Client | ClientSession, keys: FakeKeys, connector: FakeConnector
    ) -> None:
        self.client = client
        self.keys = keys
        self.connector = connector

    @property
    def service_url(self) -> str:
        return self.connector.url

    def headers(self, **changes: Any) -> dict[str, str]:
        """Return the headers of a good request, with other claims perhaps."""
        token = self.keys.current.sign(claims(self.service_url, **changes))
        return {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    async def raw(self, body: str | bytes, headers: dict[str, str] | None = None) -> ClientResponse:
        sent = self.headers() if headers is None else headers
        return await self.client.post(PATH, data=body, headers=sent)

    async def send(self, sent: Json) -> ClientResponse:
        return await self.raw(json.dumps(sent))

    async def say(self, text: str, user: str = ANN, **changes: Any) -> ClientResponse:
        """Post a message in the channel."""
        return await self.send(said(self.service_url, text, user, **changes))

    async def tell_us(self, text: str, user: str = ANN, **changes: Any) -> ClientResponse:
        """Say something to us in private."""
        return await self.send(self.private(text, user, **changes))

    def private(self, text: str, user: str = ANN, **changes: Any) -> Json:
        return said(self.service_url, text, user) | in_private(user) | changes

    async def invoke(self, name: str, value: Json, user: str = ANN, **changes: Any) -> Json:
        """Send an invoke and return its reply; empty when it has no body."""
        response = await self.send(invoke(self.service_url, name, value, user, **changes))
        assert response.status == 200, await response.text()
        body = await response.text()
        return dict(json.loads(body)) if body else {}

    async def press(self, action: Json, user: str = ANN, **changes: Any) -> Json:
        """Press a button of a card, as it stands there, with its inputs' values among the data."""
        data = action["data"]
        if action["type"] == "Action.Execute":
            value = {"action": {name: action[name] for name in ("type", "verb", "data")}}
            value["trigger"] = "manual"
            return await self.invoke("adaptiveCard/action", value, user, **changes)
        return await self.invoke("task/fetch", {"data": data}, user, **changes)

    def activity(self, kind: str, user: str = ANN, **changes: Any) -> Json:
        return activity(self.service_url, kind, user, **changes)
