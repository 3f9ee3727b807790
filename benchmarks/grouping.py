"""Measures grouping: quality on public sets and the sample, speed, memory.

`python -m benchmarks.grouping [--json]`. Themes that are noise in the gold, or that the grouping
leaves out, count as groups of one in ARI and AMI, so that leaving out is never a way to win.
"""

import argparse
import json
import resource
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace

import numpy as np
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

from benchmarks.grouping_decisions import curve, decisions_table, weeks
from benchmarks.grouping_sets import (
    NOISE,
    LabelledSet,
    SampleThread,
    communities,
    public_set,
    sample_threads,
    year_of_messages,
)
from clustering import ThemeClusterer, find_themes
from clustering.embedding import Embedder, SentenceEmbedder

SMALL = ("askubuntu_small", "chatbot_small", "webapps_small")
A_YEAR = 15_000


@dataclass(frozen=True)
class Result:
    """What was measured on one set; communities of one size are averaged."""

    name: str
    items: float
    themes: float
    found: float
    ari: float
    ami: float
    noise_recall: float
    seconds: float


def measure(name: str, sets: list[LabelledSet]) -> Result:
    """Group each set and average what is measured."""
    rows = np.array([measured(one) for one in sets])
    means = [
        float(np.nanmean(column)) if not np.isnan(column).all() else float("nan")
        for column in rows.T
    ]
    return Result(name, *means)


def measured(one: LabelledSet) -> tuple[float, ...]:
    """Items, themes, groups found, ARI, AMI, noise recall, seconds."""
    started = time.perf_counter()
    labels = ThemeClusterer().fit(one.texts, vectors=one.vectors).labels_
    seconds = time.perf_counter() - started
    return (*compared(one.themes, labels), seconds)


def compared(themes: np.ndarray, labels: np.ndarray) -> tuple[float, ...]:
    """Items, themes, groups found, ARI, AMI, noise recall."""
    noise = themes == NOISE
    gold = apart(np.unique(themes, return_inverse=True)[1], noise)
    found = apart(labels, labels == -1)
    return (
        len(labels),
        len(set(themes) - {NOISE}),
        int(labels.max()) + 1,
        adjusted_rand_score(gold, found),
        adjusted_mutual_info_score(gold, found),
        float((labels[noise] == -1).mean()) if noise.any() else float("nan"),
    )


def apart(labels: np.ndarray, alone: np.ndarray) -> np.ndarray:
    """Give each item that is alone a label of its own."""
    labels = labels.copy()
    labels[alone] = labels.max() + 1 + np.arange(alone.sum())
    return labels


def results(embedder: Embedder, threads: list[SampleThread]) -> Iterator[Result]:
    """Measure every set."""
    large = {name: public_set(name, embedder) for name in ("hwu64", "clinc150")}
    for size in (30, 100, 300):
        drawn = [each for source in large.values() for each in communities(size, source)]
        yield measure(f"communities of {size}, a quarter noise", drawn)
    for name in SMALL:
        yield measure(name, [public_set(name, embedder)])
    for name, whole in large.items():
        yield measure(name, [whole])
    said = [each for each in threads if each.gold != NOISE]
    yield found_in("sample, threads", said)
    yield found_in("sample, threads, channels unknown", without_places(said))
    yield found_in("sample, threads and chatter", threads)


def without_places(threads: list[SampleThread]) -> list[SampleThread]:
    """The threads as if nobody knew where they were said."""
    return [replace(each, thread=replace(each.thread, place=None)) for each in threads]


def found_in(name: str, threads: list[SampleThread]) -> Result:
    """Measure what an application finds in the sample conversation."""
    started = time.perf_counter()
    findings = find_themes([each.thread for each in threads])
    seconds = time.perf_counter() - started
    group = {
        member.key: number
        for number, theme in enumerate(findings.themes)
        for member in theme.members
    }
    labels = np.array([group.get(each.thread.key, -1) for each in threads])
    return Result(name, *compared(np.array([each.gold for each in threads]), labels), seconds)


def year(embedder: Embedder) -> dict[str, float]:
    """Embed and group a year of a community's messages; seconds and peak memory in MB."""
    texts = year_of_messages(A_YEAR)
    started = time.perf_counter()
    vectors = embedder.embed(texts)
    embedded = time.perf_counter() - started
    started = time.perf_counter()
    ThemeClusterer().fit(texts, vectors=vectors)
    return {
        "messages": A_YEAR,
        "embed_seconds": embedded,
        "texts_per_second": A_YEAR / embedded,
        "group_seconds": time.perf_counter() - started,
        "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def table(rows: list[Result]) -> str:
    """The results as a table."""
    columns = "".join(
        f"{name:>7}" for name in ("items", "themes", "found", "ARI", "AMI", "noise", "s")
    )
    head = f"{'set':36}{columns}"
    lines = [
        f"{row.name:36} {row.items:6.0f} {row.themes:6.0f} {row.found:6.0f} {row.ari:6.3f} "
        f"{row.ami:6.3f} {row.noise_recall:6.2f} {row.seconds:6.2f}"
        for row in rows
    ]
    return "\n".join([head, *lines])


def run() -> str:
    """Measure everything and say it in tables."""
    embedder = SentenceEmbedder()
    threads = sample_threads(embedder)
    whole = year(embedder)
    return (
        f"{table(list(results(embedder, threads)))}\n\n{decisions_table(threads)}\n\n"
        f"{whole['messages']:,} messages of 25 words: embedded in {whole['embed_seconds']:.0f} s "
        f"({whole['texts_per_second']:.0f} a second), grouped in {whole['group_seconds']:.0f} s, "
        f"peak memory {whole['peak_memory_mb']:.0f} MB."
    )


def main() -> None:
    """Print the tables, or JSON for programs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON")
    if not parser.parse_args().json:
        print(run())
        return
    embedder = SentenceEmbedder()
    threads = sample_threads(embedder)
    measures = {
        "sets": [asdict(row) for row in results(embedder, threads)],
        "decisions": curve(threads, mistakes=0.1),
        "weeks": weeks(threads),
        "year": year(embedder),
    }
    print(json.dumps(measures, indent=2))


if __name__ == "__main__":
    main()
