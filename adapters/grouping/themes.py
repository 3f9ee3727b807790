"""The clustering library, as the bot's ThemeFinder."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

import clustering
from adapters.grouping.placing import KnownThemes
from adapters.grouping.vectors import read_vector
from bot.ports import FoundTheme, Grouping, NamedTheme, Thread, ToDecide
from clustering.arrays import Vectors

SPEAK_FOR_IT = 5
"""So many members say what a theme is that a thread is to be kept apart from."""


class ClusteringFinder:
    """Groups threads with `clustering.find_themes`."""

    def find(self, threads: Sequence[Thread], named: Sequence[NamedTheme]) -> Grouping:
        """Group all threads of a community, drawn to the themes that people gave words to."""
        found = clustering.find_themes(
            [_given(thread) for thread in threads],
            [_named(theme) for theme in named],
            pairs=clustering.Pairs(cannot_link=_apart(threads)),
        )
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
        chatter=thread.chatter,
    )


def _apart(threads: Sequence[Thread]) -> list[tuple[str, str]]:
    """Keep each thread apart from members of the themes that a person said it is not about.

    Those that a person put there come first: they say best what the theme is.
    """
    members: dict[int, list[int]] = defaultdict(list)
    for thread in sorted(threads, key=lambda one: not one.fixed):
        if thread.theme is not None:
            members[thread.theme].append(thread.key)
    return [
        (str(thread.key), str(other))
        for thread in threads
        if not thread.fixed
        for theme in thread.not_in
        for other in members[theme][:SPEAK_FOR_IT]
        if other != thread.key
    ]


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
