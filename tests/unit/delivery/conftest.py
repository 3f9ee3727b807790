"""Fixtures of delivery: a platform in a file and an outbox to fill."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.cards import Card
from bot.delivery.models import Audience, OutboxRow
from bot.delivery.outbox import post
from bot.delivery.sender import Sender
from bot.ports import Destination
from bot.store import Database
from tests.conftest import StoppedClock
from tests.unit.delivery.platform import FilePlatform

Put = Callable[..., None]
Rows = Callable[[], list[OutboxRow]]
Run = Callable[[str, signal.Signals], subprocess.Popen[str]]


@pytest.fixture
def platform(tmp_path: Path) -> FilePlatform:
    return FilePlatform(tmp_path / "platform.jsonl")


@pytest.fixture
def put(database: Database, clock: StoppedClock) -> Put:
    """Puts a card into the outbox: a part for each line of its words."""

    def put_it(
        text: str,
        *,
        to: str = "general",
        user: str | None = None,
        together: tuple[str, ...] = (),
    ) -> None:
        there = "" if user or together else to
        where = Destination(
            platform="file", tenant="t", conversation=there, user_id=user, together=together
        )
        with database.write() as unit:
            key, audience = f"k:{text}:{to}", Audience.PUBLIC
            assert post(unit, where, Card(text=text), key=key, now=clock.now(), audience=audience)
            unit.commit()

    return put_it


@pytest.fixture
def rows(database: Database) -> Rows:
    """Reads the outbox."""

    def read() -> list[OutboxRow]:
        with database.read() as unit:
            return list(unit.session.scalars(select(OutboxRow).order_by(OutboxRow.id)))

    return read


@pytest.fixture
def sender(database: Database, clock: StoppedClock, platform: FilePlatform) -> Sender:
    return Sender(database, clock, {"file": platform}, seconds_between=0)


@pytest.fixture
def run(database: Database, clock: StoppedClock, platform: FilePlatform) -> Run:
    """Runs a sender in a process of its own, up to a point."""

    def start(point: str, number: signal.Signals) -> subprocess.Popen[str]:
        arguments = [database.url, str(platform.file), point, str(int(number)), str(clock.now())]
        program = [sys.executable, "-m", "tests.unit.delivery.process", *arguments]
        return subprocess.Popen(program, stdout=subprocess.PIPE, text=True)

    return start
