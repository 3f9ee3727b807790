"""Whose turn it is to write to SQLite, first come, first served.

SQLite has one writer at a time, and those who wait for it sleep and look again, up to 100 ms later:
an event to be stored could wait for seconds behind a busy worker. Here each waits exactly until the
one before is done.
"""

import threading
from collections import deque
from types import TracebackType


class Turns:
    """A lock that is handed to whoever has waited longest. A thread may not take it twice."""

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._taken = False
        self._waiting: deque[threading.Lock] = deque()

    def __enter__(self) -> None:
        """Wait for one's turn."""
        with self._mutex:
            if not self._taken:
                self._taken = True
                return
            called = threading.Lock()
            called.acquire()
            self._waiting.append(called)
        called.acquire()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        places: TracebackType | None,
    ) -> None:
        """Call the next, if somebody waits."""
        with self._mutex:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False
