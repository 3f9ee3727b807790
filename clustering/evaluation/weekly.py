"""Groups week after week as an application would, and says how many items keep their theme."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from clustering.arrays import Vectors
from clustering.clusterer import ThemeClusterer
from clustering.identity import Continuation, continue_themes
from clustering.placement import NOISE


@dataclass(frozen=True)
class Week:
    """One regrouping of all that was said up to the end of a week."""

    begins: str
    """Its Monday, like 2026-07-06."""
    items: int
    themes: int
    kept: float | None
    """The share of items in a theme before that are still in it; None in the first week."""
    born: int
    merged: int
    split: int
    faded: int


def week_by_week(
    texts: Sequence[str], vectors: Vectors, times: Sequence[datetime], *, least: int = 10
) -> list[Week]:
    """Regroup after every week, from the first with `least` items, each knowing the one before."""
    order = np.argsort([time.timestamp() for time in times], kind="stable")
    mondays = [monday(times[place]) for place in order]
    names: list[str | None] = []
    weeks: list[Week] = []
    for begins in sorted(set(mondays)):
        size = sum(day <= begins for day in mondays)
        if size < least:
            continue
        places = order[:size]
        previous = [*names, *[None] * (size - len(names))]
        clusterer = ThemeClusterer().fit(
            [texts[place] for place in places], vectors=vectors[places], previous=previous
        )
        went_on = continue_themes(
            clusterer.labels_, previous, np.zeros(size, dtype=bool), clusterer.rows_
        )
        now = named(clusterer.labels_.tolist(), went_on, begins)
        weeks.append(told(begins, names, now, went_on))
        names = now
    return weeks


def monday(time: datetime) -> str:
    """The first day of a time's week."""
    year, week, _ = time.isocalendar()
    return datetime.fromisocalendar(year, week, 1).date().isoformat()


def named(labels: list[int], went_on: Continuation, begins: str) -> list[str | None]:
    """The lasting name of each item's theme."""
    names = [theme or f"{begins} {number}" for number, theme in enumerate(went_on.themes)]
    return [None if label == NOISE else names[label] for label in labels]


def told(
    begins: str, before: list[str | None], now: list[str | None], went_on: Continuation
) -> Week:
    """What happened in a week."""
    kept = [new == old for old, new in zip(before, now, strict=False) if old is not None]
    kinds = [event.kind for event in went_on.events]
    return Week(
        begins=begins,
        items=len(now),
        themes=len(went_on.themes),
        kept=float(np.mean(kept)) if kept else None,
        born=kinds.count("born"),
        merged=kinds.count("merged"),
        split=kinds.count("split"),
        faded=kinds.count("faded"),
    )
