"""What every embedder promises."""

from collections.abc import Callable, Sequence
from typing import Protocol

from clustering.arrays import Vectors

Progress = Callable[[int, int], None]
"""Called with (texts done, texts in all) after each batch."""


class Embedder(Protocol):
    """Turns texts into vectors whose dot product says how alike they are in meaning."""

    @property
    def name(self) -> str:
        """The model and its version: vectors of different names are never compared."""
        ...

    @property
    def dimension(self) -> int:
        """The number of columns of every vector."""
        ...

    def embed(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Give one unit row for each text, shape (len(texts), dimension), in the order given."""
        ...
