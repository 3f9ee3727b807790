"""A small Slack of our own: the Web API methods we use, with Slack's limits, and faults on demand.

What local-slack does not do is here: limits are enforced, tokens and conversations are checked,
trigger ids are good once, requests can be refused with 429 or break off before or after the
message is taken.
"""

import asyncio
import itertools
import json
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.platforms.slack.block_kit import Breach, check_message, check_view, need, words_in

Json = dict[str, Any]

TOKEN = "xoxb-fake-token"
APP_TOKEN = "xapp-fake-token"
TEAM = "T01TEAM"
BOT_USER = "U0BOT"
CHANNEL = "C01GENERAL"
SCOPES = (
    "channels:history,channels:read,chat:write,commands,files:write,groups:history,groups:read,"
    "im:history,im:write,mpim:history,mpim:write,reactions:read,users:read,users:read.email"
)


@dataclass
class FakeSlack:
    """The workspace's state; `start` serves it on loopback."""

    messages: defaultdict[str, list[Json]] = field(default_factory=lambda: defaultdict(list))
    channels: set[str] = field(default_factory=lambda: {CHANNEL})
    users: dict[str, Json] = field(default_factory=dict)
    shared: set[str] = field(default_factory=set)
    """The channels that another organisation is in too."""
    opened: dict[str, set[str]] = field(default_factory=dict)
    ephemeral: list[Json] = field(default_factory=list)
    views: list[Json] = field(default_factory=list)
    homes: dict[str, Json] = field(default_factory=dict)
    calls: list[tuple[str, Json]] = field(default_factory=list)
    triggers: set[str] = field(default_factory=set)
    responses: dict[str, Json] = field(default_factory=dict)
    faults: dict[str, deque[str]] = field(default_factory=lambda: defaultdict(deque))
    """By method: "429", "503", "before", "after", "hang", or one of Slack's error codes."""
    scopes: str = SCOPES
    date: str = ""
    """What Slack says the time is; its own clock's time when empty."""
    sockets: list[web.WebSocketResponse] = field(default_factory=list)
    envelopes: dict[str, asyncio.Future[Json]] = field(default_factory=dict)
    _files: dict[str, Json] = field(default_factory=dict)
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    _server: TestServer | None = None

    async def start(self) -> None:
        app = web.Application(client_max_size=10 * 1024 * 1024)
        app.router.add_route("*", "/api/{method}", self._api)
        app.router.add_post("/hooks/{id}", self._hook)
        app.router.add_post("/upload/{id}", self._upload)
        app.router.add_get("/socket", self._socket)
        self._server = TestServer(app)
        await self._server.start_server(shutdown_timeout=0.1)

    async def close(self) -> None:
        assert self._server is not None
        await self._server.close()

    @property
    def url(self) -> str:
        assert self._server is not None
        return str(self._server.make_url("/api/"))

    def new_trigger(self) -> str:
        trigger = f"{next(self._numbers)}.trigger"
        self.triggers.add(trigger)
        return trigger

    def new_response_url(self, channel: str = CHANNEL, replaces: str = "", user: str = "") -> str:
        """Return a response address, good for five answers to a user."""
        assert self._server is not None
        identity = f"r{next(self._numbers)}"
        given = {"channel": channel, "replaces": replaces, "user": user, "left": 5}
        self.responses[identity] = given
        return str(self._server.make_url(f"/hooks/{identity}"))

    def visible(self, channel: str, thread: str | None = None) -> list[str]:
        """Return the words of our messages in the channel or in the thread."""
        return [
            "\n".join(
                [words_in(message["blocks"]), *(file["alt_txt"] for file in message["files"])]
            )
            for message in self.messages[channel]
            if message.get("thread_ts") == thread
        ]

    def called(self, method: str) -> list[Json]:
        return [arguments for name, arguments in self.calls if name == method]

    async def send(self, kind: str, payload: Json) -> "asyncio.Future[Json]":
        """Send an envelope by Socket Mode; the future is its acknowledgement."""
        identity = f"e{next(self._numbers)}"
        self.envelopes[identity] = asyncio.get_running_loop().create_future()
        envelope = {"type": kind, "envelope_id": identity, "payload": payload}
        await self.sockets[-1].send_json(envelope)
        return self.envelopes[identity]

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        arguments = await _arguments(request)
        self.calls.append((method, arguments))
        fault = self.faults[method].popleft() if self.faults[method] else ""
        if fault == "hang":
            await asyncio.sleep(30)
        if fault == "before":
            return _broken(request)
        if fault == "429":
            return web.json_response(
                {"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "3"}
            )
        if fault == "503":
            return web.Response(status=503, text="upstream", content_type="text/html")
        if fault not in ("", "after"):
            return web.json_response({"ok": False, "error": fault})
        answer = await self._answer(method, arguments, request)
        if fault == "after":
            return _broken(request)
        date = {"Date": self.date} if self.date else {}
        return web.json_response(answer, headers={"X-OAuth-Scopes": self.scopes, **date})

    async def _answer(self, method: str, arguments: Json, request: web.Request) -> Json:
        token = APP_TOKEN if method == "apps.connections.open" else TOKEN
        if request.headers.get("Authorization") != f"Bearer {token}":
            return {"ok": False, "error": "invalid_auth"}
        handler: Callable[[Json], Json] | None = getattr(self, "_" + method.replace(".", "_"), None)
        if handler is None:
            return {"ok": False, "error": "unknown_method"}
        try:
            return {"ok": True, **handler(arguments)}
        except Breach as breach:
            return {"ok": False, "error": str(breach)}

    def _auth_test(self, _: Json) -> Json:
        return {
            "url": "https://team.slack.com/",
            "team_id": TEAM,
            "user_id": BOT_USER,
            "bot_id": "B0",
        }

    def _apps_connections_open(self, _: Json) -> Json:
        assert self._server is not None
        return {"url": str(self._server.make_url("/socket")).replace("http", "ws", 1)}

    def _users_info(self, arguments: Json) -> Json:
        need(arguments["user"] in self.users, "user_not_found")
        return {"user": self.users[arguments["user"]]}

    def _conversations_info(self, arguments: Json) -> Json:
        channel = self._channel(arguments)
        across = channel in self.shared
        return {"channel": {"id": channel, "is_ext_shared": across, "is_shared": across}}

    def _conversations_open(self, arguments: Json) -> Json:
        users = arguments["users"].split(",")
        channel = "D" + users[0] if len(users) == 1 else "G" + "".join(sorted(users))
        self.channels.add(channel)
        self.opened[channel] = set(users)
        return {"channel": {"id": channel}}

    def _chat_postMessage(self, arguments: Json) -> Json:  # noqa: N802
        channel = self._channel(arguments)
        check_message(arguments["text"], arguments["blocks"])
        need(arguments["unfurl_links"] is False and arguments["unfurl_media"] is False, "unfurls")
        message = self._message(channel, arguments)
        return {"channel": channel, "ts": message["ts"], "message": message}

    def _chat_postEphemeral(self, arguments: Json) -> Json:  # noqa: N802
        self._channel(arguments)
        check_message(arguments["text"], arguments["blocks"])
        self.ephemeral.append(arguments)
        return {"message_ts": self._ts()}

    def _chat_update(self, arguments: Json) -> Json:
        check_message(arguments["text"], arguments["blocks"])
        self._find(arguments).update(text=arguments["text"], blocks=arguments["blocks"])
        return {"ts": arguments["ts"]}

    def _chat_delete(self, arguments: Json) -> Json:
        self.messages[arguments["channel"]].remove(self._find(arguments))
        return {"ts": arguments["ts"]}

    def _chat_getPermalink(self, arguments: Json) -> Json:  # noqa: N802
        message = self._find(arguments | {"ts": arguments["message_ts"]})
        return {"permalink": f"https://team.slack.com/archives/x/p{message['ts']}"}

    def _conversations_history(self, arguments: Json) -> Json:
        channel = self._channel(arguments)
        roots = [each for each in self.messages[channel] if not each.get("thread_ts")]
        return self._page(roots[::-1], arguments)

    def _conversations_replies(self, arguments: Json) -> Json:
        every = self.messages[self._channel(arguments)]
        root = arguments["ts"]
        return self._page(
            [each for each in every if root in (each["ts"], each.get("thread_ts"))], arguments
        )

    def _page(self, messages: list[Json], arguments: Json) -> Json:
        start, limit = int(arguments.get("cursor") or 0), int(arguments["limit"])
        shown = [each for each in messages if each["ts"] > arguments["oldest"]]
        if arguments.get("include_all_metadata") not in ("1", 1, True):
            shown = [{**each, "metadata": {}} for each in shown]
        rest = str(start + limit) if len(shown) > start + limit else ""
        return {
            "messages": shown[start : start + limit],
            "response_metadata": {"next_cursor": rest},
        }

    def _views_open(self, arguments: Json) -> Json:
        need(arguments["trigger_id"] in self.triggers, "expired_trigger_id")
        self.triggers.discard(arguments["trigger_id"])
        check_view(arguments["view"])
        self.views.append(arguments["view"])
        return {"view": arguments["view"] | {"id": f"V{len(self.views)}"}}

    _views_push = _views_open

    def _views_update(self, arguments: Json) -> Json:
        check_view(arguments["view"])
        self.views.append(arguments["view"])
        return {"view": arguments["view"]}

    def _views_publish(self, arguments: Json) -> Json:
        check_view(arguments["view"])
        self.homes[arguments["user_id"]] = arguments["view"]
        return {"view": arguments["view"]}

    def _files_getUploadURLExternal(self, arguments: Json) -> Json:  # noqa: N802
        assert self._server is not None
        identity = f"F{next(self._numbers)}"
        self._files[identity] = {
            "id": identity,
            "name": arguments["filename"],
            "alt_txt": arguments.get("alt_txt") or "",
            "length": int(arguments["length"]),
        }
        return {
            "file_id": identity,
            "upload_url": str(self._server.make_url(f"/upload/{identity}")),
        }

    def _files_completeUploadExternal(self, arguments: Json) -> Json:  # noqa: N802
        channel = self._channel({"channel": arguments["channel_id"]})
        (given,) = json.loads(arguments["files"])
        file = self._files[given["id"]] | {"title": given["title"]}
        need(len(file.get("content", b"")) == file["length"], "file_not_uploaded")
        shown = {key: value for key, value in file.items() if key != "content"}
        self._message(channel, {"thread_ts": arguments.get("thread_ts"), "files": [shown]})
        return {"files": [{"id": given["id"], "title": given["title"]}]}

    def _files_delete(self, arguments: Json) -> Json:
        need(arguments["file"] in self._files, "file_not_found")
        del self._files[arguments["file"]]
        for channel in self.messages.values():
            channel[:] = [
                each
                for each in channel
                if arguments["file"] not in [file["id"] for file in each["files"]]
            ]
        return {}

    def _channel(self, arguments: Json) -> str:
        need(arguments["channel"] in self.channels, "channel_not_found")
        return str(arguments["channel"])

    def _ts(self) -> str:
        return f"4000000000.{next(self._numbers):06d}"

    def _message(self, channel: str, arguments: Json) -> Json:
        message = {
            "type": "message",
            "ts": self._ts(),
            "thread_ts": arguments.get("thread_ts"),
            "user": BOT_USER,
            "bot_id": "B0",
            "text": arguments.get("text", ""),
            "blocks": arguments.get("blocks", []),
            "files": arguments.get("files", []),
            "metadata": arguments.get("metadata") or {},
        }
        self.messages[channel].append(message)
        return message

    def _find(self, arguments: Json) -> Json:
        channel = self.messages[self._channel(arguments)]
        found = [message for message in channel if message["ts"] == arguments["ts"]]
        need(found, "message_not_found")
        return found[0]

    async def _upload(self, request: web.Request) -> web.Response:
        self._files[request.match_info["id"]]["content"] = await request.read()
        return web.Response(text="OK - 200")

    async def _hook(self, request: web.Request) -> web.StreamResponse:
        response, body = self.responses[request.match_info["id"]], await request.json()
        fault = self.faults["response_url"].popleft() if self.faults["response_url"] else ""
        if response["left"] == 0 or fault:
            return web.Response(status=404, text="expired_url")
        response["left"] -= 1
        check_message(body["text"], body["blocks"])
        if body.get("replace_original") and response["replaces"]:
            where = {"channel": response["channel"], "ts": response["replaces"]}
            self._find(where).update(text=body["text"], blocks=body["blocks"])
        else:
            assert body["response_type"] == "ephemeral"
            seen_by = {"channel": response["channel"], "user": response["user"]}
            self.ephemeral.append(body | seen_by)
        return web.Response(text="ok")

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello"})
        self.sockets.append(socket)
        async for message in socket:
            answer = json.loads(message.data)
            self.envelopes[answer["envelope_id"]].set_result(answer.get("payload") or {})
        return socket


async def _arguments(request: web.Request) -> Json:
    arguments: Json = dict(request.query)
    if request.content_type == "application/json":
        return arguments | json.loads(await request.text() or "{}")
    return arguments | {key: str(value) for key, value in (await request.post()).items()}


def _broken(request: web.Request) -> web.Response:
    """Break the connection off without an answer."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()
