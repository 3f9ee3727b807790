"""Stored vectors as arrays."""

import numpy as np

from clustering.arrays import Vectors


def read_vector(vector: bytes) -> Vectors:
    """Return a stored vector (float32, little-endian) as an array, shape (dimension,)."""
    return np.frombuffer(vector, dtype="<f4").astype(np.float32, copy=False)
