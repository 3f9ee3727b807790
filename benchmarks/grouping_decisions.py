"""Measures what people's decisions do for themes, on the sample: `python -m benchmarks
grouping_decisions`.

A simulated facilitator answers what the product asks, ten questions at a time, from the gold
themes: names a theme (in the gold's words) by its most typical thread, or says which theme a thread
is about. Some answers are wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.grouping_sets import NOISE, SampleThread, sample_themes, sample_threads
from clustering import Findings, NamedTheme, Thread, find_themes
from clustering.embedding import Embedder, SentenceEmbedder

STOPS = (0, 10, 25, 40, 60, 80, 100, 120, 150)
TOLD = (25, 60, 100, 150)
AT_ONCE = 10
SEEDS = (60, 61, 62)


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


@dataclass
class Desk:
    """What has been decided so far."""

    threads: dict[str, Thread]
    names: dict[str, NamedTheme]
    """What the facilitator calls each theme."""
    named: dict[str, NamedTheme]

    seed: int

    def find(self) -> Findings:
        """Group with all that has been decided."""
        threads, named = list(self.threads.values()), list(self.named.values())
        return find_themes(threads, named, random_state=self.seed)

    def decide(self, key: str, theme: str) -> None:
        """Put a thread in a theme, which has a name from then on."""
        self.threads[key] = replace(self.threads[key], theme=theme, fixed=True)
        self.named[theme] = self.names[theme]


def curve(
    sample: Sequence[SampleThread],
    names: dict[str, NamedTheme],
    mistakes: float,
    seed: int,
    *,
    at_random: bool = False,
) -> list[float]:
    """The share of threads in the right theme after each of STOPS decisions.

    With `at_random`, threads are asked about by chance instead of what the product asks.
    """
    said = [each for each in sample if each.gold != NOISE]
    gold = {each.thread.key: each.gold for each in said}
    chance = np.random.default_rng(seed)
    facilitator = Facilitator(gold, mistakes, chance)
    desk = Desk({each.thread.key: each.thread for each in said}, names, {}, seed)
    points, decided, findings = [], 0, desk.find()
    for stop in STOPS:
        while decided < stop:
            keys = [ask.key for ask in findings.asks]
            if at_random:
                keys = chance.permutation([k for k, t in desk.threads.items() if not t.fixed])
            for key in keys[: min(AT_ONCE, stop - decided)]:
                desk.decide(str(key), facilitator.answer(str(key)))
                decided += 1
            findings = desk.find()
        points.append(right(findings, gold))
    return points


def right(findings: Findings, gold: dict[str, str]) -> float:
    """The share of threads in the theme they are about; unnamed themes count as wrong."""
    placed = [
        gold[member.key] == theme.theme for theme in findings.themes for member in theme.members
    ]
    return sum(placed) / len(gold)


def name_vectors(embedder: Embedder) -> dict[str, NamedTheme]:
    """What the facilitator calls each theme."""
    words = sample_themes()
    vectors = embedder.embed(list(words.values()))
    return {
        slug: NamedTheme(slug, text, vector)
        for (slug, text), vector in zip(words.items(), vectors, strict=True)
    }


def curves(embedder: Embedder) -> dict[str, np.ndarray]:
    """Every curve: rows are runs, columns STOPS."""
    sample, names = sample_threads(embedder), name_vectors(embedder)
    return {
        "always right": np.array([curve(sample, names, 0.0, seed) for seed in SEEDS]),
        "wrong in a tenth of the answers": np.array(
            [curve(sample, names, 0.1, seed) for seed in SEEDS]
        ),
        "always right, asked at random": np.array(
            [curve(sample, names, 0.0, seed, at_random=True) for seed in SEEDS[:1]]
        ),
    }


def run() -> str:
    """The share of threads in the right theme, in numbers."""
    return table(curves(SentenceEmbedder()))


def table(found: dict[str, np.ndarray]) -> str:
    """The means of curves, at the decisions that count."""
    lines = [f"{'threads in the right theme after':34}" + "".join(f"{n:>7}" for n in TOLD)]
    for name, points in found.items():
        shares = points.mean(axis=0)[[STOPS.index(stop) for stop in TOLD]]
        lines.append(f"{name:34}" + "".join(f"{share:7.0%}" for share in shares))
    return "\n".join(lines)
