"""The array types of this package and the checks every room makes on what it is given."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Vectors = NDArray[np.float32]
"""Rows are items: shape (n, dimension)."""

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


def unit_rows(vectors: NDArray[np.floating]) -> Vectors:
    """Scale every row to length one; rows of zeros stay zeros."""
    rows = np.asarray(vectors, dtype=np.float32)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Vectors = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
    return scaled


def checked_vectors(vectors: ArrayLike, *, dimension: int | None = None) -> Vectors:
    """Give back `vectors` as (n, dimension) float32; ValueError says what is wrong with them."""
    rows = np.asarray(vectors, dtype=np.float32)
    if rows.ndim != 2:
        raise ValueError(f"Vectors must be a table of rows, not an array of shape {rows.shape}.")
    if dimension is not None and rows.shape[1] != dimension:
        raise ValueError(
            f"The vectors have {rows.shape[1]} dimensions and {dimension} were expected. "
            "They come from different models: embed the texts again with one model."
        )
    if not np.isfinite(rows).all():
        bad = int(np.flatnonzero(~np.isfinite(rows).all(axis=1))[0])
        raise ValueError(f"Row {bad} holds NaN or infinity: embed that text again.")
    return rows


def checked_vector(vector: ArrayLike, *, dimension: int | None = None) -> Vectors:
    """Give back one vector as a single row, shape (1, dimension), checked."""
    return checked_vectors(np.atleast_2d(np.asarray(vector, dtype=np.float32)), dimension=dimension)


def thread_vector(root: ArrayLike, replies: ArrayLike | Sequence[ArrayLike] = ()) -> Vectors:
    """Join the vectors of a thread into one of unit length: its root counts double.

    `root` has shape (dimension,), `replies` (n, dimension); the answer has shape (dimension,).
    """
    total = 2.0 * checked_vector(root)
    answers = np.asarray(replies, dtype=np.float32)
    if answers.size:
        total = total + checked_vectors(answers, dimension=total.shape[1]).sum(axis=0)
    joined: Vectors = unit_rows(total)[0]
    return joined
