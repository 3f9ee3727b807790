"""Plays a recorded conversation: people of the sample say their lines when their time has come.

It speaks through the same door as the page, and lets time pass only as fast as the lines are said:
nothing that happens by the clock can run ahead of what was said before it, and heard.
"""

import asyncio
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self

from adapters.workspace.clock import Movable
from adapters.workspace.sample import channel_id
from adapters.workspace.state import State

Record = Mapping[str, Any]
"""One message: id, ts, platform, channel, author, thread (root's id or None) and text."""

BEAT = 0.25
MOST_WAITING = 20
PATIENCE = 10.0
PAUSE = 0.01
_MENTION = re.compile(r"(?<![\w<])@u\d{3}\b")
"""A person named in the sample; the workspace marks mentions as <@u001>."""


@dataclass(frozen=True, slots=True)
class Line:
    """One message to be said."""

    at: datetime
    message: str
    person: str
    channel: str
    thread: str | None
    text: str

    @classmethod
    def of(cls, record: Record) -> Self:
        """Read a record. Its time must carry an offset."""
        return cls(
            at=datetime.fromisoformat(record["ts"]),
            message=record["id"],
            person=record["author"],
            channel=channel_id(record["platform"], record["channel"]),
            thread=record["thread"],
            text=_MENTION.sub(r"<\g<0>>", record["text"]),
        )


class Player:
    """Says each line once, in order, over any number of restarts.

    `speed` is how many seconds of the demonstration pass in a real one; `math.inf` goes to the
    last line as fast as it is taken.
    """

    def __init__(
        self, state: State, clock: Movable, records: Sequence[Record], speed: float = 1.0
    ) -> None:
        if speed < 1:
            raise ValueError("the speed is 1 or more")
        lines = sorted(map(Line.of, records), key=lambda line: line.at)
        self._to_say = [line for line in lines if not state.has_message(line.message)]
        self._to_say.reverse()
        self._state = state
        self._clock = clock
        self._speed = speed
        self._turn = asyncio.Lock()

    @property
    def left(self) -> int:
        """Return how many lines are still to be said."""
        return len(self._to_say)

    async def play_due(self) -> int:
        """Say every line whose time has come, and return how many."""
        async with self._turn:
            return await self._say_until(self._clock.now())

    async def travel(self, step: timedelta) -> None:
        """Move the clock on by a step, saying on the way what is due on the way."""
        async with self._turn:
            goal = self._clock.now() + step
            await self._say_until(self._clock.now())
            taken = True
            while self._to_say and self._to_say[-1].at <= goal:
                taken = taken and await self._taken_but(MOST_WAITING)
                self._arrive(self._to_say[-1].at)
                await self._say_until(self._clock.now())
            if taken:
                await self._taken_but(0)
            self._arrive(goal)

    async def run(self) -> None:
        """Play in the background, for ever; to be cancelled."""
        while self.left:
            await self.play_due()
            if self.left and math.isinf(self._speed):
                await self.travel(self._to_say[0].at - self._clock.now())
            elif self.left and self._speed > 1:
                await self.travel(timedelta(seconds=BEAT * (self._speed - 1)))
            await asyncio.sleep(BEAT)

    async def _say_until(self, moment: datetime) -> int:
        said = 0
        while self._to_say and self._to_say[-1].at <= moment:
            self._say(self._to_say.pop())
            said += 1
            await asyncio.sleep(0)
        return said

    def _say(self, line: Line) -> None:
        self._state.post(
            line.person, line.channel, line.text, line.thread, line.at, message_id=line.message
        )

    def _arrive(self, moment: datetime) -> None:
        step = moment - self._clock.now()
        if step > timedelta():
            self._clock.move(step)

    async def _taken_but(self, most: int) -> bool:
        """Wait until at most so many facts wait to be taken; False when nobody seems to."""
        waited = 0.0
        while self._state.queue.waiting() > most:
            if waited > PATIENCE:
                return False
            await asyncio.sleep(PAUSE)
            waited += PAUSE
        return True
