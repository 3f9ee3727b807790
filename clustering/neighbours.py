"""Nearest neighbours in blocks, and vectors drawn towards them."""

from collections.abc import Iterator

import numpy as np

from clustering.arrays import Integers, Vectors, unit_rows

BLOCK_CELLS = 8_000_000
"""Similarities held at once: 32 MB, whatever the number of items."""
STRAND = 16
"""Similarities compared at once to find the highest."""


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
        best = highest(found, count)
        values = np.take_along_axis(found, best, axis=1)
        order = np.lexsort((best, -values), axis=1)
        places[block] = np.take_along_axis(best, order, axis=1)
        similar[block] = np.take_along_axis(values, order, axis=1)
    return places, similar


def highest(table: Vectors, count: int) -> Integers:
    """The places of the `count` highest of each row, in no order.

    The highest are in the strands with the highest of their own, so only those few are sorted.
    """
    strands = table.shape[1] // STRAND
    if strands <= count:
        return np.argpartition(-table, count - 1, axis=1)[:, :count]
    whole = strands * STRAND
    tops = table[:, :whole].reshape(-1, STRAND, strands).max(axis=1)
    best = np.argpartition(-tops, count - 1, axis=1)[:, :count]
    among = (best[:, None, :] + np.arange(0, whole, strands)[:, None]).reshape(len(table), -1)
    rest = np.broadcast_to(np.arange(whole, table.shape[1]), (len(table), table.shape[1] - whole))
    among = np.hstack([among, rest])
    values = np.take_along_axis(table, among, axis=1)
    chosen = np.argpartition(-values, count - 1, axis=1)[:, :count]
    return np.take_along_axis(among, chosen, axis=1)


def blocks(size: int) -> Iterator[slice]:
    """Cut `size` rows so that their similarities to all rows fit in BLOCK_CELLS."""
    step = max(1, BLOCK_CELLS // max(size, 1))
    for start in range(0, size, step):
        yield slice(start, min(start + step, size))


def most_similar(rows: Vectors, centres: Vectors) -> Integers:
    """The place of the centre most similar to each row, shape (n,)."""
    places = np.zeros(len(rows), dtype=np.int64)
    step = max(1, BLOCK_CELLS // len(centres))
    for start in range(0, len(rows), step):
        block = rows[start : start + step]
        places[start : start + step] = (block @ centres.T).argmax(axis=1)
    return places


def drawn_together(rows: Vectors, neighbours: tuple[Integers, Vectors], rounds: int) -> Vectors:
    """Replace each unit row by the mean of itself and its neighbours, near ones counting more.

    What is alike comes to lie together and what lies between groups goes to one of them.
    `neighbours` are those of the rows as they are given, from `nearest`.
    """
    places, similar = neighbours
    count = places.shape[1]
    for turn in range(rounds if count else 0):
        if turn:
            places, similar = nearest(rows, count)
        weights = np.maximum(similar, 0) ** 3
        moved = rows.copy()
        for block in blocks(len(rows)):
            moved[block] += np.einsum("nk,nkd->nd", weights[block], rows[places[block]])
        rows = unit_rows(moved)
    return rows
