"""Serves a guide's page for the browser test, by the real routes; there is no database behind it.

python -m tests.clients.guide_server PORT
"""

import asyncio
import sys
from dataclasses import replace

from aiohttp import web

from adapters.library import LibraryPages
from bot.lessons.guide.document import Chapter, Guide, Material, Stage
from bot.lessons.guide.paper import paper_of
from bot.lessons.papers import FORMATS, to_html
from bot.ports import WebFile
from tests.unit.guide.made import entry, guide

SHARED = Material("Call-back rota", "hub managers", "https://hubs.example.org/docs/rota")
LONG = "Write down who rings whom, when and with which words, before the first advert is out. " * 3


def _whole() -> Guide:
    """Return a guide with everything that can stand in one."""
    entries = (entry(1), entry(2, LONG, worked=False))
    chapter = Chapter(7, "Call-backs", entries, "Call-backs", "Why it matters.", (SHARED,))
    other = Chapter(0, "Other lessons", (entry(3),), "Other lessons")
    return replace(
        guide(), stages=(Stage("delivery", (chapter,), "Most are lost here."), Stage("", (other,)))
    )


class _Guides:
    """The library: one guide, in each form."""

    def by_key(self, key: str, form: str) -> WebFile | None:
        return None

    def published(self, slug: str, form: str) -> WebFile | None:
        paper = paper_of(_whole())
        others = tuple((one.label, name) for name, one in FORMATS.items() if name != "html")
        body = FORMATS[form].write(paper) if form != "html" else to_html(paper, downloads=others)
        made = body if isinstance(body, bytes) else body.encode()
        return WebFile(made, FORMATS[form].media_type, f"guide{FORMATS[form].ending}", shown=True)


async def serve(port: int) -> None:
    """Serve until stopped."""
    app = web.Application()
    LibraryPages(_Guides()).attach(app)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    print("ready", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
