"""The clustering library's exact look-up, as the bot's NearestMessages."""

import threading
from collections.abc import Collection
from heapq import nlargest
from operator import itemgetter

from threadpoolctl import ThreadpoolController

import clustering
from adapters.grouping.vectors import read_vector


class MatrixIndex:
    """Holds vectors in memory, each community's apart; safe from any thread.

    So only what may be shown is compared, and nothing need be left out afterwards.
    """

    def __init__(self) -> None:
        self._lookups: dict[int, clustering.Lookup[int]] = {}
        self._where: dict[int, int] = {}
        self._turn = threading.Lock()
        self._processors = ThreadpoolController()

    def add(self, key: int, vector: bytes, community: int) -> None:
        """Hold the vector of a community's message, in place of an old one."""
        row = read_vector(vector)
        with self._turn:
            if self._where.get(key, community) != community:
                self._remove(key)
            lookup = self._lookups.get(community)
            if lookup is None:
                lookup = self._lookups[community] = clustering.Lookup(len(row))
            lookup.add([key], row[None, :])
            self._where[key] = community

    def remove(self, key: int) -> None:
        """Let go of a message; done as well when it was never held."""
        with self._turn:
            self._remove(key)

    def _remove(self, key: int) -> None:
        community = self._where.pop(key, None)
        if community is not None:
            self._lookups[community].remove(key)
            if not len(self._lookups[community]):
                del self._lookups[community]

    def nearest(
        self,
        vector: bytes,
        most: int,
        communities: Collection[int],
        among: Collection[int] | None = None,
    ) -> list[tuple[int, float]]:
        """Return at most `most` messages of these communities, best first, with their cosine.

        With `among`, only of these messages.
        """
        row = read_vector(vector)
        # Two processors are hardly faster at this than one, and others wait for the second.
        with self._turn, self._processors.limit(limits=1, user_api="blas"):
            found = [
                one
                for community in set(communities) & self._lookups.keys()
                for one in self._lookups[community].nearest(row, most, among=among)
            ]
        best = nlargest(most, found, key=itemgetter(1))
        return [(one.key, one.similarity) for one in best]
