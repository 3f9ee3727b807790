"""The clustering library's known themes, as the bot's Placement; kept as bytes and restored."""

import io
from typing import Self

import numpy as np

import clustering
from adapters.grouping.vectors import read_vector
from clustering.placement import Placement


class KnownThemes:
    """Puts a new thread where it belongs."""

    def __init__(self, known: clustering.KnownThemes | None) -> None:
        self._known = known

    def nearest(self, vector: bytes) -> tuple[int, float] | None:
        """Return the theme that takes the vector and how well it fits, or None."""
        if self._known is None or not self._known.themes:
            return None
        theme, fit = self._known.nearest(read_vector(vector))
        return None if theme is None else (int(theme), fit)

    def kept(self) -> bytes:
        """Return what was learned as a NumPy archive; nothing learned is no bytes."""
        if self._known is None:
            return b""
        archive = io.BytesIO()
        np.savez(
            archive,
            themes=np.array([int(theme) for theme in self._known.themes], dtype=np.int64),
            mean=self._known.mean,
            centres=self._known.placement.centres,
            reaches=self._known.placement.reaches,
        )
        return archive.getvalue()

    @classmethod
    def restored(cls, learned: bytes) -> Self:
        """Return what was kept."""
        if not learned:
            return cls(None)
        with np.load(io.BytesIO(learned), allow_pickle=False) as archive:
            placement = Placement(centres=archive["centres"], reaches=archive["reaches"])
            themes = tuple(str(theme) for theme in archive["themes"].tolist())
            return cls(clustering.KnownThemes(themes, archive["mean"], placement))
