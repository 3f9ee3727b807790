"""An embedder that needs no model: it knows spelling, not meaning.

For tests, and for places where the sentence model cannot be installed. Texts are alike when they
share words, pairs of words and pieces of words; "car" and "vehicle" have nothing in common.
"""

from collections.abc import Sequence

from clustering.arrays import Vectors, unit_rows
from clustering.embedding.protocol import Progress

BATCH = 1024


class HashedEmbedder:
    """Counts words and pieces of words in `dimension` hashed columns."""

    def __init__(self, dimension: int = 512) -> None:
        self._dimension = dimension

    @property
    def name(self) -> str:
        """Says what it is, so that its vectors are never taken for a language model's."""
        return f"hashed-words-{self._dimension}@1"

    @property
    def dimension(self) -> int:
        """The number of hashed columns."""
        return self._dimension

    def embed(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Give one unit row for each text; a text without a letter is a row of zeros."""
        import numpy as np

        rows = np.zeros((len(texts), self._dimension), dtype=np.float32)
        for start in range(0, len(texts), BATCH):
            batch = list(texts[start : start + BATCH])
            rows[start : start + len(batch)] = self._batch(batch)
            if progress:
                progress(start + len(batch), len(texts))
        return unit_rows(rows)

    def _batch(self, texts: list[str]) -> Vectors:
        from sklearn.feature_extraction.text import HashingVectorizer

        words = HashingVectorizer(
            n_features=self._dimension, ngram_range=(1, 2), stop_words="english"
        )
        pieces = HashingVectorizer(
            n_features=self._dimension, analyzer="char_wb", ngram_range=(3, 5)
        )
        counted: Vectors = (words.transform(texts) + 0.5 * pieces.transform(texts)).toarray()
        return counted
