"""How far long work has come: a bar at a terminal, a line a step elsewhere."""

import logging
from typing import NoReturn, Protocol, TextIO

from tqdm import tqdm

STEPS = 10


class Progress(Protocol):
    """What long work tells of itself. Each piece of work is begun, moved on and ended."""

    def begin(self, what: str, total: int, unit: str) -> None:
        """Start a piece of work of `total` units."""
        ...

    def reach(self, done: int) -> None:
        """Say how many units are done."""
        ...

    def end(self) -> None:
        """Finish the piece of work."""
        ...


class NoProgress:
    """Says nothing: for tests, and for output that a program reads."""

    def begin(self, what: str, total: int, unit: str) -> None:
        """Say nothing."""

    def reach(self, done: int) -> None:
        """Say nothing."""

    def end(self) -> None:
        """Say nothing."""


class BarProgress:
    """A bar at a terminal."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._bar: tqdm[NoReturn] | None = None

    def begin(self, what: str, total: int, unit: str) -> None:
        """Draw the bar."""
        scaled = unit == "B"
        self._bar = tqdm(
            total=total, desc=what, unit=unit, unit_scale=scaled, file=self._stream, leave=True
        )

    def reach(self, done: int) -> None:
        """Move the bar on."""
        if self._bar is not None:
            self._bar.update(done - self._bar.n)

    def end(self) -> None:
        """Leave the bar as it is."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None


class LineProgress:
    """A line at each tenth of the work: for logs and pipes."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._what = ""
        self._total = 0
        self._said = 0

    def begin(self, what: str, total: int, unit: str) -> None:
        """Say what begins."""
        self._what, self._total, self._said = what, total, 0
        print(f"{what}: {total:,} {unit}", file=self._stream, flush=True)

    def reach(self, done: int) -> None:
        """Say how far it has come, when another tenth is done."""
        step = done * STEPS // self._total if self._total else STEPS
        if step > self._said:
            self._said = step
            print(f"{self._what}: {step * 100 // STEPS} %", file=self._stream, flush=True)

    def end(self) -> None:
        """Say that it is done."""
        print(f"{self._what}: done", file=self._stream, flush=True)


class LogProgress:
    """A line in the log at each tenth of the work: for what runs by itself at night."""

    def __init__(self, log: logging.Logger) -> None:
        self._log = log
        self._what = ""
        self._total = 0
        self._said = 0

    def begin(self, what: str, total: int, unit: str) -> None:
        """Say what begins, if there is anything to do."""
        self._what, self._total, self._said = what, total, 0
        if total:
            self._log.info("%s: %d %s", what, total, unit)

    def reach(self, done: int) -> None:
        """Say how far it has come, when another tenth is done."""
        step = done * STEPS // self._total if self._total else 0
        if step > self._said:
            self._said = step
            self._log.info("%s: %d %%", self._what, step * 100 // STEPS)

    def end(self) -> None:
        """Say nothing: the last tenth was the end."""


def progress_on(stream: TextIO) -> Progress:
    """Return a bar when the stream is a terminal, else lines."""
    return BarProgress(stream) if stream.isatty() else LineProgress(stream)
