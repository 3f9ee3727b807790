"""One aiohttp application for everything: chat platforms, workspace, health and metrics.

Whatever a stranger sends, the answer is short, plain and never a stack trace.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from aiohttp import web

from adapters.library import LibraryPages
from bot.ports import Health, Library

log = logging.getLogger(__name__)
BODY_BYTES = 1024 * 1024
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
LANDING = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Common Thread</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body style="font-family: Arial, sans-serif; max-width: 40em; margin: 2em auto; padding: 0 1em">
<h1>Common Thread is running</h1>
<p>It works in your chat. Type <strong>/commonthread</strong> there to begin.</p>
<h2 id="your-data">Your data</h2>
<p>Common Thread says in each channel what it keeps, why, who sees it and how to stop it. Type
<strong>/mydata</strong> in your chat to see what is held about you, to stop it, or to be forgotten.
The organisation that runs this service has a privacy notice that says more.</p>
<h2 id="use">Use</h2>
<p>Your organisation's rules for its chat apply to what you write to Common Thread as well.</p>
</body></html>
"""
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
}


class Attachable(Protocol):
    """An adapter that brings its own routes."""

    def attach(self, app: web.Application) -> None:
        """Add routes, and what starts and stops with the server."""
        ...


def make_web_app(
    adapters: Sequence[Attachable], health: Health, library: Library, *, landing: bool = True
) -> web.Application:
    """Build the application. `landing`: serve a plain page at `/`, for want of a workspace."""
    app = web.Application(client_max_size=BODY_BYTES, middlewares=[_plain_errors])
    app.on_response_prepare.append(_add_headers)
    pages = _Pages(health)
    app.router.add_get("/health/live", pages.live)
    app.router.add_get("/health/ready", pages.ready)
    app.router.add_get("/metrics", pages.metrics)
    if landing:
        app.router.add_get("/", pages.landing)
    for part in (LibraryPages(library), *adapters):
        part.attach(app)
    return app


class _Pages:
    def __init__(self, health: Health) -> None:
        self._health = health

    async def live(self, request: web.Request) -> web.Response:
        return web.json_response({"live": True})

    async def ready(self, request: web.Request) -> web.Response:
        problems = await asyncio.to_thread(self._health.problems)
        body = {"ready": not problems, "problems": problems}
        return web.json_response(body, status=503 if problems else 200)

    async def metrics(self, request: web.Request) -> web.Response:
        numbers = await asyncio.to_thread(self._health.metrics)
        lines = [f"{name} {value:g}\n" for name, value in numbers.items()]
        return web.Response(text="".join(lines), content_type="text/plain")

    async def landing(self, request: web.Request) -> web.Response:
        return web.Response(text=LANDING, content_type="text/html")


async def _add_headers(request: web.Request, response: web.StreamResponse) -> None:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)


@web.middleware
async def _plain_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except web.HTTPException:
        raise
    except Exception as error:  # noqa: BLE001 - the last stop before a stranger
        log.error("%s %s failed: %s", request.method, request.path, type(error).__name__)
        return web.json_response({"error": "Something went wrong. Please try again."}, status=503)
