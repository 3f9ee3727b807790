"""Groups the sample's twelve weeks one after another: `python -m benchmarks grouping_weeks`.

Each week knows what was found before and nobody helps. Said are how many threads kept their theme,
what happened to themes, and how soon a theme that three hubs have raised is found.
"""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime

import numpy as np

from benchmarks.grouping_sets import NOISE, SampleThread, sample_messages, sample_threads
from clustering import Findings, find_themes
from clustering.embedding import SentenceEmbedder

FIRST_DAY = date(2026, 7, 6)
WEEKS = 12
KINDS = ("born", "grown", "merged", "split", "faded")
HUBS = 3


@dataclass(frozen=True)
class Week:
    """One regrouping."""

    week: int
    themes: dict[str, str]
    """The lasting name of the theme of each thread that is in one."""
    labels: dict[str, str]
    """What each theme is called this week."""
    threads: int
    kept: float
    """The share of threads in a theme the week before that are in it still."""
    happened: dict[str, int]


def weeks(sample: list[SampleThread]) -> list[Week]:
    """Group week after week."""
    began = begun()
    said = [each.thread for each in sample if each.gold != NOISE]
    themes: dict[str, str] = {}
    told = []
    for week in range(1, WEEKS + 1):
        threads = [
            replace(each, theme=themes.get(each.key)) for each in said if began[each.key] <= week
        ]
        findings = find_themes(threads)
        names = [found.theme or f"{week}-{place}" for place, found in enumerate(findings.themes)]
        now = {
            member.key: name
            for name, found in zip(names, findings.themes, strict=True)
            for member in found.members
        }
        kept = [now.get(key) == theme for key, theme in themes.items()]
        labels = {name: found.label for name, found in zip(names, findings.themes, strict=True)}
        told.append(Week(week, now, labels, len(threads), share(kept), happened(findings)))
        themes = now
    return told


def share(yes: list[bool]) -> float:
    """How many are true; all of none."""
    return float(np.mean(yes)) if yes else 1.0


def begun() -> dict[str, int]:
    """The week, from 1, in which each thread began."""
    return {
        each["id"]: (datetime.fromisoformat(each["ts"]).date() - FIRST_DAY).days // 7 + 1
        for each in sample_messages()
    }


def happened(findings: Findings) -> dict[str, int]:
    """How many themes were born, grown, merged, split and faded."""
    kinds = Counter(event.kind for event in findings.events)
    return {kind: kinds[kind] for kind in KINDS}


def delays(sample: list[SampleThread], told: list[Week]) -> dict[str, int | None]:
    """Weeks from a gold theme's third hub to a theme mostly about it; None: not found.

    A found theme is about a gold one when at least half of its threads are, and three at least.
    """
    gold = {each.thread.key: each.gold for each in sample if each.gold != NOISE}
    found: dict[str, int] = {}
    for week in told:
        for theme in set(week.themes.values()):
            inside = Counter(gold[key] for key, name in week.themes.items() if name == theme)
            (about, count), size = inside.most_common(1)[0], inside.total()
            if count >= HUBS and count >= size / 2:
                found.setdefault(about, week.week)
    return {
        theme: max(0, found[theme] - third) if theme in found else None
        for theme, third in third_hubs(gold).items()
    }


def third_hubs(gold: dict[str, str]) -> dict[str, int]:
    """The week in which a third hub began a thread on each theme, where one did."""
    began, hubs, weeks_of = begun(), {each["id"]: each["hub"] for each in sample_messages()}, {}
    seen: dict[str, set[str]] = {}
    for key, theme in sorted(gold.items(), key=lambda pair: began[pair[0]]):
        if hubs[key] is None:
            continue
        raised = seen.setdefault(theme, set())
        raised.add(hubs[key])
        if len(raised) == HUBS:
            weeks_of.setdefault(theme, began[key])
    return weeks_of


def lines(told: list[Week]) -> list[str]:
    """The weeks as a table."""
    head = f"{'week':>4}{'threads':>9}{'themes':>8}{'kept':>7}"
    return [
        head + "".join(f"{kind:>8}" for kind in KINDS),
        *(
            f"{each.week:4}{each.threads:9}{len(each.labels):8}{each.kept:7.0%}"
            + "".join(f"{each.happened[kind]:8}" for kind in KINDS)
            for each in told
        ),
    ]


def run() -> str:
    """The weeks, and how soon themes are found."""
    sample = sample_threads(SentenceEmbedder())
    told = weeks(sample)
    late = delays(sample, told)
    soon = [theme for theme, delay in late.items() if delay is not None and delay <= 1]
    never = [theme for theme, delay in late.items() if delay is None]
    mean: float = np.mean([each.kept for each in told[1:]])
    return "\n".join(
        [
            *lines(told),
            f"kept their theme from one week to the next: {mean:.1%} on average",
            f"themes of three hubs found within a week: {len(soon)} of {len(late)};"
            f" never a theme of their own: {', '.join(never) or 'none'}",
        ]
    )
