"""Our tokens for the Bot Connector and for Microsoft Graph: fetched once, shared by all."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

from pydantic import SecretStr
from yarl import URL

from adapters.teams.web import NoAnswer, NotConnected, Web
from bot.ports import Temporary

CONNECTOR_SCOPE = "https://api.botframework.com/.default"
GRAPH_SCOPE = "https://graph.microsoft.com/.default"
EARLY_SECONDS = 300.0
"""So long before a token ends another is fetched, while the old one still serves."""
LEAST_SECONDS = 30.0
"""A token with less left than this is not sent any more."""

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Token:
    value: str
    ends: float


class Tokens:
    """Client credentials turned into tokens, by scope and tenant. Never blocks the loop."""

    def __init__(
        self,
        web: Web,
        login_url: str,
        app_id: str,
        secret: SecretStr,
        tenant: str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Prepare. `tenant` is the app's own, used where none is named."""
        self._web = web
        self._login_url = login_url
        self._app_id = app_id
        self._secret = secret
        self._tenant = tenant
        self._clock = clock
        self._held: dict[Key, _Token] = {}
        self._fetching: dict[Key, asyncio.Task[_Token]] = {}

    async def get(self, scope: str, tenant: str = "") -> str:
        """Return a token that is good for a while yet. Raises Temporary when none can be had."""
        key = (scope, tenant or self._tenant)
        held = self._held.get(key)
        left = held.ends - self._clock() if held else 0.0
        if held is None or left < LEAST_SECONDS:
            # Shielded: one caller that gives up must not take the token from the others.
            held = await asyncio.shield(self._fetch_once(key))
        elif left < EARLY_SECONDS:
            self._fetch_once(key)
        return held.value

    def forget(self, token: str) -> None:
        """Drop a token that was refused."""
        self._held = {key: held for key, held in self._held.items() if held.value != token}

    async def close(self) -> None:
        """Stop fetching."""
        for task in [*self._fetching.values()]:
            task.cancel()

    def _fetch_once(self, key: Key) -> asyncio.Task[_Token]:
        task = self._fetching.get(key)
        if task is None:
            task = self._fetching[key] = asyncio.create_task(self._fetch(key))
            task.add_done_callback(lambda done: self._fetched(key, done))
        return task

    def _fetched(self, key: Key, task: asyncio.Task[_Token]) -> None:
        del self._fetching[key]
        if not task.cancelled() and task.exception() is None:
            self._held[key] = task.result()

    async def _fetch(self, key: Key) -> _Token:
        scope, tenant = key
        url = URL(self._login_url) / tenant / "oauth2/v2.0/token"
        form = {
            "grant_type": "client_credentials",
            "client_id": self._app_id,
            "client_secret": self._secret.get_secret_value(),
            "scope": scope,
        }
        asked = self._clock()
        try:
            answer = await self._web.request("POST", url, form=form)
        except (NotConnected, NoAnswer) as error:
            raise Temporary(f"the login for Teams did not answer: {error}") from None
        value, seconds = answer.body.get("access_token"), answer.body.get("expires_in")
        if not (answer.ok and isinstance(value, str) and value and str(seconds).isdigit()):
            raise Temporary(f"the login for Teams refused: {_reason(answer.body, answer.status)}")
        return _Token(value, asked + float(str(seconds)))


def _reason(body: dict[str, object], status: int) -> str:
    """Return Microsoft's name for the error; its sentences may hold what was sent."""
    name = body.get("error")
    return name if isinstance(name, str) and name.isidentifier() else f"status {status}"
