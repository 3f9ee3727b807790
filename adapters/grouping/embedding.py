"""The sentence model, as the bot's TextEmbedder."""

import logging
from collections.abc import Sequence
from pathlib import Path

from bot.ports import Check
from bot.settings import SettingsError
from clustering.embedding import (
    Embedder,
    HashedEmbedder,
    ModelError,
    ModelMissingError,
    SentenceEmbedder,
)

log = logging.getLogger(__name__)


class BytesEmbedder:
    """Gives vectors as bytes: float32, little-endian, unit length."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    @property
    def name(self) -> str:
        """Return the model and its version."""
        return self._embedder.name

    def embed(self, texts: Sequence[str]) -> list[bytes]:
        """Return one vector a text."""
        return [row.astype("<f4").tobytes() for row in self._embedder.embed(texts)]


def load_embedder(directory: Path | None, *, threads: int = 2) -> BytesEmbedder:
    """Load the model; without one installed, fall back to hashed words, and say so.

    `threads` is how many processors it may use at once.

    Raises SettingsError when a model is damaged, or one that was asked for by name is missing.
    """
    try:
        return BytesEmbedder(SentenceEmbedder(directory, threads=threads))
    except ModelError as error:
        if directory is not None or not isinstance(error, ModelMissingError):
            raise SettingsError(f"The sentence model can't be used. {error}") from error
        log.warning("%s Until then messages are compared by their words alone.", error)
        return words_embedder()


def words_embedder() -> BytesEmbedder:
    """Return the embedder that needs no model: it compares words, not meanings."""
    return BytesEmbedder(HashedEmbedder())


def check_model(directory: Path | None) -> list[Check]:
    """Check that the sentence model is there, whole and runs."""
    try:
        embedder = SentenceEmbedder(directory)
    except ModelError as error:
        return [Check(False, "The sentence model can't be used", str(error))]
    return [Check(True, f"The sentence model runs: {embedder.name}")]
