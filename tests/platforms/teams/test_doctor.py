"""The doctor's look at Teams, against a small Microsoft of our own on loopback."""

import asyncio
import time
from collections.abc import AsyncIterator
from email.utils import formatdate
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from adapters.teams import check_teams
from bot.ports import Check
from bot.settings import Settings

APP_ID = "11111111-2222-3333-4444-555555555555"
TENANT = "aaaaaaaa-0000-4000-8000-000000000001"
SECRET = "canary~secret"


class FakeMicrosoft:
    """A login, an OpenID configuration and its keys."""

    def __init__(self) -> None:
        self.refusal: dict[str, Any] | None = None
        self.status = 400
        self.date = ""
        self.keys: Any = [{"kty": "RSA", "kid": "1"}]
        self.asked: list[str] = []
        app = web.Application()
        app.router.add_post("/{tenant}/oauth2/v2.0/token", self._token)
        app.router.add_get("/configuration", self._configuration)
        app.router.add_get("/keys", self._keys)
        self._server = TestServer(app)

    async def start(self) -> None:
        await self._server.start_server(shutdown_timeout=0.1)

    async def close(self) -> None:
        await self._server.close()

    @property
    def url(self) -> str:
        return str(self._server.make_url("/")).rstrip("/")

    async def _token(self, request: web.Request) -> web.Response:
        form = await request.post()
        self.asked.append(f"{request.match_info['tenant']} {form['scope']} {form['client_secret']}")
        headers = {"Date": self.date} if self.date else {}
        if self.refusal is not None:
            return web.json_response(self.refusal, status=self.status, headers=headers)
        return web.json_response({"access_token": "token", "expires_in": 3599}, headers=headers)

    async def _configuration(self, _: web.Request) -> web.Response:
        return web.json_response({"jwks_uri": f"{self.url}/keys"})

    async def _keys(self, _: web.Request) -> web.Response:
        return web.json_response({"keys": self.keys})


@pytest.fixture
async def microsoft() -> AsyncIterator[FakeMicrosoft]:
    fake = FakeMicrosoft()
    await fake.start()
    yield fake
    await fake.close()


async def checked(url: str, **changes: Any) -> list[Check]:
    settings = Settings(
        _env_file=None,
        microsoft_app_id=APP_ID,
        microsoft_app_password=SECRET,
        microsoft_app_tenant_id=TENANT,
        teams_token_url=url,
        teams_keys_url=f"{url}/configuration",
        **changes,
    )
    found = await asyncio.to_thread(check_teams, settings)
    assert SECRET not in repr(found)
    assert all(check.ok or check.advice for check in found)
    return found


def wrong(found: list[Check]) -> list[str]:
    return [check.what for check in found if not check.ok]


async def test_all_well(microsoft: FakeMicrosoft) -> None:
    found = await checked(microsoft.url)
    assert wrong(found) == []
    assert microsoft.asked == [f"{TENANT} https://api.botframework.com/.default {SECRET}"]
    said = " ".join(check.what for check in found)
    assert f"the tenant {TENANT} and no other" in said
    assert "/api/messages" in said


async def test_other_tenants_are_named(microsoft: FakeMicrosoft) -> None:
    other = "bbbbbbbb-0000-4000-8000-000000000002"
    found = await checked(microsoft.url, teams_tenants=f"{TENANT},{other}")
    assert any(f"{TENANT}, {other}" in check.what for check in found)


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        ([7000215], "the secret is wrong"),
        ([7000222], "the secret has expired"),
        ([700016], "the app is not in that tenant"),
        ([90002], "there is no such tenant"),
    ],
)
async def test_a_refused_login_is_explained(
    microsoft: FakeMicrosoft, numbers: list[int], found: str
) -> None:
    microsoft.refusal = {"error": "invalid_client", "error_codes": numbers}
    assert wrong(await checked(microsoft.url)) == [f"Teams: the login is refused: {found}"]


@pytest.mark.parametrize(
    ("refusal", "status", "reason"),
    [
        ({"error": "invalid_request", "error_codes": [1]}, 400, "invalid_request"),
        ({"error": f"words that quote {SECRET}"}, 401, "status 401"),
        ({"error": {"code": 1}, "error_codes": "many"}, 500, "status 500"),
        ({"surprise": True}, 200, "status 200"),
    ],
)
async def test_a_login_refused_for_another_reason_is_told(
    microsoft: FakeMicrosoft, refusal: dict[str, Any], status: int, reason: str
) -> None:
    microsoft.refusal, microsoft.status = refusal, status
    assert wrong(await checked(microsoft.url)) == [f"Teams: the login is refused ({reason})"]


async def test_a_clock_that_is_off_is_told_even_when_the_login_is_refused(
    microsoft: FakeMicrosoft,
) -> None:
    microsoft.date = formatdate(time.time() - 500, usegmt=True)
    (clock,) = wrong(await checked(microsoft.url))
    assert "seconds off" in clock
    microsoft.refusal = {"error": "invalid_client"}
    assert len(wrong(await checked(microsoft.url))) == 2
    microsoft.date = formatdate(time.time() - 30, usegmt=True)
    microsoft.refusal = None
    assert wrong(await checked(microsoft.url)) == []


async def test_a_clock_that_can_not_be_compared_is_no_fault(microsoft: FakeMicrosoft) -> None:
    microsoft.date = "half past nine"
    found = await checked(microsoft.url)
    assert wrong(found) == []
    assert any("clock not compared" in check.what for check in found)


@pytest.mark.parametrize("keys", [[], None, "none"])
async def test_an_address_without_keys_is_told(microsoft: FakeMicrosoft, keys: object) -> None:
    microsoft.keys = keys
    assert wrong(await checked(microsoft.url)) == ["Teams: there are no signing keys at 127.0.0.1"]


async def test_what_can_not_be_reached_is_told_by_the_host_to_let_through() -> None:
    found = await checked("http://127.0.0.1:9")
    assert wrong(found) == [
        "Teams: the login can't be reached (NotConnected)",
        "Teams: the signing keys can't be reached (NotConnected)",
    ]
    assert all("127.0.0.1" in check.advice for check in found if not check.ok)


async def test_in_development_nothing_is_asked() -> None:
    settings = Settings(_env_file=None, teams_without_auth=True)
    assert wrong(await asyncio.to_thread(check_teams, settings)) == []
