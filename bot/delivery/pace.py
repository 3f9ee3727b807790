"""How fast we may speak: so long between two messages to one conversation."""

import asyncio

from bot.delivery.leases import Queue


class Pace:
    """Keeps the time between messages for each queue; used within one event loop."""

    def __init__(self, seconds: float) -> None:
        """Keep `seconds` between two messages."""
        self.seconds = seconds
        self._next: dict[Queue, float] = {}

    def rests(self, queue: Queue) -> bool:
        """Say whether it is too soon to speak there again."""
        return self._next.get(queue, 0.0) > _time()

    async def turn(self, queue: Queue) -> None:
        """Wait until it is time to speak there."""
        await asyncio.sleep(self._next.get(queue, 0.0) - _time())

    def spoke(self, queue: Queue) -> None:
        """Note that we speak there now; forget who has rested long enough."""
        self._next = {name: at for name, at in self._next.items() if at > _time()}
        self._next[queue] = _time() + self.seconds


def _time() -> float:
    return asyncio.get_running_loop().time()
