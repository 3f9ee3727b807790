"""Runs BERTopic as it comes beside ours, on the same vectors.

It is installed by hand, without PyTorch: `pip install --no-deps --require-hashes -r
requirements/bertopic.txt`. Each method runs in a process of its own, as after a start: the first
run of BERTopic compiles, and a second in the same process would be faster.
"""

import numpy as np

from benchmarks.grouping import LARGE, SMALL
from benchmarks.grouping_sets import LabelledSet, public_set
from clustering.embedding import SentenceEmbedder
from clustering.evaluation import Contender, available, compete

FOR_SPEED = 10_000
METHODS: tuple[Contender, ...] = ("commonthread", "bertopic")


def run() -> str:
    """Every set with each method."""
    if not available("bertopic"):
        return "BERTopic is not installed; see the first lines of this benchmark."
    embedder = SentenceEmbedder()
    sets = {name: public_set(name, embedder) for name in (*SMALL, *LARGE)}
    chance = np.random.default_rng(10)
    for name in LARGE:
        places = chance.permutation(len(sets[name].texts))[:FOR_SPEED]
        sets[f"{name}, {FOR_SPEED:,}"] = sets[name].only(places)
    head = ("V", "ARI", "AMI", "groups", "out", "s", "CPU s", "MB")
    lines = [f"{'set':18}{'method':14}" + "".join(f"{each:>8}" for each in head)]
    for name, one in sets.items():
        lines += [line(name, method, one) for method in METHODS]
    return "\n".join(lines)


def line(name: str, method: Contender, one: LabelledSet) -> str:
    """One method on one set."""
    found = compete(method, one.texts, one.vectors, one.gold)
    measures = found.measures
    return (
        f"{name:18}{method:14}{measures.v:8.3f}{measures.ari:8.3f}{measures.ami:8.3f}"
        f"{measures.groups:8}{measures.left_out:8}{found.seconds:8.1f}"
        f"{found.processor_seconds:8.1f}{found.peak_memory_mb:8.0f}"
    )
