"""What the fake services of Microsoft share: serving on loopback, and breaking off."""

import asyncio
from collections import defaultdict, deque

from aiohttp import web
from aiohttp.test_utils import TestServer


class Served:
    """A web server of ours on loopback, whose answers can be made to fail."""

    def __init__(self) -> None:
        self.faults: defaultdict[str, deque[str]] = defaultdict(deque)
        """By operation: a status ("429"), "hang", "before" or "after"."""
        self.requests: list[web.Request] = []
        self.retry_after = "3"
        self.hanging = asyncio.Event()
        self._server: TestServer | None = None

    async def start(self) -> None:
        app = web.Application(client_max_size=10 * 1024 * 1024)
        self.add_routes(app.router)
        self._server = TestServer(app)
        await self._server.start_server(shutdown_timeout=0.1)

    def add_routes(self, router: web.UrlDispatcher) -> None:
        raise NotImplementedError

    async def close(self) -> None:
        self.hanging.set()
        if self._server is not None:
            await self._server.close()

    @property
    def url(self) -> str:
        assert self._server is not None
        return str(self._server.make_url("/")).rstrip("/")

    def next_fault(self, operation: str) -> str:
        return self.faults[operation].popleft() if self.faults[operation] else ""

    async def failed(self, fault: str, request: web.Request) -> web.Response | None:
        """Fail as the fault says, when it says to fail before anything is done."""
        if fault == "before":
            return broken(request)
        if fault == "hang":
            await self.hanging.wait()
            return broken(request)
        if fault == "302":
            raise web.HTTPFound(f"{self.url}/elsewhere")
        if fault.isdigit():
            headers = {"Retry-After": self.retry_after} if fault == "429" else {}
            return error(int(fault), "Faulty", headers)
        return None


def error(status: int, code: str, headers: dict[str, str] | None = None) -> web.Response:
    """Return an error as the Bot Connector and Graph write it."""
    body = {"error": {"code": code, "message": "Words that may quote what was sent."}}
    return web.json_response(body, status=status, headers=headers)


def broken(request: web.Request) -> web.Response:
    """Break the connection off without an answer."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()
