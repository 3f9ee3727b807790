"""Requests that Teams did not make, or not for us: the table of what each is answered with.

The page docs/teams-forged-requests.md is written by `python -m tests.platforms.teams.forgeries`.
"""

import base64
import gzip
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import jwt
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.platforms.teams.activities import said
from tests.platforms.teams.fake_login import APP_ID
from tests.platforms.teams.keys import FakeKeys, Json, claims

CANARY = "Zebedee Quillfeather lives at 12 Nowhere Lane"
JSON_TYPE = "application/json"
OTHER_TENANT = "bbbbbbbb-0000-4000-8000-000000000002"
MEBIBYTE = 1024 * 1024


@dataclass
class Request:
    """A request to be sent, as far as it differs from a good one."""

    token: str = ""
    authorization: list[str] = field(default_factory=list)
    """The whole headers, in place of "Bearer" and the token."""
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)

    def all_headers(self) -> list[tuple[str, str]]:
        given = {"Content-Type": JSON_TYPE} | self.headers
        return [*given.items(), *(("Authorization", one) for one in self.authorization)]


class Forger:
    """What a forger has: the published keys, an address of his own, and a real activity."""

    def __init__(self, keys: FakeKeys, service_url: str, poisoned_url: str) -> None:
        self.keys = keys
        self.service_url = service_url
        self.poisoned_url = poisoned_url

    def activity(self, **changes: Any) -> Json:
        made = said(self.service_url, CANARY) | changes
        return {name: value for name, value in made.items() if value is not None}

    def token(self, headers: Json | None = None, **changes: Any) -> str:
        """Return a token signed by Teams, with other claims perhaps."""
        return self.keys.current.sign(claims(self.service_url, **changes), headers)

    def request(self, token: str | None = None, made: Json | None = None) -> Request:
        """Return a request, good but for what is given."""
        signed = self.token() if token is None else token
        body = json.dumps(self.activity() if made is None else made).encode()
        return Request(authorization=[f"Bearer {signed}"], body=body)

    def with_headers(self, *authorization: str) -> Request:
        return Request(authorization=list(authorization), body=json.dumps(self.activity()).encode())

    def with_body(self, body: bytes, **headers: str) -> Request:
        return Request(authorization=[f"Bearer {self.token()}"], body=body, headers=headers)

    def at_service(self, url: str) -> Request:
        """Return a request whose token and activity name another service."""
        return self.request(self.token(serviceurl=url), self.activity(serviceUrl=url))

    def of_tenants(self, data: Any, conversation: Any) -> Request:
        made = self.activity()
        made["channelData"] = made["channelData"] | {"tenant": data}
        made["conversation"] = made["conversation"] | {"tenantId": conversation}
        return self.request(made=made)


@dataclass(frozen=True)
class Forgery:
    """What was sent, the status it is answered with, and how it is made."""

    what: str
    status: int
    make: Callable[[Forger], Request]


def _unsigned(forger: Forger) -> Request:
    return forger.request(jwt.encode(claims(forger.service_url), None, algorithm="none"))


def _by_public_key(forger: Forger) -> Request:
    """Sign with the public key as if it were a shared secret (the old trick with HS256)."""
    key = forger.keys.current
    public = key.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    header = {"alg": "HS256", "typ": "JWT", "kid": key.kid}
    signed = ".".join(_packed(json.dumps(one)) for one in (header, claims(forger.service_url)))
    seal = hmac.new(public, signed.encode(), hashlib.sha256).digest()
    return forger.request(f"{signed}.{_packed(seal)}")


def _packed(part: str | bytes) -> str:
    data = part.encode() if isinstance(part, str) else part
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _of_no_key(forger: Forger) -> Request:
    private = forger.keys.current.private
    return forger.request(jwt.encode(claims(forger.service_url), private, "RS256"))


def _by_own_key(forger: Forger, headers: Callable[[Forger], Json]) -> Request:
    own = forger.keys.new_key()
    return forger.request(own.sign(claims(forger.service_url), headers(forger)))


def _altered(forger: Forger, number: int, change: Callable[[str], str]) -> Request:
    parts = forger.token().split(".")
    parts[number] = change(parts[number])
    return forger.request(".".join(parts))


def _other_claims(part: str) -> str:
    read = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return _packed(json.dumps(read | {"exp": read["exp"] + 3600}))


def _not_endorsed(forger: Forger) -> Request:
    key = forger.keys.new_key(endorsements=("webchat",))
    forger.keys.published.append(key)
    return forger.request(key.sign(claims(forger.service_url)))


def _before(seconds: int) -> int:
    return int(time.time()) - seconds


FORGERIES = (
    Forgery("No token", 401, lambda f: f.with_headers()),
    Forgery("An empty Authorization header", 401, lambda f: f.with_headers("")),
    Forgery("A password in place of a token", 401, lambda f: f.with_headers("Basic YTpi")),
    Forgery("“Bearer” and nothing", 401, lambda f: f.with_headers("Bearer ")),
    Forgery("Words in place of a token", 401, lambda f: f.with_headers("Bearer let me in")),
    Forgery("Three parts that are no token", 401, lambda f: f.with_headers("Bearer a.b.c")),
    Forgery("A token of 6,000 characters", 401, lambda f: f.request("a" * 6000 + ".b.c")),
    Forgery("A token that is not ASCII", 401, lambda f: f.request("é.é.é")),
    Forgery(
        "A good token and a second one", 401, lambda f: f.with_headers(*[f"Bearer {f.token()}"] * 2)
    ),
    Forgery("A token that is not signed (alg none)", 401, _unsigned),
    Forgery("Signed with the public key as a secret (HS256)", 401, _by_public_key),
    Forgery(
        "Signed another way (RS512)",
        401,
        lambda f: f.request(f.keys.current.sign(claims(f.service_url), algorithm="RS512")),
    ),
    Forgery("Signed with an unknown key", 401, lambda f: _by_own_key(f, lambda _: {})),
    Forgery(
        "Signed with an unknown key, under the name of a known one",
        401,
        lambda f: _by_own_key(f, lambda f: {"kid": f.keys.current.kid}),
    ),
    Forgery(
        "Signed with a key that the token itself brings (jwk)",
        401,
        lambda f: _by_own_key(
            f, lambda f: {"kid": f.keys.current.kid, "jwk": f.keys.new_key().public()}
        ),
    ),
    Forgery(
        "Signed with a key that the token says where to fetch (jku)",
        401,
        lambda f: _by_own_key(f, lambda f: {"kid": "theirs", "jku": f"{f.poisoned_url}/keys"}),
    ),
    Forgery("A token that names no key", 401, _of_no_key),
    Forgery("A token that was cut short", 401, lambda f: _altered(f, 2, lambda part: part[:-8])),
    Forgery("A token whose claims were changed", 401, lambda f: _altered(f, 1, _other_claims)),
    Forgery(
        "A token that ended six minutes ago", 401, lambda f: f.request(f.token(exp=_before(360)))
    ),
    Forgery(
        "A token that begins in six minutes", 401, lambda f: f.request(f.token(nbf=_before(-360)))
    ),
    Forgery("A token that never ends", 401, lambda f: f.request(f.token(exp=None))),
    Forgery("A token without a beginning", 401, lambda f: f.request(f.token(nbf=None))),
    Forgery("A token that ends in words", 401, lambda f: f.request(f.token(exp="tomorrow"))),
    Forgery("A token that ends at infinity", 401, lambda f: f.request(f.token(exp=float("inf")))),
    Forgery("A token of nobody", 401, lambda f: f.request(f.token(iss=None))),
    Forgery(
        "A token of another issuer",
        401,
        lambda f: f.request(f.token(iss="https://sts.windows.net/common/")),
    ),
    Forgery("A token for nobody", 401, lambda f: f.request(f.token(aud=None))),
    Forgery("A token for another bot", 401, lambda f: f.request(f.token(aud=OTHER_TENANT))),
    Forgery(
        "A token for several bots", 401, lambda f: f.request(f.token(aud=[APP_ID, OTHER_TENANT]))
    ),
    Forgery("A token for no service", 401, lambda f: f.request(f.token(serviceurl=None))),
    Forgery(
        "A token for another service than the activity names",
        401,
        lambda f: f.request(made=f.activity(serviceUrl=f.poisoned_url)),
    ),
    Forgery(
        "An activity that names no service",
        401,
        lambda f: f.request(made=f.activity(serviceUrl=None)),
    ),
    Forgery("Signed with a key that may not sign for Teams", 401, _not_endorsed),
    Forgery(
        "An activity that names no channel",
        401,
        lambda f: f.request(made=f.activity(channelId=None)),
    ),
    Forgery(
        "An activity of another channel, whose keys may sign for it too",
        403,
        lambda f: f.request(made=f.activity(channelId="webchat")),
    ),
    Forgery("Another tenant", 403, lambda f: f.of_tenants({"id": OTHER_TENANT}, OTHER_TENANT)),
    Forgery("No tenant", 403, lambda f: f.of_tenants(None, None)),
    Forgery(
        "Our tenant and another one",
        403,
        lambda f: f.of_tenants({"id": OTHER_TENANT}, f.activity()["conversation"]["tenantId"]),
    ),
    Forgery(
        "A service of somebody else's, vouched for (poisoned serviceUrl)",
        403,
        lambda f: f.at_service(f.poisoned_url),
    ),
    Forgery(
        "Microsoft's service without https",
        403,
        lambda f: f.at_service("http://smba.trafficmanager.net/uk/"),
    ),
    Forgery(
        "A service that only begins like Microsoft's",
        403,
        lambda f: f.at_service("https://smba.trafficmanager.net.example.org/uk/"),
    ),
    Forgery(
        "A service with Microsoft's host for a user name",
        403,
        lambda f: f.at_service("https://smba.trafficmanager.net@example.org/uk/"),
    ),
    Forgery(
        "A service that is no address", 403, lambda f: f.at_service("https://[not-an-address/")
    ),
    Forgery("Nothing", 400, lambda f: f.with_body(b"")),
    Forgery("Not JSON", 400, lambda f: f.with_body(b"{")),
    Forgery("Not UTF-8", 400, lambda f: f.with_body(b"\xff\xfe")),
    Forgery("A list", 400, lambda f: f.with_body(b"[]")),
    Forgery("JSON 100,000 levels deep", 400, lambda f: f.with_body(b'{"a":' * 100_000)),
    Forgery(
        "A form in place of JSON",
        400,
        lambda f: f.with_body(b"a=1", **{"Content-Type": "application/x-www-form-urlencoded"}),
    ),
    Forgery("A type that is no word", 400, lambda f: f.request(made=f.activity(type=7))),
    Forgery("No type", 400, lambda f: f.request(made=f.activity(type=None))),
    Forgery("A time that is no time", 400, lambda f: f.request(made=f.activity(timestamp="soon"))),
    Forgery("A message of nobody known", 400, lambda f: f.request(made=f.activity(recipient=None))),
    Forgery(
        "A body that is not what its encoding says",
        400,
        lambda f: f.with_body(b"{}", **{"Content-Encoding": "gzip"}),
    ),
    Forgery(
        "More than a mebibyte",
        413,
        lambda f: f.request(made=f.activity(text="x" * MEBIBYTE)),
    ),
    Forgery(
        "More than a mebibyte, packed small",
        413,
        lambda f: f.with_body(
            gzip.compress(json.dumps(f.activity(text="x" * MEBIBYTE)).encode()),
            **{"Content-Encoding": "gzip"},
        ),
    ),
)

MEANING = {
    400: "400 Bad Request",
    401: "401 Unauthorized",
    403: "403 Forbidden",
    413: "413 Content Too Large",
}
HEAD = """# Forged and malformed Teams requests

Every request to `POST /api/messages` is checked before the Bot Framework sees any of it. This is
what each of these requests is answered with. None of them is stored, none makes us send anything to
anybody, and no words of theirs get into a log. The tests send each of them to a running adapter.

This page is written by `python -m tests.platforms.teams.forgeries`.

| What is sent | Answer |
|---|---|
"""


def page() -> str:
    """Return the table as a page of the documentation."""
    rows = [f"| {one.what} | {MEANING[one.status]} |" for one in FORGERIES]
    return HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    print(page(), end="")
