"""The clustering library, as the bot's ThemeFinder."""

from collections.abc import Mapping, Sequence

import numpy as np

import clustering
from adapters.grouping.placing import KnownThemes
from adapters.grouping.vectors import read_vector
from bot.ports import FoundTheme, Grouping, NamedTheme, Thread, ToDecide
from clustering.arrays import Vectors


class ClusteringFinder:
    """Groups threads with `clustering.find_themes`."""

    def find(self, threads: Sequence[Thread], named: Sequence[NamedTheme]) -> Grouping:
        """Group all threads of a community, drawn to the themes that people gave words to."""
        said = [_given(thread) for thread in threads if not thread.chatter]
        found = clustering.find_themes(said, [_named(theme) for theme in named])
        return Grouping(
            themes=tuple(_found(theme) for theme in found.themes),
            left_out=tuple(int(key) for key in found.leftover),
            merged=_merged(found.events),
            split=_split(found.events),
            asks=tuple(ToDecide(ask.kind, int(ask.key), ask.themes) for ask in found.asks),
        )

    def placement(self, threads: Sequence[Thread]) -> KnownThemes:
        """Learn where a new thread belongs from the threads as they are grouped now."""
        if not threads:
            return KnownThemes(None)
        vectors = np.vstack([_vector(thread) for thread in threads])
        themes = [None if thread.theme is None else str(thread.theme) for thread in threads]
        return KnownThemes(clustering.KnownThemes.of(vectors, themes))

    def restored(self, learned: bytes) -> KnownThemes:
        """Return the placement that was kept as these bytes."""
        return KnownThemes.restored(learned)


def _merged(events: Sequence[clustering.ThemeEvent]) -> dict[int, int]:
    return {
        int(event.theme): int(event.into)
        for event in events
        if event.kind == "merged" and event.theme is not None and event.into is not None
    }


def _split(events: Sequence[clustering.ThemeEvent]) -> dict[int, int]:
    return {
        event.group: int(event.theme)
        for event in events
        if event.kind == "split" and event.theme is not None and event.group is not None
    }


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


def _named(named: NamedTheme) -> clustering.NamedTheme:
    return clustering.NamedTheme(str(named.theme), named.words, read_vector(named.vector))


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
