"""Pairs as many as can be paired, by Edmonds' blossoms. Pure; knows no people, only numbers.

Who comes first in the order is paired before anybody who comes later, if it can be done at all:
nobody who has a partner ever loses having one.
"""

from collections import deque
from collections.abc import Sequence

ALONE = -1
Weights = Sequence[Sequence[float]]
"""How good it is to pair two, given twice, as `[one][other]` and back; 0: they can't be."""


def match(weights: Weights) -> list[int]:
    """Return each one's partner, or ALONE. As many are paired as can be, then as well as can be.

    As well as can be by exchanging the partners of two pairs, again and again.
    """
    many = range(len(weights))
    near = [[to for to in many if weights[one][to] > 0] for one in many]
    for one in many:
        near[one].sort(key=lambda to: (-weights[one][to], to))
    partners = [ALONE for _ in many]
    for one in many:
        if partners[one] == ALONE:
            _Search(near, partners, one).improve()
    while _exchange(weights, partners):
        pass
    return partners


class _Search:
    """Looks for a way to give one a partner: a path on which every second step is a pair."""

    def __init__(self, near: Sequence[Sequence[int]], partners: list[int], root: int) -> None:
        many = range(len(near))
        self._near = near
        self._partners = partners
        self._root = root
        self._from = [ALONE for _ in many]
        self._base = list(many)
        self._reached = [False for _ in many]
        self._queue: deque[int] = deque()

    def improve(self) -> None:
        """Pair the root, if it can be done, along the path that is found."""
        end = self._find()
        while end != ALONE:
            before = self._from[end]
            following = self._partners[before]
            self._partners[end], self._partners[before] = before, end
            end = following

    def _find(self) -> int:
        """Return the end of such a path, somebody without a partner; or ALONE."""
        self._reach(self._root)
        while self._queue:
            one = self._queue.popleft()
            for to in self._near[one]:
                if self._base[one] == self._base[to] or self._partners[one] == to:
                    continue
                if self._is_outer(to):
                    self._contract(one, to)
                elif self._from[to] == ALONE:
                    self._from[to] = one
                    if self._partners[to] == ALONE:
                        return to
                    self._reach(self._partners[to])
        return ALONE

    def _reach(self, one: int) -> None:
        self._reached[one] = True
        self._queue.append(one)

    def _is_outer(self, one: int) -> bool:
        partner = self._partners[one]
        return one == self._root or (partner != ALONE and self._from[partner] != ALONE)

    def _contract(self, one: int, other: int) -> None:
        """Treat a ring of an odd number, a blossom, as one."""
        base = self._common_base(one, other)
        blossom = [False for _ in self._near]
        self._mark(one, base, other, blossom)
        self._mark(other, base, one, blossom)
        for each in range(len(self._near)):
            if blossom[self._base[each]]:
                self._base[each] = base
                if not self._reached[each]:
                    self._reach(each)

    def _common_base(self, one: int, other: int) -> int:
        seen = set()
        while True:
            one = self._base[one]
            seen.add(one)
            if self._partners[one] == ALONE:
                break
            one = self._from[self._partners[one]]
        while self._base[other] not in seen:
            other = self._from[self._partners[self._base[other]]]
        return self._base[other]

    def _mark(self, one: int, base: int, child: int, blossom: list[bool]) -> None:
        while self._base[one] != base:
            partner = self._partners[one]
            blossom[self._base[one]] = blossom[self._base[partner]] = True
            self._from[one] = child
            child = partner
            one = self._from[partner]


def _exchange(weights: Weights, partners: list[int]) -> bool:
    """Exchange the partners of two pairs where that is better for all four; say whether it was."""
    pairs = [(one, to) for one, to in enumerate(partners) if one < to]
    better = False
    for number, first in enumerate(pairs):
        for second in pairs[number + 1 :]:
            better = _exchange_two(weights, partners, first, second) or better
    return better


def _exchange_two(
    weights: Weights, partners: list[int], first: tuple[int, int], second: tuple[int, int]
) -> bool:
    (a, b), (c, d) = first, second
    if partners[a] != b or partners[c] != d:
        return False  # exchanged before, in this round
    now = weights[a][b] + weights[c][d]
    for one, two in (((a, c), (b, d)), ((a, d), (b, c))):
        ways = weights[one[0]][one[1]], weights[two[0]][two[1]]
        if min(ways) > 0 and sum(ways) > now + 1e-9:
            for left, right in (one, two):
                partners[left], partners[right] = right, left
            return True
    return False
