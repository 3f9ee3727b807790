"""Bridges the bot's ports to the clustering library: bytes and ids here, arrays there."""

from adapters.grouping.embedding import check_model, load_embedder, words_embedder
from adapters.grouping.kinds import train_recogniser
from adapters.grouping.lookup import MatrixIndex
from adapters.grouping.themes import ClusteringFinder

__all__ = [
    "ClusteringFinder",
    "MatrixIndex",
    "check_model",
    "load_embedder",
    "train_recogniser",
    "words_embedder",
]
