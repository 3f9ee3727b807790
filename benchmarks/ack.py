"""How fast events are acknowledged: the whole application beside a bare echo app, in one run.

The whole application is on Slack and on Teams, and is sent the same messages from both in turn.
Teams' come with an RS256 token each, which is checked every time.

Both take the same signed deliveries over HTTP, each in a process of its own. Ours redacts each
event and commits it to disk (SQLite) before it acknowledges, and handles, embeds and places in
themes what was stored meanwhile; the bare app says each message back. They take turns, and each
is let finish what it put off before the next begins.
"""

import argparse
import asyncio
import functools
import json
import tempfile
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from benchmarks import slack_load, slack_servers, teams_load
from benchmarks.slack_load import Round

ROUNDS = 3
RATE = 50
STEADY_EVENTS = 500
SATURATED_EVENTS = 1500
AT_ONCE = 32
WARM_UP = 100
Deliveries = Callable[[int], list[bytes]]
SETUP = """\
programmes: [{slug: bench, name: Bench}]
communities: [{slug: bench, name: Bench, programme: bench}]
channels:
  - platform: slack
    tenant: T0BENCH
    conversation: C0BENCH
    name: bench
    community: bench
    purpose: community
    capture: yes
  - platform: teams
    tenant: {tenant}
    conversation: "{channel}"
    name: bench
    community: bench
    purpose: community
    capture: yes
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: times in milliseconds, events a second.

    `processor` is the processor time an event costs in all, with what is done after it was
    acknowledged: it is much the same on a busy machine as on an idle one.
    """

    load: str
    app: str
    per_second: float
    p50: float
    p99: float
    processor: float


def measure() -> list[Row]:
    """Run the rounds, the applications taking turns, and return the pooled results."""
    with tempfile.TemporaryDirectory(prefix="ack") as name:
        folder = Path(name)
        ports = {app: slack_servers.free_port() for app in ("api", "microsoft", "bare", "whole")}
        api = f"http://127.0.0.1:{ports['api']}/api/"
        key = teams_load.new_key()
        (folder / "key").write_bytes(key)
        microsoft = ["microsoft", str(ports["microsoft"]), str(folder / "key")]
        with (
            _run(folder / "api", ["api", str(ports["api"])], ports["api"]),
            _run(folder / "microsoft", microsoft, ports["microsoft"]),
            _run(
                folder / "bare",
                ["bare", str(ports["bare"]), api, slack_load.SECRET],
                ports["bare"],
            ) as bare,
            _whole(folder / "whole", ports["whole"], api, ports["microsoft"]) as whole,
        ):
            service = f"http://127.0.0.1:{ports['microsoft']}/"
            return _rounds(
                {
                    "bare echo": (ports["bare"], bare, slack_load.deliveries),
                    "whole": (ports["whole"], whole, slack_load.deliveries),
                    "on Teams": (
                        ports["whole"],
                        whole,
                        lambda count: teams_load.deliveries(count, key, service),
                    ),
                }
            )


def _run(folder: Path, words: list[str], port: int) -> Any:
    folder.mkdir()
    return slack_servers.process(
        ["-m", "benchmarks.slack_servers", *words], folder, f"http://127.0.0.1:{port}/", {}
    )


@contextmanager
def _whole(folder: Path, port: int, api: str, microsoft: int) -> Iterator[int]:
    """Run the whole application, with the channel set up and its messages kept."""
    folder.mkdir()
    environment = {
        "DATABASE_URL": f"sqlite:///{folder}/bench.db",
        "COMMONTHREAD_PORT": str(port),
        "COMMONTHREAD_LOG_LEVEL": "WARNING",
        "SLACK_BOT_TOKEN": slack_servers.TOKEN,
        "SLACK_SIGNING_SECRET": slack_load.SECRET,
        "SLACK_API_URL": api,
        **teams_load.environment(microsoft),
    }
    teams = {"{tenant}": teams_load.TENANT, "{channel}": teams_load.CHANNEL}
    setup = functools.reduce(lambda text, one: text.replace(*one), teams.items(), SETUP)
    (folder / "setup.yaml").write_text(setup)
    cli = ["-m", "bot.cli"]
    slack_servers.complete([*cli, "import", "--setup", "setup.yaml"], folder, environment)
    ready = f"http://127.0.0.1:{port}/health/ready"
    with slack_servers.process([*cli, "run"], folder, ready, environment) as process:
        yield process


def _rounds(apps: dict[str, tuple[int, int, Deliveries]]) -> list[Row]:
    loads: dict[str, Callable[[int, Deliveries], Coroutine[Any, Any, Round]]] = {
        f"{RATE} a second": lambda port, made: slack_load.steady(port, made(STEADY_EVENTS), RATE),
        f"{AT_ONCE} at once": lambda port, made: slack_load.saturated(
            port, made(SATURATED_EVENTS), AT_ONCE
        ),
    }
    done: dict[tuple[str, str], list[Round]] = {(load, app): [] for load in loads for app in apps}
    spent = dict.fromkeys(done, 0.0)
    for port, process, made in apps.values():
        asyncio.run(slack_load.saturated(port, made(WARM_UP), 4))
        _settle(process)
    for _ in range(ROUNDS):
        for load, send in loads.items():
            for app, (port, process, made) in apps.items():
                before = _processor_seconds(process)
                done[load, app].append(asyncio.run(send(port, made)))
                _settle(process)
                spent[load, app] += _processor_seconds(process) - before
    return [_row(load, app, rounds, spent[load, app]) for (load, app), rounds in done.items()]


def _processor_seconds(process: int) -> float:
    times = psutil.Process(process).cpu_times()
    return float(times.user + times.system)


def _settle(process: int) -> None:
    """Wait until the application has finished what it put off, so that turns do not overlap."""
    watched = psutil.Process(process)
    deadline = time.monotonic() + 120
    while watched.cpu_percent(0.5) > 10 and time.monotonic() < deadline:
        pass


def _row(load: str, app: str, rounds: list[Round], spent: float) -> Row:
    pooled = sorted(1000 * latency for one in rounds for latency in one.latencies)
    return Row(
        load=load,
        app=app,
        per_second=sum(one.per_second for one in rounds) / len(rounds),
        p50=pooled[len(pooled) // 2],
        p99=pooled[int(len(pooled) * 0.99)],
        processor=1000 * spent / len(pooled),
    )


def table(rows: list[Row]) -> str:
    """Return the results as a table, with the whole application's ratio to the bare one's."""
    titles = ("load", "application", "events/s", "p50 ms", "p99 ms", "processor ms")
    lines = ["{:14} {:12} {:>9} {:>8} {:>8} {:>13}".format(*titles)]
    for bare, whole, teams in zip(rows[::3], rows[1::3], rows[2::3], strict=True):
        lines += [_line(row.load, row.app, _numbers(row)) for row in (bare, whole)]
        ratios = [
            ours / theirs for ours, theirs in zip(_numbers(whole), _numbers(bare), strict=True)
        ]
        lines.append(_line("", "ratio", ratios))
        lines.append(_line(teams.load, teams.app, _numbers(teams)))
    return "\n".join(lines)


def _numbers(row: Row) -> list[float]:
    return [row.per_second, row.p50, row.p99, row.processor]


def _line(load: str, app: str, numbers: list[float]) -> str:
    return "{:14} {:12} {:9.2f} {:8.2f} {:8.2f} {:13.2f}".format(load, app, *numbers)


def run() -> str:
    """Measure and return the table."""
    return table(measure())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    if parser.parse_args().json:
        rows = measure()
        print(json.dumps([{name: getattr(row, name) for name in Row.__slots__} for row in rows]))
    else:
        print(run())
