"""Lets what is waited for go first: work in the background is done in the lulls between events."""

import threading
import time

QUIET_SECONDS = 0.004
PATIENCE_SECONDS = 0.5
"""However busy it is, one piece of background work is done in this time."""


class Traffic:
    """Knows when an event last arrived. Safe from any thread."""

    def __init__(self) -> None:
        self._last = 0.0
        self._coming = 0
        self._mutex = threading.Lock()

    def arrived(self) -> None:
        """Note that an event is waiting to be stored."""
        with self._mutex:
            self._coming += 1
            self._last = time.monotonic()

    def stored(self, count: int) -> None:
        """Note that events were stored."""
        with self._mutex:
            self._coming -= count
            self._last = time.monotonic()

    def wait_for_lull(self) -> None:
        """Return when no event waits and none came just now, or when patience ends."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while (now := time.monotonic()) < deadline:
            if not self._coming and now - self._last >= QUIET_SECONDS:
                return
            time.sleep(QUIET_SECONDS)
