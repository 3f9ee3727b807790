"""The keys that Teams signs with, fetched beside everything else and kept while they can't be.

A key endpoint that hangs or fails costs those who wait for an unknown key two seconds, once, and
nobody else anything: what is known stays in use.
"""

import asyncio
import json
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from bot.settings import LOOPBACK

log = logging.getLogger(__name__)

FETCH_WITHIN = 2.0
"""Seconds for both documents together."""
ASK_AGAIN = 300.0
"""Seconds between looks for an unknown key: Teams publishes a key days before signing with it."""
WITHOUT_ANY = 10.0
"""Seconds between looks while there are no keys at all."""
FRESH = 24 * 3600.0
"""Seconds after which the keys are fetched anew, beside the request that noticed."""
MOST_BYTES = 1024 * 1024


class NoKeys(Exception):
    """No keys were ever had: nothing can be checked yet, so that it has to be sent again."""


class _Unusable(Exception):
    """What was fetched are not signing keys; the message says why."""


@dataclass(frozen=True, slots=True)
class Key:
    """A public key, and the channels whose messages it may sign."""

    public: RSAPublicKey
    endorsements: frozenset[str]


class SigningKeys:
    """The key set behind an OpenID configuration. One fetch serves all who wait for it."""

    def __init__(self, url: str, clock: Callable[[], float] = time.monotonic) -> None:
        """Prepare. `url` is the OpenID configuration's; `clock` tells seconds that only grow."""
        self._url = url
        self._clock = clock
        self._keys: Mapping[str, Key] = {}
        self._asked_at = float("-inf")
        self._fetched_at = float("-inf")
        self._fetching: asyncio.Task[None] | None = None

    async def find(self, kid: str) -> Key | None:
        """Return the key of that id, or None when Teams has none. Raises NoKeys."""
        key = self._keys.get(kid)
        if key is not None:
            if self._clock() - self._fetched_at > FRESH and self._may_ask():
                self.refresh()
            return key
        if self._fetching is not None or self._may_ask():
            await asyncio.wait({self.refresh()})
        if not self._keys:
            raise NoKeys
        return self._keys.get(kid)

    def refresh(self) -> asyncio.Task[None]:
        """Fetch the keys, or join who is fetching them; the task never fails."""
        if self._fetching is None:
            self._asked_at = self._clock()
            self._fetching = asyncio.create_task(self._fetch())
            self._fetching.add_done_callback(self._fetched)
        return self._fetching

    async def close(self) -> None:
        """Stop fetching."""
        if self._fetching is not None:
            self._fetching.cancel()
            await asyncio.wait({self._fetching})

    def _may_ask(self) -> bool:
        return self._clock() - self._asked_at >= (ASK_AGAIN if self._keys else WITHOUT_ANY)

    def _fetched(self, task: asyncio.Task[None]) -> None:
        self._fetching = None

    async def _fetch(self) -> None:
        try:
            async with asyncio.timeout(FETCH_WITHIN), aiohttp.ClientSession() as session:
                address = (await _get(session, self._url)).get("jwks_uri")
                keys = _read_keys(await _get(session, _checked(address, self._url)))
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError, _Unusable) as error:
            log.warning("The keys that Teams signs with were not had: %s", type(error).__name__)
            return
        self._keys, self._fetched_at = keys, self._clock()


async def _get(session: aiohttp.ClientSession, url: str) -> dict[str, Any]:
    async with session.get(url, allow_redirects=False) as response:
        if response.status != 200:
            raise _Unusable(f"status {response.status}")
        body = bytearray()
        async for chunk in response.content.iter_any():
            body += chunk
            if len(body) > MOST_BYTES:
                raise _Unusable("too long")
    try:
        found = json.loads(body)
    except RecursionError:
        raise _Unusable("nested too deep") from None
    if not isinstance(found, dict):
        raise _Unusable("not an object")
    return found


def _checked(address: object, known: str) -> str:
    """Return where the keys are: over https, or on this machine when we were sent there."""
    parts = urlsplit(address if isinstance(address, str) else "")
    near = parts.scheme == "http" and parts.hostname in LOOPBACK
    if not parts.hostname or not (
        parts.scheme == "https" or (near and urlsplit(known).hostname in LOOPBACK)
    ):
        raise _Unusable("the keys' address is not safe")
    return parts.geturl()


def _read_keys(found: dict[str, Any]) -> Mapping[str, Key]:
    listed = found.get("keys")
    keys = {
        str(one["kid"]): key
        for one in (listed if isinstance(listed, list) else [])
        if isinstance(one, dict) and one.get("kid") and (key := _read_key(one)) is not None
    }
    if not keys:
        raise _Unusable("there are no keys")
    return keys


def _read_key(one: dict[str, Any]) -> Key | None:
    """Return one of the keys; None when it is none to check RS256 with."""
    try:
        public = jwt.PyJWK(one, algorithm="RS256").key
    except (jwt.PyJWTError, ValueError, TypeError):
        return None
    endorsed = one.get("endorsements")
    channels = endorsed if isinstance(endorsed, list) else []
    if not isinstance(public, RSAPublicKey):
        return None
    return Key(public, frozenset(each for each in channels if isinstance(each, str)))
