"""How fast we may post: Teams' limits for one conversation and for one tenant."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable

from bot.ports import RateLimited

Window = tuple[int, float]
"""So many messages in so many seconds."""

IN_A_CONVERSATION: tuple[Window, ...] = ((7, 1.0), (8, 2.0), (60, 30.0), (1_800, 3_600.0))
IN_A_TENANT: tuple[Window, ...] = ((30, 1.0),)
MOST_HELD = 10_000


class Pace:
    """Counts what was posted lately under each name."""

    def __init__(
        self, windows: tuple[Window, ...], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._windows = windows
        self._longest = max(most for most, _ in windows)
        self._clock = clock
        self._posted: OrderedDict[str, deque[float]] = OrderedDict()

    def take(self, name: str) -> None:
        """Count one message. Raises RateLimited, and counts nothing, when there were too many."""
        now = self._clock()
        times = self._posted.setdefault(name, deque(maxlen=self._longest))
        self._posted.move_to_end(name)
        wait = max(_wait(times, window, now) for window in self._windows)
        if wait > 0:
            raise RateLimited(wait)
        times.append(now)
        if len(self._posted) > MOST_HELD:
            self._posted.popitem(last=False)


def _wait(times: deque[float], window: Window, now: float) -> float:
    """Return the seconds until the window takes one more; 0 or less when it does now."""
    most, seconds = window
    return times[-most] + seconds - now if len(times) >= most else 0.0
