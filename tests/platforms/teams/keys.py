"""The keys that Teams signs with, of our own making: published, rotated, or out of reach."""

import itertools
import json
import time
from dataclasses import dataclass
from functools import cache
from typing import Any

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from jwt.algorithms import RSAAlgorithm

from tests.platforms.teams.fake_login import APP_ID
from tests.platforms.teams.serving import Served

Json = dict[str, Any]

ISSUER = "https://api.botframework.com"
CONFIGURATION = "/v1/.well-known/openidconfiguration"


@cache
def _rsa(number: int) -> RSAPrivateKey:
    """Return one of a few keys, each made only once: making them takes a while."""
    return generate_private_key(public_exponent=65537, key_size=2048)


@dataclass(frozen=True)
class SigningKey:
    """A key of Teams', or of somebody who would like to be."""

    kid: str
    private: RSAPrivateKey
    endorsements: tuple[str, ...] = ("msteams", "webchat")

    def public(self) -> Json:
        """Return the key as it is published."""
        published: Json = json.loads(RSAAlgorithm.to_jwk(self.private.public_key()))
        extra = {"kid": self.kid, "use": "sig", "endorsements": list(self.endorsements)}
        return published | extra

    def sign(self, claims: Json, headers: Json | None = None, algorithm: str = "RS256") -> str:
        named = {"kid": self.kid} | (headers or {})
        return jwt.encode(claims, self.private, algorithm=algorithm, headers=named)


def claims(service_url: str, **changes: Any) -> Json:
    """Return what a good token says; None for a claim takes it out."""
    now = int(time.time())
    made = {
        "serviceurl": service_url,
        "nbf": now,
        "exp": now + 3600,
        "iss": ISSUER,
        "aud": APP_ID,
    }
    return {name: value for name, value in (made | changes).items() if value is not None}


class FakeKeys(Served):
    """The OpenID configuration and the key set; faults for the operations "config" and "keys"."""

    def __init__(self) -> None:
        super().__init__()
        self._numbers = itertools.count(1)
        self.published: list[SigningKey] = [self.new_key()]
        self.asked = 0
        """How often the key set was asked for."""
        self.jwks_uri = ""
        """Where the keys are said to be; empty for where they are."""

    def add_routes(self, router: web.UrlDispatcher) -> None:
        router.add_get(CONFIGURATION, self._config)
        router.add_get("/v1/.well-known/keys", self._keys)

    @property
    def address(self) -> str:
        return f"{self.url}{CONFIGURATION}"

    @property
    def current(self) -> SigningKey:
        return self.published[-1]

    def new_key(self, **changes: Any) -> SigningKey:
        """Return a key that is not published."""
        number = next(self._numbers)
        return SigningKey(kid=f"key-{number}", private=_rsa(number), **changes)

    def rotate(self) -> None:
        """Publish another key in the place of the old one."""
        self.published = [self.new_key()]

    async def _config(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request)
        if failure := await self.failed(self.next_fault("config"), request):
            return failure
        return web.json_response(
            {
                "issuer": ISSUER,
                "authorization_endpoint": "https://invalid.botframework.com",
                "jwks_uri": self.jwks_uri or f"{self.url}/v1/.well-known/keys",
                "id_token_signing_alg_values_supported": ["RS256"],
                "token_endpoint_auth_methods_supported": ["private_key_jwt"],
            }
        )

    async def _keys(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request)
        self.asked += 1
        if failure := await self.failed(self.next_fault("keys"), request):
            return failure
        return web.json_response({"keys": [key.public() for key in self.published]})
