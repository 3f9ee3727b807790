"""A small chat platform that keeps what people would see in a file, for any number of processes.

A message stands there once its line is written. Faults are asked for by the words of a card; a
process can be told to end itself (or to stop) at a labelled point.
"""

import contextlib
import fcntl
import json
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.cards import Card
from bot.ports import Destination, Gone, PostedMessage


@dataclass
class FilePlatform:
    """The adapter of that platform. A card has a part for each of its words' lines."""

    file: Path
    platform: str = "file"
    gathers: bool = True
    faults: list[Exception] = field(default_factory=list)
    """Raised by the next posts, in turn, before anything is posted."""
    faults_after: list[Exception] = field(default_factory=list)
    """The same, once the message stands there."""
    faults_finding: list[Exception] = field(default_factory=list)
    faults_amending: list[Exception] = field(default_factory=list)
    shared: set[str] = field(default_factory=set)
    """The channels that others are in."""
    faults_looking: list[Exception] = field(default_factory=list)
    at: Callable[[str], None] = lambda _: None
    """Told each labelled point as it is passed."""

    def parts(self, card: Card) -> int:
        self.at("leased")
        return len(card.text.splitlines())

    async def post(
        self, destination: Destination, card: Card, part: int, key: str
    ) -> PostedMessage:
        self.at(f"before post {part}")
        if self.faults:
            raise self.faults.pop(0)
        line = {
            "to": destination.conversation
            or f"private {destination.user_id or destination.together}",
            "text": card.text.splitlines()[part],
            "key": key,
            "by": os.getpid(),
        }
        number = self._append(line)
        self.at(f"after post {part}")
        if self.faults_after:
            raise self.faults_after.pop(0)
        return PostedMessage(line["to"], str(number))

    async def find(self, destination: Destination, key: str) -> PostedMessage | None:
        if self.faults_finding:
            raise self.faults_finding.pop(0)
        for number, line in enumerate(self.lines()):
            if line["key"] == key:
                return PostedMessage(line["to"], str(number))
        return None

    async def has_outsiders(self, destination: Destination) -> bool:
        assert destination.conversation, "nobody asks who is in a private chat"
        if self.faults_looking:
            raise self.faults_looking.pop(0)
        return destination.conversation in self.shared

    async def update(self, destination: Destination, message_id: str, card: Card) -> None:
        self._amend("update", int(message_id), card.text)

    async def delete(self, destination: Destination, message_id: str) -> None:
        with contextlib.suppress(Gone):
            self._amend("delete", int(message_id), None)

    def _amend(self, what: str, number: int, text: str | None) -> None:
        self.at(f"before {what} {number}")
        if self.faults_amending:
            raise self.faults_amending.pop(0)
        lines = self.lines()
        if lines[number]["text"] is None:
            raise Gone
        lines[number]["text"] = text
        self.file.write_text("".join(json.dumps(line) + "\n" for line in lines))
        self.at(f"after {what} {number}")

    def _append(self, line: dict[str, Any]) -> int:
        with self.file.open("a") as out:
            fcntl.flock(out, fcntl.LOCK_EX)
            number = len(self.lines())
            out.write(json.dumps(line) + "\n")
            out.flush()
            return number

    def lines(self) -> list[dict[str, Any]]:
        if not self.file.exists():
            return []
        return [json.loads(line) for line in self.file.read_text().splitlines()]

    def seen(self, conversation: str | None = None) -> list[str]:
        """Return the words that people see, in order."""
        return [
            line["text"]
            for line in self.lines()
            if line["text"] is not None and conversation in (None, line["to"])
        ]


def signal_at(point: str, number: signal.Signals) -> Callable[[str], None]:
    """Return what makes this process send itself a signal at the first passing of a point."""
    left = [point]

    def at(passed: str) -> None:
        if passed in left:
            left.remove(passed)
            os.kill(os.getpid(), number)

    return at
