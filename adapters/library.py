"""Serves the guide's pages and files to browsers. What can't be read is not there (404)."""

import asyncio
from collections.abc import Callable

from aiohttp import web

from bot.ports import Library, WebFile

SECURITY = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none';"
        " frame-ancestors 'none'"
    ),
    "X-Robots-Tag": "noindex",
    "Cache-Control": "private, no-store",
}
NOT_THERE = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Not found – Common Thread</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body style="font-family: Arial, sans-serif; max-width: 40em; margin: 2em auto; padding: 0 1em">
<h1>There is nothing to read here</h1>
<p>A link to the guide works for 7 days, and only while you are a member. Type
<strong>/guide</strong> in your chat and press “Read or download” for a new one.</p>
</body></html>
"""


class LibraryPages:
    """The routes: `/guide/KEY/FORM` for one person, `/guides/COMMUNITY/FORM` for anyone."""

    def __init__(self, library: Library) -> None:
        """Prepare to serve from the library."""
        self._library = library

    def attach(self, app: web.Application) -> None:
        """Add the routes."""
        app.router.add_get("/guide/{key}/{form}", self._by_key)
        app.router.add_get("/guides/{slug}/{form}", self._published)

    async def _by_key(self, request: web.Request) -> web.Response:
        return await _serve(self._library.by_key, request.match_info["key"], request)

    async def _published(self, request: web.Request) -> web.Response:
        return await _serve(self._library.published, request.match_info["slug"], request)


async def _serve(
    find: Callable[[str, str], WebFile | None], name: str, request: web.Request
) -> web.Response:
    found = await asyncio.to_thread(find, name, request.match_info["form"])
    if found is None:
        return web.Response(text=NOT_THERE, content_type="text/html", status=404, headers=SECURITY)
    how = "inline" if found.shown else "attachment"
    headers = SECURITY | {"Content-Disposition": f'{how}; filename="{found.name}"'}
    charset = "utf-8" if found.media_type.startswith("text/") else None
    return web.Response(
        body=found.body, content_type=found.media_type, charset=charset, headers=headers
    )
