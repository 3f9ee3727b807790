"""The servers of a Slack benchmark, each a process: a small Web API, a bare Bolt app, our own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE
from urllib.error import URLError
from urllib.request import urlopen

from aiohttp import web
from slack_bolt.async_app import AsyncApp, AsyncSay
from slack_sdk.web.async_client import AsyncWebClient

from benchmarks.teams_load import serve_microsoft

ROOT = Path(__file__).parents[1]
TOKEN = "xoxb-benchmark"
ANSWERS: Mapping[str, dict[str, object]] = {
    "auth.test": {
        "url": "https://bench.slack.com/", "team": "Bench", "team_id": "T0BENCH",
        "user": "commonthread", "user_id": "UBOT", "bot_id": "BBOT", "app_id": "A0BENCH",
    },
    "users.info": {
        "user": {"id": "U0001", "name": "sam", "profile": {"real_name": "Sam", "email": ""}}
    },
    "conversations.info": {"channel": {"id": "C0BENCH", "name": "bench", "is_member": True}},
    "chat.postMessage": {"channel": "C0BENCH", "ts": "1.000001", "message": {}},
}  # fmt: skip


def serve_web_api(port: int) -> None:
    """Answer every Web API method with "ok"."""

    async def answer(request: web.Request) -> web.Response:
        method = request.match_info["method"]
        return web.json_response({"ok": True, **ANSWERS.get(method, {})})

    app = web.Application()
    app.router.add_route("*", "/api/{method}", answer)
    web.run_app(app, host="127.0.0.1", port=port, print=None, access_log=None)


def serve_bare(port: int, api_url: str, secret: str) -> None:
    """Serve the Bolt app of the first tutorial: Bolt acknowledges, then the words are echoed."""
    client = AsyncWebClient(token=TOKEN, base_url=api_url)
    app = AsyncApp(client=client, signing_secret=secret)

    @app.event("message")
    async def echo(event: dict[str, object], say: AsyncSay) -> None:
        """Say the same words."""
        await say(str(event["text"]))

    web.run_app(
        app.server(port=port, host="127.0.0.1").web_app,
        host="127.0.0.1",
        port=port,
        print=None,
        access_log=None,
    )


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def complete(words: list[str], folder: Path, environment: Mapping[str, str]) -> None:
    """Run a program to its end. Raises CalledProcessError when it fails."""
    subprocess.run(
        [sys.executable, *words], cwd=folder, env=_with_ours(environment), check=True, stdout=PIPE
    )


@contextmanager
def process(
    words: list[str], folder: Path, ready_url: str, environment: Mapping[str, str]
) -> Iterator[int]:
    """Run a program until the block ends; yields its process id once `ready_url` answers."""
    with (folder / "log").open("ab") as log:
        running = subprocess.Popen(
            [sys.executable, *words],
            cwd=folder,
            env=_with_ours(environment),
            stdout=log,
            stderr=log,
        )
    try:
        _wait_until_ready(running, ready_url, folder / "log")
        yield running.pid
    finally:
        running.terminate()
        running.wait(30)


def _with_ours(environment: Mapping[str, str]) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **environment}


def _wait_until_ready(running: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and running.poll() is None:
        try:
            urlopen(url, timeout=5).close()
            return
        except URLError as error:
            if getattr(error, "code", None) in (404, 405):
                return  # it answers; it has no such page
            time.sleep(0.1)
    raise RuntimeError(f"a server of the benchmark did not start:\n{log.read_text()[-3000:]}")


if __name__ == "__main__":
    if sys.argv[1] == "api":
        serve_web_api(int(sys.argv[2]))
    elif sys.argv[1] == "microsoft":
        serve_microsoft(int(sys.argv[2]), Path(sys.argv[3]).read_bytes())
    else:
        serve_bare(int(sys.argv[2]), sys.argv[3], sys.argv[4])
