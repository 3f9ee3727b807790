"""From threads to themes: what an application calls.

Threads are grouped, drawn to what people decided, matched to the themes they continue, and
described in words; and what a person could decide next to help most is said.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from clustering.asking import Question
from clustering.chatter import beside_the_point
from clustering.clusterer import USUAL_REACH, ThemeClusterer
from clustering.constraints import Constraints, Seed
from clustering.identity import ThemeEvent, continue_themes
from clustering.labels import Description, describe
from clustering.placement import NOISE, Placement
from clustering.threads import NO_PAIRS, NamedTheme, Pairs, Thread, linked, stacked

QUESTIONS = 10


@dataclass(frozen=True)
class Member:
    """A thread in a theme."""

    key: str
    fit: float
    """How close it is to the theme's centre, from 0 to 1."""


@dataclass(frozen=True)
class FoundTheme:
    """A group of threads about one recurring issue."""

    theme: str | None
    """The known theme that it continues; None: it is new."""
    label: str
    description: str
    """A sentence word for word from one member; empty when none can stand alone."""
    phrases: tuple[str, ...]
    """Its key phrases, best first."""
    members: tuple[Member, ...]
    """Best fit first."""
    representatives: tuple[str, ...]
    """Keys of up to three members that speak for it and differ."""


@dataclass(frozen=True)
class Ask:
    """A decision by a person that would help: to "name" a theme, or to "place" a thread."""

    kind: Literal["name", "place"]
    key: str
    """The thread: the one to place, or the most typical one of the theme to name."""
    themes: tuple[int, ...]
    """Places in the found themes: the one to name, or those to choose from, likeliest first."""


@dataclass(frozen=True)
class Findings:
    """What grouping found."""

    themes: tuple[FoundTheme, ...]
    """The largest first; empty when there is too little to group."""
    leftover: tuple[str, ...]
    """Keys of the threads that belong to no theme."""
    events: tuple[ThemeEvent, ...]
    """What became of the known themes; an event's `group` is a place in `themes`."""
    asks: tuple[Ask, ...] = ()
    """What to ask a person, the most helpful first."""


def find_themes(
    threads: Sequence[Thread],
    named: Sequence[NamedTheme] = (),
    *,
    pairs: Pairs = NO_PAIRS,
    min_members: int = 3,
    random_state: int = 0,
) -> Findings:
    """Group threads into themes, keeping what people decided and the identity of known themes.

    `named` are the themes that people gave words to, `pairs` the threads they said to be about
    the same or not. Raises ValueError for NaN, vectors
    of different dimensions, or decisions that contradict each other; too few threads give no
    themes.
    """
    given = [thread for thread in threads if thread.theme is not None or not thread.fixed]
    beside = beside_the_point(given, random_state)
    free = [thread for thread, out in zip(given, beside, strict=True) if not out]
    kept = {thread.key for thread in free}
    apart = tuple(thread.key for thread in threads if thread.key not in kept)
    if not free:
        return Findings((), apart, ())
    grouped = Grouped(free, named, pairs, min_members, random_state)
    described = describe([each.texts for each in free], grouped.labels, grouped.fits, grouped.rows)
    found = [
        grouped.found_theme(group, words, grouped.continuation.themes[group])
        for group, words in enumerate(described)
    ]
    left = tuple(free[place].key for place in np.flatnonzero(grouped.labels == NOISE))
    return Findings(tuple(found), left + apart, grouped.continuation.events, grouped.asks())


class Grouped:
    """Threads with their groups, after what people decided has been heeded."""

    def __init__(
        self,
        threads: Sequence[Thread],
        named: Sequence[NamedTheme],
        pairs: Pairs,
        min_members: int,
        random_state: int,
    ) -> None:
        self.threads = threads
        themes = [each.theme for each in threads]
        held = [each.fixed for each in threads]
        self.clusterer = ThemeClusterer(min_members=min_members, random_state=random_state).fit(
            ["\n".join(each.texts) for each in threads],
            vectors=stacked(threads),
            constraints=Constraints(
                seeds=[Seed(each.theme, each.words, each.vector) for each in named],
                labelled={place: each.theme for place, each in enumerate(threads) if each.fixed},
                must_link=linked(pairs.must_link, threads, fixed_together=True),
                cannot_link=linked(pairs.cannot_link, threads, fixed_together=False),
            ),
            previous=themes,
            places=[each.place for each in threads],
        )
        self.rows, self.labels = self.clusterer.rows_, self.clusterer.labels_
        self.fits = Placement.of(self.rows, self.labels, USUAL_REACH).fit_of(self.rows, self.labels)
        certain = {
            label: theme
            for label, theme in enumerate(self.clusterer.themes_)
            if isinstance(theme, str)
        }
        self.continuation = continue_themes(self.labels, themes, held, self.rows, certain)

    def found_theme(self, group: int, words: Description, theme: str | None) -> FoundTheme:
        """Put together what was found of one group."""
        places = np.flatnonzero(self.labels == group)
        ordered = places[np.argsort(-self.fits[places], kind="stable")]
        return FoundTheme(
            theme=theme,
            label=words.label,
            description=words.sentence,
            phrases=words.phrases,
            members=tuple(
                Member(self.threads[place].key, float(self.fits[place])) for place in ordered
            ),
            representatives=tuple(self.threads[place].key for place in words.representatives),
        )

    def asks(self) -> tuple[Ask, ...]:
        """What to ask a person next."""
        return tuple(self._ask(question) for question in self.clusterer.questions(QUESTIONS))

    def _ask(self, question: Question) -> Ask:
        return Ask(question.kind, self.threads[question.item].key, question.groups)
