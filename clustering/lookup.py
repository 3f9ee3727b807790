"""Finds the most similar of up to 100,000 vectors, exactly, in memory."""

from collections.abc import Collection, Hashable, Sequence
from typing import Generic, NamedTuple, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from clustering.arrays import Vectors, checked_vector, checked_vectors, unit_rows

Key = TypeVar("Key", bound=Hashable)
ROOM = 1024


class Found(NamedTuple, Generic[Key]):
    """One of the nearest: its key, and its cosine similarity from -1 to 1."""

    key: Key
    similarity: float


class Lookup(Generic[Key]):
    """Vectors under keys. Not thread-safe: change it from one thread at a time."""

    def __init__(self, dimension: int) -> None:
        self._rows: Vectors = np.zeros((ROOM, dimension), dtype=np.float32)
        self._keys: list[Key] = []
        self._places: dict[Key, int] = {}

    def __len__(self) -> int:
        return len(self._keys)

    def __contains__(self, key: object) -> bool:
        return key in self._places

    @property
    def dimension(self) -> int:
        """The number of columns every vector has."""
        return int(self._rows.shape[1])

    def add(self, keys: Sequence[Key], vectors: ArrayLike) -> None:
        """Keep a vector under each key, in place of the one it may have had.

        Raises ValueError for NaN, another dimension, or not as many vectors as keys.
        """
        if len(keys) == 0:
            return
        rows = unit_rows(checked_vectors(vectors, dimension=self.dimension))
        if len(rows) != len(keys):
            raise ValueError(f"There are {len(keys)} keys and {len(rows)} vectors.")
        self._make_room(len(keys))
        for key, row in zip(keys, rows, strict=True):
            self._rows[self._place_of(key)] = row

    def remove(self, key: Key) -> None:
        """Forget a key and its vector; KeyError when it is not there."""
        place = self._places.pop(key)
        last = self._keys.pop()
        # The last row takes the free place, so that the rows stay together.
        if place < len(self._keys):
            self._keys[place] = last
            self._places[last] = place
            self._rows[place] = self._rows[len(self._keys)]
        self._rows[len(self._keys)] = 0

    def nearest(
        self,
        vector: ArrayLike,
        count: int,
        *,
        least: float = -1.0,
        among: Collection[Key] | None = None,
    ) -> list[Found[Key]]:
        """The `count` most similar, nearest first, of those at least `least` similar.

        With `among`, only of these keys; others than those kept are passed over.
        """
        row = unit_rows(checked_vector(vector, dimension=self.dimension))[0]
        places = self._places_of(among)
        similar = (self._rows[: len(self)] @ row)[places]
        count = min(count, len(similar))
        if count <= 0:
            return []
        best = np.argpartition(-similar, count - 1)[:count]
        best = best[np.argsort(-similar[best], kind="stable")]
        return [
            Found(self._keys[place], float(similarity))
            for place, similarity in zip(places[best], similar[best], strict=True)
            if similarity >= least
        ]

    def _places_of(self, keys: Collection[Key] | None) -> NDArray[np.intp]:
        if keys is None:
            return np.arange(len(self))
        kept = (self._places.get(key) for key in keys)
        return np.array([place for place in kept if place is not None], dtype=np.intp)

    def _place_of(self, key: Key) -> int:
        place = self._places.get(key)
        if place is None:
            place = self._places[key] = len(self._keys)
            self._keys.append(key)
        return place

    def _make_room(self, more: int) -> None:
        needed = len(self) + more
        if needed > len(self._rows):
            grown = np.zeros((max(needed, 2 * len(self._rows)), self.dimension), np.float32)
            grown[: len(self)] = self._rows[: len(self)]
            self._rows = grown
