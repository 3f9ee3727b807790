"""A process ended or stopped at every point of a delivery: each part is seen exactly once."""

import signal
import subprocess
import time
from collections.abc import Callable

import psutil
import pytest

from bot.delivery.models import OutboxState
from bot.delivery.sender import Sender
from bot.store import Database
from tests.conftest import StoppedClock
from tests.unit.delivery.conftest import Put, Rows, Run
from tests.unit.delivery.platform import FilePlatform


@pytest.mark.parametrize(
    ("point", "seen"),
    [
        ("leased", []),
        ("before post 0", []),
        ("after post 0", ["one"]),
        ("before post 1", ["one"]),
        ("after post 1", ["one", "two"]),
    ],
)
async def test_killed_at_any_point_each_part_is_seen_once(
    point: str,
    seen: list[str],
    database: Database,
    open_database: Callable[[], Database],
    clock: StoppedClock,
    put: Put,
    run: Run,
    platform: FilePlatform,
) -> None:
    put("one\ntwo")
    database.close()
    with run(point, signal.SIGKILL) as process:
        process.wait(30)
    assert process.returncode == -signal.SIGKILL
    assert platform.seen() == seen

    again = open_database()
    sender = Sender(again, clock, {"file": platform}, seconds_between=0)
    assert await sender.drain_once() == 0  # the lease holds
    clock.move(seconds=61)
    await sender.drain_once()
    assert platform.seen() == ["one", "two"]
    assert len({line["by"] for line in platform.lines()}) == (2 if len(seen) == 1 else 1)


@pytest.mark.parametrize("point", ["leased", "after post 0"])
async def test_stopped_while_another_took_over_it_posts_and_notes_nothing(
    point: str,
    database: Database,
    clock: StoppedClock,
    put: Put,
    rows: Rows,
    run: Run,
    platform: FilePlatform,
) -> None:
    if database.is_sqlite:
        pytest.skip("only one process may have a SQLite file open")
    put("one\ntwo")
    with run(point, signal.SIGSTOP) as process:
        wait_until_stopped(process)
        clock.move(seconds=61)
        await Sender(database, clock, {"file": platform}, seconds_between=0).drain_once()
        (row,) = rows()
        assert row.state is OutboxState.SENT
        process.send_signal(signal.SIGCONT)
        output, _ = process.communicate(timeout=30)
    assert output.splitlines()[-1] == "drained"
    assert platform.seen() == ["one", "two"]
    assert rows()[0].sent_at == row.sent_at


def wait_until_stopped(process: subprocess.Popen[str]) -> None:
    until = time.monotonic() + 30
    while psutil.Process(process.pid).status() != psutil.STATUS_STOPPED:
        assert time.monotonic() < until
        time.sleep(0.02)
