"""The workspace answers its own pages on this machine, and nobody else."""

from unittest.mock import Mock

import pytest
from aiohttp.test_utils import make_mocked_request

from adapters.workspace.guard import refused
from tests.platforms.workspace.conftest import Page

POST = {"person": "ann", "channel": "hubs", "text": "Hello"}


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "attacker.example"},
        {"Host": "127.0.0.1.attacker.example"},
        {"Host": "localhost.attacker.example:3978"},
        {"Host": "0.0.0.0"},
        {"Host": "[broken"},
        {"X-Forwarded-For": "127.0.0.1"},
        {"Forwarded": "for=127.0.0.1"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors"},
    ],
)
@pytest.mark.parametrize(
    "path", ["/", "/workspace/", "/workspace/api/start", "/workspace/static/icon.svg"]
)
async def test_refuses_to_show_anything(page: Page, path: str, headers: dict[str, str]) -> None:
    response = await page.client.get(path, headers=headers, allow_redirects=False)
    assert response.status == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://attacker.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
    ],
)
async def test_refuses_changes_from_other_pages(page: Page, headers: dict[str, str]) -> None:
    headers = {"Content-Type": "application/json", **headers}
    sent = b'{"person": "ann", "channel": "hubs", "text": "Hello"}'
    response = await page.client.post("/workspace/api/messages", data=sent, headers=headers)
    assert response.status == 403
    assert page.adapter.state.messages("hubs", "ann") == []


async def test_takes_changes_from_its_own_page(page: Page) -> None:
    origin = f"http://127.0.0.1:{page.client.port}"
    response = await page.ask("POST", "messages", POST, Origin=origin)
    assert response.status == 201


@pytest.mark.parametrize("address", ["192.0.2.7", "::ffff:192.0.2.7", "", "not-an-address"])
def test_refuses_other_machines(address: str) -> None:
    transport = Mock()
    transport.get_extra_info.side_effect = lambda name, default=None: (
        (address, 1) if name == "peername" else default
    )
    request = make_mocked_request("GET", "/", {"Host": "127.0.0.1"}, transport=transport)
    assert refused(request)


@pytest.mark.parametrize(
    ("address", "host"),
    [("127.0.0.1", "localhost:3978"), ("::1", "[::1]:3978"), ("::ffff:127.0.0.1", "127.0.0.1")],
)
def test_answers_this_machine(address: str, host: str) -> None:
    transport = Mock()
    transport.get_extra_info.side_effect = lambda name, default=None: (
        (address, 1) if name == "peername" else default
    )
    request = make_mocked_request("GET", "/", {"Host": host}, transport=transport)
    assert refused(request) == ""


@pytest.mark.parametrize("path", ["/workspace/", "/workspace/api/start", "/workspace/api/none"])
async def test_lets_pages_run_their_own_scripts_only(page: Page, path: str) -> None:
    response = await page.client.get(path)
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"


async def test_the_page_has_no_script_or_style_of_its_own_inside(page: Page) -> None:
    html = await (await page.client.get("/")).text()
    assert "Common Thread" in html
    assert html.count("<script") == html.count('<script type="module" src="static/')
    assert "style=" not in html
    assert "onclick" not in html
    assert "//" not in html.replace("<!doctype html>", "")
