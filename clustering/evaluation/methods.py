"""The ways of grouping that can be compared: each takes texts and vectors and gives labels."""

from collections.abc import Callable

import numpy as np

from clustering.arrays import Integers, Vectors

Method = Callable[[list[str], Vectors], Integers]
Prepare = Callable[[], Method]
"""Imports what the method needs, so that only its work is timed."""


def common_thread() -> Method:
    """Our own."""
    from clustering.clusterer import ThemeClusterer

    def find(texts: list[str], vectors: Vectors) -> Integers:
        labels: Integers = ThemeClusterer().fit(texts, vectors=vectors).labels_
        return labels

    return find


def bertopic() -> Method:
    """BERTopic as it comes, on the same vectors."""
    from bertopic import BERTopic

    def find(texts: list[str], vectors: Vectors) -> Integers:
        topics, _ = BERTopic().fit_transform(texts, vectors)
        return np.array(topics, dtype=np.int64)

    return find


METHODS: dict[str, Prepare] = {"commonthread": common_thread, "bertopic": bertopic}
