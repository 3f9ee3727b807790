"""Runs BERTopic as it comes beside ours, on the same vectors.

It is installed by hand, without PyTorch: `pip install --no-deps --require-hashes -r
requirements/bertopic.txt`. Each method runs in a process of its own, as after a start: the first
run of BERTopic compiles, and a second in the same process would be faster.
"""

import numpy as np

from benchmarks.grouping import LARGE, SMALL
from benchmarks.grouping_sets import LabelledSet, communities, public_set
from clustering.embedding import SentenceEmbedder
from clustering.evaluation import Contender, available, compete, measured
from clustering.evaluation.methods import METHODS as WAYS

FOR_SPEED = 10_000
SIZES = (30, 100, 300)
DRAWS = 5
"""Communities drawn from each large set."""
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
    lines += ["", f"{'communities of':18}{'method':14}{'ARI':>8}{'AMI':>8}"]
    for size in SIZES:
        drawn = [one for name in LARGE for one in list(communities(size, sets[name]))[:DRAWS]]
        lines += [small_line(size, method, drawn) for method in METHODS]
    return "\n".join(lines)


def small_line(size: int, method: Contender, drawn: list[LabelledSet]) -> str:
    """The means of one method on small communities, all in this process."""
    find = WAYS[method]()
    found = [measured(one.gold, find(one.texts, one.vectors)) for one in drawn]
    ari, ami = (np.mean([getattr(each, name) for each in found]) for name in ("ari", "ami"))
    return f"{size:<18}{method:14}{ari:8.3f}{ami:8.3f}"


def line(name: str, method: Contender, one: LabelledSet) -> str:
    """One method on one set."""
    found = compete(method, one.texts, one.vectors, one.gold)
    measures = found.measures
    return (
        f"{name:18}{method:14}{measures.v:8.3f}{measures.ari:8.3f}{measures.ami:8.3f}"
        f"{measures.groups:8}{measures.left_out:8}{found.seconds:8.1f}"
        f"{found.processor_seconds:8.1f}{found.peak_memory_mb:8.0f}"
    )
