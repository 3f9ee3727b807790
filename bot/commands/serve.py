"""Serving: the real thing, or the demonstration in the local workspace."""

import argparse
import asyncio
import logging
import math
import signal
import sys
from pathlib import Path

from aiohttp import web

from bot.bootstrap import Application, SystemClock, connect_platforms, load_learned, open_database
from bot.cli import CommandFailed
from bot.demonstration import Demonstration
from bot.settings import Settings

log = logging.getLogger(__name__)
HOUR = 3600.0


def run(given: argparse.Namespace, settings: Settings) -> int:
    """Serve the platforms that are set; with none, the demonstration."""
    if not settings.any_platform:
        return _demonstrate(settings, speed=1.0, fresh=False, begin_late=True)
    database = open_database(settings.database_url)
    learned = load_learned(settings)
    app = Application(settings, database, SystemClock(), learned, connect_platforms(settings))
    return asyncio.run(_serve(app.web_app(), settings, words_when_ready(settings)))


def words_when_ready(settings: Settings) -> str:
    """Return what is said once the platforms are served, with "{}" for the address."""
    slack = ["Slack"] if settings.slack_configured else []
    teams = ["Microsoft Teams"] if settings.teams_configured else []
    said = f"Common Thread is running at {{}} for {' and '.join(slack + teams)}."
    if settings.teams_without_auth:
        said += " Teams requests are taken without tokens: for development only."
    return said


def demo(given: argparse.Namespace, settings: Settings) -> int:
    """Play the sample conversation at a chosen speed."""
    return _demonstrate(settings, speed=_speed(given.speed), fresh=given.fresh, begin_late=False)


def _speed(words: str) -> float:
    """Return how many seconds of the conversation pass in one of ours."""
    if words == "max":
        return math.inf
    try:
        hours = float(words)
    except ValueError:
        hours = 0
    if not hours * HOUR >= 1:  # "nan" is less than nothing and not more
        raise CommandFailed(f'--speed takes hours per second, like 2, or "max"; not {words!r}')
    return hours * HOUR


def _demonstrate(settings: Settings, *, speed: float, fresh: bool, begin_late: bool) -> int:
    if not settings.on_loopback:
        raise CommandFailed(
            "The local workspace is for this machine only: set COMMONTHREAD_HOST to 127.0.0.1,"
            " or set a platform's tokens."
        )
    folder = Path("var/demonstration")
    demonstration = Demonstration(settings, folder, fresh=fresh, begin_late=begin_late)
    sys.stdout.write("Loading the sentence model ...\n")
    app = demonstration.build(load_learned(settings), speed)
    words = "Open {} in your browser. The sample conversation is invented. Ctrl+C stops."
    return asyncio.run(_serve(app, settings, words))


async def _serve(app: web.Application, settings: Settings, words: str) -> int:
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=5)
    await runner.setup()
    site = web.TCPSite(runner, settings.host, settings.port)
    try:
        await site.start()
    except OSError as error:
        await runner.cleanup()
        raise CommandFailed(
            f"Port {settings.port} can't be used ({error.strerror})."
            " Stop what uses it, or set COMMONTHREAD_PORT."
        ) from None
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    sys.stdout.write(words.format(f"http://{settings.host}:{settings.port}/") + "\n")
    sys.stdout.flush()
    await stop.wait()
    sys.stdout.write("Stopping ...\n")
    await runner.cleanup()
    return 0
