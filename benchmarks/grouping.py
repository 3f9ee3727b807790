"""Measures how good grouping is: on public sets, in small communities, on the sample.

`python -m benchmarks grouping`. Speed is in `grouping_scale`, what each step adds in
`grouping_ablation`, people's decisions in `grouping_decisions`, the weeks in `grouping_weeks`,
labels in `grouping_labels` and BERTopic in `grouping_bertopic`.
"""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.grouping_chatter import chatter_table
from benchmarks.grouping_sets import (
    NOISE,
    LabelledSet,
    SampleThread,
    communities,
    found_labels,
    gold_of,
    public_set,
    sample_threads,
)
from clustering import ThemeClusterer
from clustering.embedding import Embedder, SentenceEmbedder
from clustering.evaluation import Measures, measured

SMALL = ("askubuntu_small", "webapps_small", "chatbot_small")
LARGE = ("hwu64", "clinc150")


@dataclass(frozen=True)
class Result:
    """What was measured on one set; of several sets the mean."""

    name: str
    items: float
    themes: float
    found: float
    ari: float
    ami: float
    noise_recall: float
    processor_seconds: float


def run() -> str:
    """Measure every set and say it in tables."""
    embedder = SentenceEmbedder()
    threads = sample_threads(embedder)
    return f"{table(results(embedder, threads))}\n\n{chatter_table(threads)}"


def results(embedder: Embedder, threads: list[SampleThread]) -> Iterator[Result]:
    """Measure every set."""
    large = {name: public_set(name, embedder) for name in LARGE}
    for size in (30, 100, 300):
        drawn = [each for source in large.values() for each in communities(size, source)]
        yield mean_of(f"communities of {size}, a quarter noise", drawn)
    for name in SMALL:
        yield mean_of(name, [public_set(name, embedder)])
    for name, whole in large.items():
        yield mean_of(name, [whole])
    said = [each for each in threads if each.gold != NOISE]
    yield found_in("sample, threads", said)
    yield found_in("sample, threads, channels unknown", without_places(said))


def mean_of(name: str, sets: list[LabelledSet]) -> Result:
    """Group each set and average what is measured."""
    rows = []
    for one in sets:
        started = time.process_time()
        labels = ThemeClusterer().fit(one.texts, vectors=one.vectors).labels_
        rows.append(row_of(one.gold, labels, time.process_time() - started))
    columns = zip(*rows, strict=True)
    return Result(name, *(float(np.mean(column)) for column in columns))


def found_in(name: str, threads: list[SampleThread]) -> Result:
    """Measure what an application finds in the sample conversation."""
    started = time.process_time()
    labels = found_labels([each.thread for each in threads])
    seconds = time.process_time() - started
    return Result(name, *row_of([gold_of(each) for each in threads], labels, seconds))


def row_of(gold: list[str | None], labels: np.ndarray, seconds: float) -> tuple[float, ...]:
    """The numbers of one set."""
    found: Measures = measured(gold, labels)
    recall = float("nan") if found.noise_recall is None else found.noise_recall
    themes = len({theme for theme in gold if theme is not None})
    return (len(gold), themes, found.groups, found.ari, found.ami, recall, seconds)


def without_places(threads: list[SampleThread]) -> list[SampleThread]:
    """The threads as if nobody knew where they were said."""
    return [replace(each, thread=replace(each.thread, place=None)) for each in threads]


def table(rows: Iterable[Result]) -> str:
    """The results as a table."""
    heads = ("items", "themes", "found", "ARI", "AMI", "noise", "CPU s")
    return "\n".join(
        [
            f"{'set':36}" + "".join(f"{head:>7}" for head in heads),
            *(
                f"{row.name:36}{row.items:7.0f}{row.themes:7.0f}{row.found:7.0f}{row.ari:7.3f}"
                f"{row.ami:7.3f}{row.noise_recall:7.2f}{row.processor_seconds:7.2f}"
                for row in rows
            ),
        ]
    )
