"""Nearest neighbours in blocks, and vectors drawn towards them."""

from collections.abc import Iterator

import numpy as np

from clustering.arrays import Integers, Vectors, unit_rows

BLOCK_CELLS = 8_000_000
"""Similarities held at once: 32 MB, whatever the number of items."""


def nearest(rows: Vectors, count: int) -> tuple[Integers, Vectors]:
    """The `count` most similar other rows of each unit row and their similarities, nearest first.

    Both have shape (n, min(count, n - 1)).
    """
    size = len(rows)
    count = min(count, size - 1)
    places = np.zeros((size, count), dtype=np.int64)
    similar = np.zeros((size, count), dtype=np.float32)
    for block in blocks(size):
        found = rows[block] @ rows.T
        found[np.arange(len(found)), np.arange(block.start, block.stop)] = -np.inf
        best = np.argpartition(-found, count - 1, axis=1)[:, :count]
        values = np.take_along_axis(found, best, axis=1)
        order = np.lexsort((best, -values), axis=1)
        places[block] = np.take_along_axis(best, order, axis=1)
        similar[block] = np.take_along_axis(values, order, axis=1)
    return places, similar


def blocks(size: int) -> Iterator[slice]:
    """Cut `size` rows so that their similarities to all rows fit in BLOCK_CELLS."""
    step = max(1, BLOCK_CELLS // max(size, 1))
    for start in range(0, size, step):
        yield slice(start, min(start + step, size))


def drawn_together(rows: Vectors, count: int, rounds: int) -> Vectors:
    """Replace each unit row by the mean of itself and its neighbours, near ones counting more.

    What is alike comes to lie together and what lies between groups goes to one of them.
    """
    if len(rows) < 2:
        return rows
    for _ in range(rounds):
        places, similar = nearest(rows, count)
        weights = np.maximum(similar, 0) ** 3
        moved = rows.copy()
        for block in blocks(len(rows)):
            moved[block] += np.einsum("nk,nkd->nd", weights[block], rows[places[block]])
        rows = unit_rows(moved)
    return rows
