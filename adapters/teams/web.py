"""Requests to Microsoft: one session, a bound on their time, and no redirect followed ever."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
from yarl import URL

Json = dict[str, Any]

TIMEOUT_SECONDS = 10.0
MOST_BYTES = 10 * 1024 * 1024


class NotConnected(Exception):
    """Nobody took the request: nothing was done."""


class NoAnswer(Exception):
    """The request was sent and no whole answer came: it may have been done."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: its status, its headers and its JSON object (empty when it is none)."""

    status: int
    headers: Mapping[str, str]
    body: Json

    @property
    def ok(self) -> bool:
        """Say whether it was done."""
        return 200 <= self.status < 300


class Web:
    """One HTTP session, opened when first needed, on the loop it is first used on."""

    def __init__(self, timeout: float = TIMEOUT_SECONDS) -> None:
        """Prepare. `timeout` is the seconds that a whole request may take."""
        self._timeout = aiohttp.ClientTimeout(total=timeout)
        self._session: aiohttp.ClientSession | None = None

    async def request(
        self,
        method: str,
        url: URL,
        *,
        token: str = "",
        body: Json | None = None,
        form: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send a request and return its answer. Raises NotConnected or NoAnswer."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                timeout=self._timeout,
                json_serialize=_dumps,
                cookie_jar=aiohttp.DummyCookieJar(),
            )
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        with _network_errors():
            async with self._session.request(
                method, url, headers=headers, json=body, data=form, allow_redirects=False
            ) as response:
                return Answer(response.status, response.headers, _object(await _read(response)))

    async def close(self) -> None:
        """Close the session."""
        if self._session is not None:
            await self._session.close()
            self._session = None


@contextmanager
def _network_errors() -> Iterator[None]:
    """Raise errors of ours, that hold neither addresses nor what was sent."""
    try:
        yield
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
        raise NotConnected(type(error).__name__) from None
    except (aiohttp.ClientError, TimeoutError, ConnectionError) as error:
        raise NoAnswer(type(error).__name__) from None


def _dumps(body: object) -> str:
    """Return the body as it is sent: short, and without halves of characters."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace").decode("utf-8")


async def _read(response: aiohttp.ClientResponse) -> bytes:
    read = bytearray()
    async for chunk in response.content.iter_any():
        read += chunk
        if len(read) > MOST_BYTES:
            raise NoAnswer("the answer is too long")
    return bytes(read)


def _object(read: bytes) -> Json:
    try:
        body = json.loads(read)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
