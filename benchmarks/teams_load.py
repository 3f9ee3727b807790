"""Teams' side of a benchmark: activities with tokens signed by a key of our own."""

import itertools
import json
import time
from datetime import UTC, datetime
from functools import cache
from itertools import count

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from jwt.algorithms import RSAAlgorithm

from benchmarks.slack_load import texts

APP_ID = "11111111-2222-3333-4444-555555555555"
TENANT = "aaaaaaaa-0000-4000-8000-000000000001"
CHANNEL = "19:bench000000000000000000000000001@thread.tacv2"
KEY_ID = "bench"
_numbers = count(1)


def new_key() -> bytes:
    """Return a private key as text."""
    made = generate_private_key(public_exponent=65537, key_size=2048)
    return made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@cache
def _read(key: bytes) -> RSAPrivateKey:
    read = load_pem_private_key(key, None)
    assert isinstance(read, RSAPrivateKey)
    return read


def serve_microsoft(port: int, key: bytes) -> None:
    """Publish the key; give tokens to whoever asks, and take whatever is posted."""
    public = json.loads(RSAAlgorithm.to_jwk(_read(key).public_key()))
    published = public | {"kid": KEY_ID, "use": "sig", "endorsements": ["msteams"]}
    keys = {"keys": [published], "jwks_uri": f"http://127.0.0.1:{port}/keys"}

    async def answer(_: web.Request) -> web.Response:
        token = {"access_token": "t", "expires_in": 3600, "id": "1"}
        return web.json_response({**keys, **token})

    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", answer)
    web.run_app(app, host="127.0.0.1", port=port, print=None, access_log=None)


def environment(port: int) -> dict[str, str]:
    """Return the settings with which an application is on Teams, Microsoft being at the port."""
    microsoft = f"http://127.0.0.1:{port}"
    return {
        "MICROSOFT_APP_ID": APP_ID,
        "MICROSOFT_APP_PASSWORD": "benchmark",
        "MICROSOFT_APP_TENANT_ID": TENANT,
        "COMMONTHREAD_TEAMS_KEYS_URL": f"{microsoft}/configuration",
        "COMMONTHREAD_TEAMS_LOGIN_URL": microsoft,
        "COMMONTHREAD_TEAMS_GRAPH_URL": microsoft,
        "COMMONTHREAD_TEAMS_SERVICE_HOSTS": "127.0.0.1",
    }


def deliveries(how_many: int, key: bytes, service: str) -> list[bytes]:
    """Return HTTP requests with tokens, each a message activity that was never sent before.

    `service` is where the application is to answer.
    """
    token = _token(key, service)
    return [
        _request(_activity(text, service), token) for text in itertools.islice(texts(), how_many)
    ]


def _token(key: bytes, service: str) -> str:
    now = int(time.time())
    claims = {
        "serviceurl": service,
        "nbf": now,
        "exp": now + 3600,
        "iss": "https://api.botframework.com",
        "aud": APP_ID,
    }
    return jwt.encode(claims, _read(key), algorithm="RS256", headers={"kid": KEY_ID})


def _activity(text: str, service: str) -> bytes:
    number = next(_numbers)
    identity = str(1_790_000_000_000 + number)
    person = f"eeeeeeee-0000-4000-8000-{number % 40:012d}"
    activity = {
        "type": "message",
        "id": identity,
        "timestamp": datetime.now(UTC).isoformat(),
        "channelId": "msteams",
        "serviceUrl": service,
        "from": {"id": f"29:{person}", "name": f"Person {number % 40}", "aadObjectId": person},
        "recipient": {"id": f"28:{APP_ID}", "name": "Common Thread"},
        "conversation": {
            "isGroup": True,
            "conversationType": "channel",
            "tenantId": TENANT,
            "id": f"{CHANNEL};messageid={identity}",
        },
        "channelData": {
            "channel": {"id": CHANNEL},
            "team": {"id": CHANNEL, "aadGroupId": TENANT},
            "tenant": {"id": TENANT},
        },
        "text": text,
        "textFormat": "plain",
        "locale": "en-GB",
        "entities": [{"type": "clientInfo", "locale": "en-GB", "country": "GB"}],
    }
    return json.dumps(activity).encode()


def _request(body: bytes, token: str) -> bytes:
    head = (
        "POST /api/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\nAuthorization: Bearer {token}\r\n\r\n"
    )
    return head.encode() + body
