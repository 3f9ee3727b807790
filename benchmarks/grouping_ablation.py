"""Measures what each step of grouping adds, by leaving it out: `python -m benchmarks
grouping_ablation`.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from unittest.mock import patch

import numpy as np

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
from clustering.arrays import Vectors, unit_rows
from clustering.embedding import SentenceEmbedder
from clustering.evaluation import measured

DRAWN = 10
OF_A_LARGE_SET = 3_000
FIXED_CLOSENESS = (0.45, 0.45)


def nothing_drawn(rows: Vectors, neighbours: object, rounds: int) -> Vectors:
    """Leave every vector where it is."""
    return rows


def uncentred(rows: Vectors) -> Vectors:
    """A mean of nought."""
    return np.zeros(rows.shape[1], dtype=np.float32)


def every_direction(rows: Vectors) -> Vectors:
    """All columns instead of the main ones."""
    return np.eye(rows.shape[1], dtype=np.float32)


PATCHES: dict[str, dict[str, object]] = {
    "whole method": {},
    "without centring": {"clustering.space.centre_of": uncentred},
    "without main directions (PCA)": {"clustering.space.main_axes": every_direction},
    "without drawing together": {"clustering.grouping.drawn_together": nothing_drawn},
    "without words": {"clustering.lexical.HEAVIEST": 0.0},
    "without leaving out": {"clustering.grouping.LOOSE_BELOW": 0.0},
    "one closeness for all sizes": {"clustering.grouping.CLOSENESS_BOUNDS": FIXED_CLOSENESS},
}


@contextmanager
def patched(changes: dict[str, object]) -> Iterator[None]:
    """Leave a step out for a while."""
    patches = [patch(name, new) for name, new in changes.items()]
    for each in patches:
        each.start()
    try:
        yield
    finally:
        for each in patches:
            each.stop()


def run() -> str:
    """ARI/AMI of every set without each step."""
    embedder = SentenceEmbedder()
    sets = public_sets(embedder)
    sample = [each for each in sample_threads(embedder) if each.gold != NOISE]
    head = f"{'ARI/AMI':32}" + "".join(f"{name:>12}" for name in [*sets, "sample"])
    lines = [head]
    for name, changes in PATCHES.items():
        with patched(changes):
            cells = [mean_cell(each) for each in sets.values()]
            lines.append(line(name, [*cells, sample_cell(sample)]))
    for name, threads in thread_variants(sample).items():
        lines.append(line(name, ["same" for _ in sets] + [sample_cell(threads)]))
    alone = LabelledSet(
        [each.thread.texts[0] for each in sample],
        np.vstack([each.thread.vector for each in roots_alone(sample)]),
        np.array([each.gold for each in sample]),
    )
    lines.append(
        line("average linkage alone", [*map(linkage_cell, sets.values()), linkage_cell([alone])])
    )
    return "\n".join(lines)


def public_sets(embedder: SentenceEmbedder) -> dict[str, list[LabelledSet]]:
    """Small communities, and parts of the large sets."""
    large = {name: public_set(name, embedder) for name in ("hwu64", "clinc150")}
    drawn = {
        str(size): [
            each
            for source in large.values()
            for each in list(communities(size, source))[: DRAWN // 2]
        ]
        for size in (30, 100, 300)
    }
    chance = np.random.default_rng(0)
    parts = {
        name: [whole.only(chance.permutation(len(whole.texts))[:OF_A_LARGE_SET])]
        for name, whole in large.items()
    }
    return {**drawn, **parts}


def thread_variants(sample: list[SampleThread]) -> dict[str, list[SampleThread]]:
    """The sample without what threads and channels tell."""
    return {
        "without places (channels)": [
            replace(each, thread=replace(each.thread, place=None)) for each in sample
        ],
        "without replies (threads)": roots_alone(sample),
    }


def roots_alone(sample: list[SampleThread]) -> list[SampleThread]:
    """The threads as if nobody had replied."""
    vectors = SentenceEmbedder().embed([each.thread.texts[0] for each in sample])
    return [
        replace(each, thread=replace(each.thread, texts=each.thread.texts[:1], vector=vector))
        for each, vector in zip(sample, vectors, strict=True)
    ]


def mean_cell(sets: Sequence[LabelledSet]) -> str:
    """The mean ARI and AMI of some sets."""
    found = [
        measured(one.gold, ThemeClusterer().fit(one.texts, vectors=one.vectors).labels_)
        for one in sets
    ]
    return cell(np.mean([each.ari for each in found]), np.mean([each.ami for each in found]))


def sample_cell(sample: list[SampleThread]) -> str:
    """ARI and AMI of the sample."""
    found = measured(list(map(gold_of, sample)), found_labels([each.thread for each in sample]))
    return cell(found.ari, found.ami)


def linkage_cell(sets: Sequence[LabelledSet]) -> str:
    """What scikit-learn's average linkage does with the centred vectors and one threshold."""
    from sklearn.cluster import AgglomerativeClustering

    found = []
    for one in sets:
        rows = unit_rows(one.vectors - one.vectors.mean(axis=0))
        linkage = AgglomerativeClustering(
            None, metric="cosine", linkage="average", distance_threshold=1 - FIXED_CLOSENESS[0]
        )
        found.append(measured(one.gold, linkage.fit(rows).labels_))
    return cell(np.mean([each.ari for each in found]), np.mean([each.ami for each in found]))


def cell(ari: float, ami: float) -> str:
    """Both as the table has them."""
    return f"{ari:.3f}/{ami:.3f}"


def line(name: str, cells: list[str]) -> str:
    """One row."""
    return f"{name:32}" + "".join(f"{each:>12}" for each in cells)
