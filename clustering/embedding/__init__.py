"""Texts in, unit vectors out; which model does it is named, verified and replaceable."""

from clustering.embedding.errors import (
    ModelDamagedError,
    ModelError,
    ModelMissingError,
    ModelUnsupportedError,
)
from clustering.embedding.hashed import HashedEmbedder
from clustering.embedding.protocol import Embedder, Progress
from clustering.embedding.sentence import SentenceEmbedder

__all__ = [
    "Embedder",
    "HashedEmbedder",
    "ModelDamagedError",
    "ModelError",
    "ModelMissingError",
    "ModelUnsupportedError",
    "Progress",
    "SentenceEmbedder",
]
