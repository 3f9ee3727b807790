"""A small login of Microsoft's: gives tokens to the app that knows its secret."""

import asyncio
import itertools
from urllib.parse import parse_qs

from aiohttp import web

from tests.platforms.teams.serving import Served, broken

APP_ID = "11111111-2222-3333-4444-555555555555"
SECRET = "fake~secret"
TENANT = "aaaaaaaa-0000-4000-8000-000000000001"


class FakeLogin(Served):
    """`POST /{tenant}/oauth2/v2.0/token`, with faults for the operation "token"."""

    def __init__(self) -> None:
        super().__init__()
        self.issued: dict[str, tuple[str, str]] = {}
        """By token: its scope and its tenant."""
        self.seconds = 3600
        self.delay = 0.0
        self._numbers = itertools.count(1)

    def add_routes(self, router: web.UrlDispatcher) -> None:
        router.add_post("/{tenant}/oauth2/v2.0/token", self._token)

    def good(self, request: web.Request, scope: str) -> bool:
        """Say whether the request carries a token of ours with that scope."""
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return self.issued.get(token, ("", ""))[0] == scope

    async def _token(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request)
        form = {name: values[0] for name, values in parse_qs(await request.text()).items()}
        fault = self.next_fault("token")
        if failure := await self.failed(fault, request):
            return failure
        known = (form["client_id"], form["client_secret"]) == (APP_ID, SECRET)
        if not known or form["grant_type"] != "client_credentials":
            refusal = {"error": "invalid_client", "error_description": f"not {form}"}
            return web.json_response(refusal, status=401)
        await asyncio.sleep(self.delay)
        token = f"token-{next(self._numbers)}"
        self.issued[token] = (form["scope"], request.match_info["tenant"])
        if fault == "after":
            return broken(request)
        return web.json_response({"access_token": token, "expires_in": self.seconds})
