"""Measures what people's decisions and the weeks do to themes, on the sample conversation.

A simulated facilitator answers what the product asks, from the gold themes: names a theme (in the
gold's words) by its most typical thread, or says which theme a thread is about; some answers are
wrong. Then the twelve weeks are grouped one after another, each knowing what was found before.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import numpy as np

from benchmarks.grouping_sets import NOISE, SampleThread, sample_messages, sample_themes
from clustering import Findings, NamedTheme, find_themes
from clustering.embedding import SentenceEmbedder

STOPS = (25, 60, 100, 150)
AT_ONCE = 10
FIRST_DAY = date(2026, 7, 6)


@dataclass
class Facilitator:
    """Answers from the gold, and errs in a share `mistakes` of the answers."""

    gold: dict[str, str]
    mistakes: float
    chance: np.random.Generator

    def answer(self, key: str) -> str:
        """The theme a thread is about, according to this facilitator."""
        if self.chance.random() < self.mistakes:
            return str(self.chance.choice(sorted(set(self.gold.values()))))
        return self.gold[key]


def curve(sample: list[SampleThread], mistakes: float) -> list[dict[str, float]]:
    """The share of threads in the right theme after so many decisions."""
    said = [each for each in sample if each.gold != NOISE]
    gold = {each.thread.key: each.gold for each in said}
    facilitator = Facilitator(gold, mistakes, np.random.default_rng(60))
    names = name_vectors()
    threads = {each.thread.key: each.thread for each in said}
    named: dict[str, NamedTheme] = {}
    points, decided = [], 0
    while True:
        findings = find_themes(list(threads.values()), list(named.values()))
        if decided in STOPS:
            points.append({"decisions": decided, "right": right(findings, gold)})
        if decided >= STOPS[-1] or not findings.asks:
            return points
        room = min(stop for stop in STOPS if stop > decided) - decided
        for ask in findings.asks[: min(AT_ONCE, room)]:
            theme = facilitator.answer(ask.key)
            threads[ask.key] = replace(threads[ask.key], theme=theme, fixed=True)
            named[theme] = names[theme]
            decided += 1


def name_vectors() -> dict[str, NamedTheme]:
    """What the facilitator calls each theme."""
    words = sample_themes()
    vectors = SentenceEmbedder().embed(list(words.values()))
    return {
        slug: NamedTheme(slug, text, vector)
        for (slug, text), vector in zip(words.items(), vectors, strict=True)
    }


def right(findings: Findings, gold: dict[str, str]) -> float:
    """The share of threads in the theme they are about; unnamed themes count as wrong."""
    placed = [
        gold[member.key] == theme.theme for theme in findings.themes for member in theme.members
    ]
    return sum(placed) / len(gold)


def weeks(sample: list[SampleThread]) -> list[dict[str, Any]]:
    """Group week after week; say how many threads kept their theme, and what happened."""
    when = {message["id"]: message["ts"] for message in sample_messages()}
    said = [each.thread for each in sample if each.gold != NOISE]
    themes: dict[str, str] = {}
    told = []
    for week in range(12):
        threads = [
            replace(each, theme=themes.get(each.key))
            for each in said
            if (datetime.fromisoformat(when[each.key]).date() - FIRST_DAY).days // 7 <= week
        ]
        findings = find_themes(threads)
        now = {
            member.key: found.theme or f"{week}-{place}"
            for place, found in enumerate(findings.themes)
            for member in found.members
        }
        kept = [now.get(key) == theme for key, theme in themes.items()]
        told.append(
            {
                "week": week + 1,
                "threads": len(threads),
                "themes": len(findings.themes),
                "kept": float(np.mean(kept)) if kept else 1.0,
                **happened(findings),
            }
        )
        themes = now
    return told


def happened(findings: Findings) -> dict[str, int]:
    """How many themes were born, merged, split and faded."""
    kinds = [event.kind for event in findings.events]
    return {kind: kinds.count(kind) for kind in ("born", "merged", "split", "faded")}


def decisions_table(sample: list[SampleThread]) -> str:
    """Both measures in words and numbers."""
    lines = []
    for mistakes in (0.0, 0.1):
        points = curve(sample, mistakes)
        shares = ", ".join(f"{each['right']:.0%} after {each['decisions']}" for each in points)
        lines.append(f"threads in the right theme, {mistakes:.0%} of answers wrong: {shares}")
    lines += [
        f"week {each['week']:2}: {each['threads']:4} threads, {each['themes']:3} themes, "
        f"{each['kept']:4.0%} kept their theme, born {each['born']}, merged {each['merged']}, "
        f"split {each['split']}, faded {each['faded']}"
        for each in weeks(sample)
    ]
    return "\n".join(lines)
