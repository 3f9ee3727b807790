"""What people decided draws the rest: themes they named, and threads they put in one.

Each theme that a person named or filled has an anchor, the centre of its own words and of the
threads put there. A thread that nobody placed goes to the nearest anchor, unless it is more at
home in a group that the machine found and nobody has named yet. What goes to an anchor draws it a
little in turn, and shows where the theme is talked about.
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from clustering.arrays import Integers, Vectors, unit_rows
from clustering.constraints import Decided
from clustering.grouping import heap_sums
from clustering.placement import NOISE

WORDS_COUNT = 2.0
"""A theme's own words, written by a person, count as much as so many threads."""
GROUP_COUNTS = 2.0
"""At first so does the group that was found for it, and less with each thread put there."""
FREE_COUNTS = 0.2
"""A thread that went to a theme by itself counts so much of one that a person put there."""
ROUNDS = 5
SHARPNESS = 15.0
"""How much likelier a theme is with similarity: e to the power of so many times it."""
PLACE_COUNTS = 0.03
"""What the place tells, in similarity, for each time (in powers of e) that a theme is more usual
there than elsewhere."""
STAYS = 0.05
"""How much nearer another anchor must be before a thread leaves the theme it is in now."""
CLAIMS = 0.3
"""A theme that has a name and no threads takes a group at least so much like its words."""
CLEARLY = 0.1
"""How much nearer an anchor must be than the group that a thread was found in."""
LEAST = 0.15
"""A thread that was found in no group goes to an anchor at least so near."""


@dataclass(frozen=True, eq=False)
class Items:
    """What is to be drawn to anchors."""

    rows: Vectors
    """Unit rows, shape (n, dimension)."""
    found: Integers
    """The group of each, -1 for none; what people put in one theme is in one group."""
    places: Integers
    """Where each was said, -1 for unknown."""


def anchored(items: Items, decided: Decided, words: Vectors) -> tuple[Integers, dict[int, int]]:
    """Move free items to the anchors they belong to; give labels and each theme's group.

    `words` are unit rows of what people called their themes, as many as `decided.named`. A theme
    that nothing is about gets the number of a group without members.
    """
    groups = groups_of(items.rows, items.found, decided, words)
    if not groups:
        return items.found, {}
    likely = likeness(items, decided, words, groups)
    numbers = np.array(list(groups.values()))
    best = likely.argmax(axis=1)
    goes = np.append(numbers, NOISE)[best]
    labels = np.where(best == len(numbers), items.found, goes)
    labels = np.where(decided.fixed != NOISE, items.found, labels)
    return kept_apart(labels, likely, numbers, decided), groups


def likeness(items: Items, decided: Decided, words: Vectors, groups: dict[int, int]) -> Vectors:
    """How much each item belongs to each anchor and, last, where it was found."""
    base = np.vstack([words_and_placed(items.rows, decided, words, theme) for theme in groups])
    placed = np.array([(decided.fixed == theme).sum() for theme in groups])
    centres = np.vstack(
        [unit_rows(items.rows[items.found == group].sum(axis=0)[None]) for group in groups.values()]
    )
    anchors = unit_rows(base + GROUP_COUNTS / (1 + placed[:, None]) * centres)
    home = at_home(items, decided, groups)
    usual = np.zeros((len(items.rows), len(groups)), dtype=np.float32)
    for turn in range(ROUNDS + 1):
        likely = np.hstack([items.rows @ anchors.T + PLACE_COUNTS * usual, home[:, -1:]])
        likely[:, :-1] += home[:, :-1]
        likely = of_bundles(likely, decided.bundles)
        if turn == ROUNDS:
            break
        shares = probabilities(likely, decided, groups)
        usual = usual_there(shares, items.places)
        anchors = unit_rows(
            base + FREE_COUNTS * (shares * (decided.fixed == NOISE)[:, None]).T @ items.rows
        )
    return likely


def words_and_placed(rows: Vectors, decided: Decided, words: Vectors, theme: int) -> Vectors:
    """The sum of what people said of a theme: its words, and the items they put there."""
    put_there: Vectors = rows[decided.fixed == theme].sum(axis=0)
    total: Vectors = put_there + WORDS_COUNT * words[decided.named == theme].sum(axis=0)
    return total


def at_home(items: Items, decided: Decided, groups: dict[int, int]) -> Vectors:
    """What keeps each item in the theme it is in now and, last, in the group it was found in."""
    stays = [
        STAYS * ((items.found == group) & (decided.current == theme))
        for theme, group in groups.items()
    ]
    taken = np.isin(items.found, list(groups.values()))
    there = fit_with_others(items.rows, items.found) + CLEARLY
    there[items.found == NOISE] = LEAST
    there[taken] = -1.0
    return np.column_stack([*stays, there]).astype(np.float32)


def of_bundles(likely: Vectors, bundles: Integers) -> Vectors:
    """The mean of all items that are bound together, for each of them."""
    sums, sizes = heap_sums(likely, bundles)
    means: Vectors = np.asarray((sums / sizes[:, None])[bundles], dtype=np.float32)
    return means


def probabilities(likely: Vectors, decided: Decided, groups: dict[int, int]) -> Vectors:
    """How probable each anchor is for each item; certain where a person decided."""
    powers = np.exp(SHARPNESS * (likely - likely.max(axis=1, keepdims=True)))
    shares: Vectors = (powers / powers.sum(axis=1, keepdims=True))[:, :-1]
    themes = np.array(list(groups))
    fixed = np.flatnonzero(decided.fixed != NOISE)
    shares[fixed] = decided.fixed[fixed, None] == themes
    return shares


def usual_there(shares: Vectors, places: Integers) -> Vectors:
    """How much more usual each anchor is in an item's place than elsewhere, in powers of e."""
    sums, _ = heap_sums(shares, places + 1)
    of_place = sums.sum(axis=1, keepdims=True) / sums.sum()
    usual = (sums + of_place) / (sums.sum(axis=0) + 1) / np.maximum(of_place, 1e-9)
    usual[0] = 1
    powers: Vectors = np.log(np.maximum(usual, 1e-9))[places + 1].astype(np.float32)
    return powers


def kept_apart(labels: Integers, likely: Vectors, numbers: Integers, decided: Decided) -> Integers:
    """Part items that a person said do not belong together, where anchors drew them to one.

    The one less likely there goes to the next anchor that is free of the other, or to none.
    """
    labels = labels.copy()
    free = decided.fixed == NOISE
    for pair in decided.apart:
        if labels[pair[0]] != labels[pair[1]] or labels[pair[0]] == NOISE:
            continue
        top = likely[pair].max(axis=1) + 2 * ~free[pair]
        loser = pair[int(top.argmin())]
        bundle = decided.bundles == decided.bundles[loser]
        enemies = foes(decided, decided.bundles[loser])
        order = np.argsort(-likely[loser, :-1], kind="stable")
        open_to = [
            numbers[place]
            for place in order
            if likely[loser, place] >= LEAST and numbers[place] not in labels[enemies]
        ]
        labels[bundle] = open_to[0] if open_to else NOISE
    return labels


def foes(decided: Decided, bundle: int) -> Integers:
    """The items that are not to be with a bundle."""
    inside = decided.bundles[decided.apart] == bundle
    others: Integers = decided.apart[:, ::-1][inside]
    return np.flatnonzero(np.isin(decided.bundles, decided.bundles[others]))


def groups_of(rows: Vectors, found: Integers, decisions: Decided, words: Vectors) -> dict[int, int]:
    """The group of each theme that people named or filled; no two have the same.

    It is where its fixed items are, else where most of its items are, else the group most like
    its words; and a new number when there is none.
    """
    groups: dict[int, int] = {}
    for where in (decisions.fixed, decisions.current):
        for theme in range(len(decisions.themes)):
            group = most_frequent(found[where == theme], set(groups.values()))
            if theme not in groups and group != NOISE:
                groups[theme] = group
    free = int(found.max(initial=NOISE)) + 1
    for theme in range(len(decisions.themes)):
        if theme not in groups:
            alike = most_alike(rows, found, words[decisions.named == theme], set(groups.values()))
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
