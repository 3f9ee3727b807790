"""The most messages a minute in a conversation: should we ever answer ourselves, it stays slow."""

import time
from collections import defaultdict, deque

from bot.ports import RateLimited

MOST_A_MINUTE = 30
MINUTE = 60.0


class Pace:
    """Counts what was posted in each conversation in the last minute."""

    def __init__(self) -> None:
        self._posted: defaultdict[str, deque[float]] = defaultdict(deque)

    def take(self, conversation: str) -> None:
        """Count one message. Raises RateLimited when there were too many."""
        now = time.monotonic()
        times = self._posted[conversation]
        while times and times[0] <= now - MINUTE:
            times.popleft()
        if len(times) >= MOST_A_MINUTE:
            raise RateLimited(times[0] + MINUTE - now)
        times.append(now)
