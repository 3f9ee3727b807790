"""One who has read every summary, knows all the rules, and rules out what can't have been.

They go through every world there could be: for each hub, what it did in each period. What is left
once the summaries are read are the worlds in which the same would have been published. A group of
hubs ("raised it in the second period, not in the first") is isolated when in each of these worlds
it has one or two hubs: then somebody did it, and at most two did.
"""

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import combinations, pairwise, product

import numpy as np

from bot.digests.bands import Shown
from bot.digests.disclosure.coverage import covered
from bot.digests.disclosure.rules import Decision, Heard, Known, decide

SILENT, ELSE, RAISED = range(3)
"""What a hub does in a period: nothing, speak of something else, or raise the theme."""
World = tuple[int, ...]
"""How many hubs follow each pattern, that is, do what in which period."""
Seen = tuple[object, ...]


@dataclass(frozen=True)
class Rules:
    """The rules under attack, so that a test can put a fault in one's place."""

    decide: Callable[[Sequence[Heard], Known | None], Decision] = decide
    covered: Callable[[int, int, int | None], int] = covered
    adds: Callable[[Sequence[AbstractSet[int]]], object] = lambda raised: None
    """What else is published: of all periods together."""


@dataclass(frozen=True)
class Attacker:
    """Knows how many hubs there are, in how many periods they spoke, and what a hub can do."""

    hubs: int
    periods: int
    deeds: tuple[int, ...] = (SILENT, RAISED)
    rules: Rules = Rules()

    @property
    def patterns(self) -> list[tuple[int, ...]]:
        return list(product(self.deeds, repeat=self.periods))

    def worlds(self) -> Iterator[World]:
        """Every way in which the hubs can be spread over the patterns."""
        most = self.hubs + len(self.patterns) - 1
        for bars in combinations(range(most), len(self.patterns) - 1):
            edges = (-1, *bars, most)
            yield tuple(after - bar - 1 for bar, after in pairwise(edges))

    def published(self, world: World, approved: Sequence[bool]) -> Seen:
        """What is to be read when these periods' drafts are approved."""
        doing: list[dict[int, set[int]]] = [
            {deed: set() for deed in range(3)} for _ in range(self.periods)
        ]
        hub = 0
        for pattern, number in zip(self.patterns, world, strict=True):
            for _ in range(number):
                for period, deed in enumerate(pattern):
                    doing[period][deed].add(hub)
                hub += 1
        return self._read([did[RAISED] for did in doing], [did[ELSE] for did in doing], approved)

    def _read(
        self,
        raised: list[set[int]],
        other: list[set[int]],
        approved: Sequence[bool],
    ) -> Seen:
        seen: list[object] = []
        told: dict[int, Shown] = {}
        ever: set[int] = set()
        known, last, ended = False, None, -1
        for period, hubs in enumerate(raised):
            theme = Heard(
                theme_id=1,
                label="x",
                now=hubs,
                before=raised[period - 1] if period else set(),
            )
            before = Known(told=told, ever=ever, adjoins=ended == period - 1) if known else None
            decision = self.rules.decide([theme], before)
            if not (approved[period] and decision.told):
                seen.append(None)
                continue
            told = {one.theme_id: Shown(one.band, one.counted) for one in decision.told}
            ever, known, ended = ever | set(told), True, period
            last = self.rules.covered(len(hubs | other[period]), self.hubs, last)
            # Without others who speak, the coverage would tell the theme's own number.
            coverage = last if ELSE in self.deeds else None
            seen.append(([(one.band, one.trend) for one in decision.told], coverage))
        return (repr(seen), self.rules.adds(raised))

    def isolated(self, approved: Sequence[bool]) -> set[Seen]:
        """Return what can be published that isolates one or two hubs."""
        worlds = list(self.worlds())
        seen: dict[Seen, int] = {}
        reading = np.array(
            [seen.setdefault(self.published(one, approved), len(seen)) for one in worlds]
        )
        order = np.argsort(reading, kind="stable")
        begins = np.searchsorted(reading[order], np.arange(len(seen)))
        sizes = np.array(worlds, dtype=np.int8)[order] @ self._groups()
        least = np.minimum.reduceat(sizes, begins)
        most = np.maximum.reduceat(sizes, begins)
        pinned = ((least >= 1) & (most <= 2)).any(axis=1)
        return {what for what, number in seen.items() if pinned[number]}

    def _groups(self) -> "np.ndarray[tuple[int, int], np.dtype[np.int8]]":
        """Every group that can be told by what its hubs did, a column each."""
        count = len(self.patterns)
        numbers = np.arange(1, 2**count - 1)
        return ((numbers[None, :] >> np.arange(count)[:, None]) & 1).astype(np.int8)
