"""A sender in a process of its own, which a signal ends or stops at a labelled point.

Arguments: database URL, the platform's file, the point, the signal, the clock's time.
"""

import asyncio
import signal
import sys
from datetime import datetime
from pathlib import Path

from bot.delivery.sender import Sender
from bot.store import Database
from tests.unit.delivery.platform import FilePlatform, signal_at


class FixedClock:
    def __init__(self, at: str) -> None:
        self._at = datetime.fromisoformat(at)

    def now(self) -> datetime:
        return self._at


def main(url: str, file: str, point: str, number: str, at: str) -> None:
    platform = FilePlatform(Path(file), at=signal_at(point, signal.Signals(int(number))))
    database = Database(url)
    sender = Sender(database, FixedClock(at), {"file": platform}, seconds_between=0)
    print("ready", flush=True)
    asyncio.run(sender.drain_once())
    print("drained", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
