"""The clustering library's exact look-up, as the bot's NearestMessages."""

import threading
from collections.abc import Callable

import clustering
from adapters.grouping.vectors import read_vector

WIDEN = 4


class MatrixIndex:
    """Holds vectors in memory; safe from any thread."""

    def __init__(self) -> None:
        self._lookup: clustering.Lookup[int] | None = None
        self._turn = threading.Lock()

    def add(self, key: int, vector: bytes) -> None:
        """Hold a message's vector, in place of an old one."""
        row = read_vector(vector)
        with self._turn:
            if self._lookup is None:
                self._lookup = clustering.Lookup(len(row))
            self._lookup.add([key], row[None, :])

    def remove(self, key: int) -> None:
        """Let go of a message; done as well when it was never held."""
        with self._turn:
            if self._lookup is not None and key in self._lookup:
                self._lookup.remove(key)

    def nearest(
        self, vector: bytes, most: int, among: Callable[[int], bool] | None = None
    ) -> list[tuple[int, float]]:
        """Return at most `most` messages, best first, with their cosine; only such as `among`."""
        row = read_vector(vector)
        count = most
        with self._turn:
            if self._lookup is None:
                return []
            while True:
                found = self._lookup.nearest(row, count)
                kept = [(key, cosine) for key, cosine in found if among is None or among(key)]
                if len(kept) >= most or count >= len(self._lookup):
                    return kept[:most]
                count *= WIDEN
