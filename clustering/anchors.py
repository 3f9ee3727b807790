"""What people decided draws the rest: themes they named, and threads they put in one.

Each theme that a person named or filled has an anchor, the centre of its own words and of the
threads put there. A thread that nobody placed goes to the nearest anchor, unless it is more at
home in a group that the machine found and nobody has named yet.
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clustering.arrays import Integers, Vectors, unit_rows
from clustering.grouping import heap_sums
from clustering.placement import NOISE

WORDS_COUNT = 2.0
"""A theme's own words, written by a person, count as much as so many threads."""
GROUP_COUNTS = 2.0
"""So does the group that the machine found for a theme, and less with each thread put there."""
STAYS = 0.05
"""How much nearer another anchor must be before a thread leaves the theme it is in now."""
CLAIMS = 0.3
"""A theme that has a name and no threads takes a group at least so much like its words."""
CLEARLY = 0.1
"""How much nearer an anchor must be than the group that a thread was found in."""
LEAST = 0.15
"""A thread that was found in no group goes to an anchor at least so near."""


@dataclass(frozen=True, eq=False)
class Decisions:
    """What people decided: numbers are themes, -1 is none."""

    fixed: Integers
    """The theme each item was put in by a person, shape (n,)."""
    current: Integers
    """The theme each item is in now, whoever put it there, shape (n,)."""
    words: Vectors
    """Unit rows of what people called their themes, shape (named, dimension)."""
    named: Integers
    """The theme of each of these, shape (named,)."""

    @property
    def themes(self) -> list[int]:
        """The themes that people named or filled."""
        numbers = np.union1d(self.fixed[self.fixed != NOISE], self.named)
        return [int(number) for number in numbers]


def anchored(
    rows: Vectors, found: Integers, decisions: Decisions
) -> tuple[Integers, dict[int, int]]:
    """Move free items to the anchors they belong to; give labels and each theme's group.

    `found` are the groups of the unit `rows`, in which fixed items of one theme are together.
    A theme that nothing is about gets the number of a group without members.
    """
    groups = groups_of(rows, found, decisions)
    if not groups:
        return found, {}
    anchors = np.vstack(
        [anchor(rows, found == group, decisions, theme) for theme, group in groups.items()]
    )
    similar = rows @ anchors.T
    similar[at_home(found, decisions, groups)] += STAYS
    nearest = similar.argmax(axis=1)
    near = similar.max(axis=1)
    numbers = np.array(list(groups.values()))
    taken = np.isin(found, numbers)
    clearly = near > fit_with_others(rows, found) + CLEARLY
    moves = np.where(found == NOISE, near >= LEAST, taken | clearly)
    return np.where(moves & (decisions.fixed == NOISE), numbers[nearest], found), groups


def at_home(found: Integers, decisions: Decisions, groups: dict[int, int]) -> NDArray[np.bool_]:
    """Which items were found where they are now, by anchor; shape (n, anchors)."""
    return np.column_stack(
        [(found == group) & (decisions.current == theme) for theme, group in groups.items()]
    )


def anchor(rows: Vectors, members: NDArray[np.bool_], decisions: Decisions, theme: int) -> Vectors:
    """The unit centre of what people decided about a theme, shape (1, dimension)."""
    put_there = rows[decisions.fixed == theme]
    total = put_there.sum(axis=0, keepdims=True)
    total = total + WORDS_COUNT * decisions.words[decisions.named == theme].sum(axis=0)
    found_there = unit_rows(rows[members].sum(axis=0, keepdims=True))
    return unit_rows(total + GROUP_COUNTS / (1 + len(put_there)) * found_there)


def groups_of(rows: Vectors, found: Integers, decisions: Decisions) -> dict[int, int]:
    """The group of each theme that people named or filled; no two have the same.

    It is where its fixed items are, else where most of its items are, else the group most like
    its words; and a new number when there is none.
    """
    groups: dict[int, int] = {}
    for where in (decisions.fixed, decisions.current):
        for theme in decisions.themes:
            group = most_frequent(found[where == theme], set(groups.values()))
            if theme not in groups and group != NOISE:
                groups[theme] = group
    free = int(found.max(initial=NOISE)) + 1
    for theme in decisions.themes:
        if theme not in groups:
            words = decisions.words[decisions.named == theme]
            alike = most_alike(rows, found, words, set(groups.values()))
            groups[theme] = free if alike == NOISE else alike
            free += 1
    return groups


def most_frequent(groups: Integers, taken: set[int]) -> int:
    """The group that is there most often and not taken; -1 when there is none."""
    counted = Counter(group for group in groups.tolist() if group != NOISE and group not in taken)
    return counted.most_common(1)[0][0] if counted else NOISE


def most_alike(rows: Vectors, found: Integers, words: Vectors, taken: set[int]) -> int:
    """The group most like the words of a theme, if it is enough like them and not taken."""
    sums, _ = heap_sums(rows, found + 1)
    if len(words) == 0 or len(sums) < 2:
        return NOISE
    similar = (unit_rows(sums[1:]) @ words.T).max(axis=1)
    similar[sorted(taken & set(range(len(similar))))] = 0
    best = int(similar.argmax())
    return best if similar[best] >= CLAIMS else NOISE


def fit_with_others(rows: Vectors, labels: Integers) -> Vectors:
    """The similarity of each unit row to the centre of the others in its group."""
    sums, _ = heap_sums(rows, labels + 1)
    others = unit_rows(sums[labels + 1] - rows)
    fits: Vectors = np.einsum("nd,nd->n", rows, others)
    return fits
