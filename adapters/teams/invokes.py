"""What Teams waits for: answered in time, and once, however often it is sent."""

import asyncio
import itertools
import logging
import time
import traceback
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from bot.cards import Answer

log = logging.getLogger(__name__)
ANSWER_WITHIN = 8.0
"""Seconds after which a person is told to wait; Teams waits ten to fifteen."""
KEPT_SECONDS = 120.0
"""So long the same press sent again is given the same answer."""
MOST_KEPT = 5_000
LET_GO_AT_ONCE = 100
ENDING_WITHIN = 5.0

Json = dict[str, Any]
Ask = Callable[[], Awaitable[Answer | None]]
Shape = Callable[[Answer | None], Awaitable[Json]]
Late = Callable[[Answer | None], Awaitable[None]]
Say = Callable[[str], Json]
"""Makes the reply that only tells the person something."""
STILL = "I am still working on this. I will answer you in our private chat."
FAULT = "Something went wrong and nothing was changed. Please try again."


@dataclass(slots=True)
class _Kept:
    """Something being answered, or answered: `told_to_wait` says that its answer comes by chat."""

    until: float
    told_to_wait: bool = False
    work: asyncio.Task[Json | None] | None = field(default=None)


class Invokes:
    """Holds on to what is being answered, and for a while to the answers."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._latest: OrderedDict[str, str] = OrderedDict()

    async def reply(self, key: str, ask: Ask, shape: Shape, late: Late, say: Say) -> Json:
        """Return the reply that `shape` makes of the answer, or say that it takes longer.

        The answer is then given by `late`. The same `key` again is given the same reply. What
        fails is logged, told, and may be tried again.
        """

        async def answer(kept: _Kept) -> Json | None:
            answer = await ask()
            if kept.told_to_wait:
                await late(answer)
                return None
            return await shape(answer)

        kept = self._begin(key, answer)
        assert kept.work is not None  # noqa: S101 - begun above
        done, _ = await asyncio.wait({kept.work}, timeout=ANSWER_WITHIN)
        if not done:
            kept.told_to_wait = True
            return say(STILL)
        if kept.work.exception():
            return say(FAULT)
        reply = kept.work.result()
        return say(STILL) if reply is None else reply

    def goes_on(self, person: str, key: str) -> None:
        """Note what a person does: what they did before, done again after it, is meant anew."""
        before = self._latest.pop(person, key)
        self._latest[person] = key
        kept = self._kept.get(before)
        if before != key and kept and kept.work and kept.work.done():
            del self._kept[before]
        if len(self._latest) > MOST_KEPT:
            self._latest.popitem(last=False)

    def start(self, key: str, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Do something beside the request, unless it was begun before."""

        async def do(_: _Kept) -> None:
            await work()

        self._begin(key, do)

    async def close(self) -> None:
        """Let what is being answered end."""
        at_work = {one.work for one in self._kept.values() if one.work and not one.work.done()}
        if at_work:
            await asyncio.wait(at_work, timeout=ENDING_WITHIN)

    def _begin(self, key: str, work: Callable[[_Kept], Coroutine[Any, Any, Json | None]]) -> _Kept:
        self._let_go()
        kept = self._kept.get(key)
        if kept is None:
            kept = self._kept[key] = _Kept(self._clock() + KEPT_SECONDS)
            kept.work = asyncio.create_task(work(kept))
            kept.work.add_done_callback(lambda task: self._ended(key, task))
        return kept

    def _ended(self, key: str, task: asyncio.Task[Any]) -> None:
        if task.cancelled() or task.exception():
            self._kept.pop(key, None)
        _log_fault(task)

    def _let_go(self) -> None:
        """Forget what is old; they stand in the order of their ends. What is at work stays."""
        for key, oldest in [*itertools.islice(self._kept.items(), LET_GO_AT_ONCE)]:
            if oldest.until > self._clock() and len(self._kept) < MOST_KEPT:
                return
            if oldest.work is not None and not oldest.work.done():
                oldest.until = self._clock() + KEPT_SECONDS
                self._kept.move_to_end(key)
            else:
                del self._kept[key]


def _log_fault(task: asyncio.Task[Any]) -> None:
    """Log where a fault was; what it says may hold people's words."""
    error = None if task.cancelled() else task.exception()
    if error is not None:
        places = "".join(traceback.format_tb(error.__traceback__))
        log.error("A person could not be answered: %s\n%s", type(error).__name__, places)
