"""The demonstration's clock: real time flowing on, from wherever it was moved to."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

from adapters.workspace.database import Database


class Movable(Protocol):
    """A clock that can be moved on."""

    def now(self) -> datetime:
        """Return the time, aware UTC."""
        ...

    def move(self, step: timedelta) -> None:
        """Move on by a step. Raises ValueError when the step goes back."""
        ...

    def on_move(self, callback: Callable[[], None]) -> None:
        """Call `callback` after every move, on the thread that moved it."""
        ...


class MovableClock:
    """Implements `bot.ports.Clock`. Where it stands is kept in the state file over a restart.

    `start` (aware) is where it begins when the file is new; without it, at the real time.
    """

    def __init__(self, state_file: Path, start: datetime | None = None) -> None:
        self._database = Database(state_file)
        self._turn = threading.Lock()
        self._callbacks: list[Callable[[], None]] = []
        ahead = timedelta() if start is None else start - _real_now()
        with self._database.write() as write:
            write.execute(
                "INSERT INTO clock (id, ahead) VALUES (1, ?) ON CONFLICT DO NOTHING",
                (ahead.total_seconds(),),
            )
        (row,) = self._database.read("SELECT ahead FROM clock")
        self._ahead = timedelta(seconds=row["ahead"])

    def now(self) -> datetime:
        """Return the time, aware UTC."""
        return _real_now() + self._ahead

    def move(self, step: timedelta) -> None:
        """Move on by a step. Raises ValueError when the step goes back."""
        if step < timedelta():
            raise ValueError("the clock only moves forward")
        with self._turn:
            ahead = self._ahead + step
            with self._database.write() as write:
                write.execute("UPDATE clock SET ahead = ?", (ahead.total_seconds(),))
            self._ahead = ahead
        for callback in self._callbacks:
            callback()

    def on_move(self, callback: Callable[[], None]) -> None:
        """Call `callback` after every move, on the thread that moved it."""
        self._callbacks.append(callback)

    def close(self) -> None:
        """Let go of the state file."""
        self._database.close()


def _real_now() -> datetime:
    return datetime.now(UTC)
