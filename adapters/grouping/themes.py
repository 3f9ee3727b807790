"""The clustering library, as the bot's ThemeFinder."""

from collections.abc import Mapping, Sequence

import numpy as np

import clustering
from bot.ports import FoundTheme, Grouping, Thread
from clustering.arrays import Vectors


class ClusteringFinder:
    """Groups threads with `clustering.find_themes`."""

    def find(self, threads: Sequence[Thread]) -> Grouping:
        """Group all threads of a community."""
        found = clustering.find_themes([_given(thread) for thread in threads])
        merged = {
            int(event.theme): int(event.into)
            for event in found.events
            if event.kind == "merged" and event.theme is not None and event.into is not None
        }
        return Grouping(
            themes=tuple(_found(theme) for theme in found.themes),
            left_out=tuple(int(key) for key in found.leftover),
            merged=merged,
        )

    def placement(self, threads: Sequence[Thread]) -> "KnownThemes":
        """Learn where a new thread belongs from the threads as they are grouped now."""
        if not threads:
            return KnownThemes(None)
        vectors = np.vstack([_vector(thread) for thread in threads])
        themes = [None if thread.theme is None else str(thread.theme) for thread in threads]
        return KnownThemes(clustering.KnownThemes.of(vectors, themes))


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


def read_vector(vector: bytes) -> Vectors:
    """Return a stored vector as an array, shape (dimension,)."""
    return np.frombuffer(vector, dtype="<f4").astype(np.float32)


def _vector(thread: Thread) -> Vectors:
    replies = [read_vector(vector) for vector in thread.reply_vectors]
    return clustering.thread_vector(read_vector(thread.vector), replies)


def _given(thread: Thread) -> clustering.Thread:
    return clustering.Thread(
        key=str(thread.key),
        texts=(thread.text, *thread.replies),
        vector=_vector(thread),
        theme=None if thread.theme is None else str(thread.theme),
        fixed=thread.fixed,
        place=None if thread.channel is None else str(thread.channel),
    )


def _found(theme: clustering.FoundTheme) -> FoundTheme:
    members: Mapping[int, float] = {int(one.key): one.fit for one in theme.members}
    return FoundTheme(
        theme=None if theme.theme is None else int(theme.theme),
        label=theme.label,
        description=theme.description,
        members=members,
        representatives=tuple(int(key) for key in theme.representatives),
        phrases=theme.phrases,
    )
