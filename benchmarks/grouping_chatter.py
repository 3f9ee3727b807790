"""Measures the product's whole way with chatter: kinds are recognised first, then threads grouped.

The recogniser never sees what it is asked about: it is trained on the other threads (five folds),
or on messages of other fields alone, as in a community that nobody has labelled anything in. As
in the product, a thread counts as chatter when every message surely is; what resembles such threads
is left out with them.
"""

from collections import defaultdict
from dataclasses import replace
from zlib import crc32

import numpy as np

from benchmarks.grouping_sets import (
    NOISE,
    SampleThread,
    found_labels,
    gold_of,
    sample_messages,
)
from clustering.evaluation import Measures, measured
from clustering.kinds import KindClassifier, KindInput, general_examples

FOLDS = 5


def chatter_table(threads: list[SampleThread]) -> str:
    """Noise recall and quality with each recogniser, and with none."""
    heads = f"{'chatter recognised by':44}{'chatter out':>12}{'themed out':>12}{'ARI':>7}{'AMI':>7}"
    ways = {
        "nobody: grouping alone": set[str](),
        "kinds learnt from other fields alone": surely_chatter(own=False),
        "kinds learnt from other threads (5 folds) too": surely_chatter(own=True),
    }
    lines = [line(name, threads, chatter) for name, chatter in ways.items()]
    return "\n".join([heads, *lines])


def line(name: str, threads: list[SampleThread], chatter: set[str]) -> str:
    """One row of the table."""
    themed = np.array([each.gold != NOISE for each in threads])
    given = [replace(each.thread, chatter=each.thread.key in chatter) for each in threads]
    labels = found_labels(given)
    every = measured([gold_of(each) for each in threads], labels)
    # Of the threads that are about a theme, those left out count as groups of one.
    said = only(threads, labels, themed)
    return (
        f"{name:44}{every.noise_recall:12.2f}{float((labels[themed] == -1).mean()):12.2f}"
        f"{said.ari:7.3f}{said.ami:7.3f}"
    )


def only(threads: list[SampleThread], labels: np.ndarray, themed: np.ndarray) -> Measures:
    """Measured on the threads that are about a theme."""
    places = np.flatnonzero(themed)
    return measured([threads[place].gold for place in places], labels[places])


def surely_chatter(*, own: bool) -> set[str]:
    """The threads all of whose messages are surely chatter, to a recogniser that saw none of them.

    With `own`, it has learnt from the other threads of the sample.
    """
    messages = sample_messages()
    texts = {message["id"]: message["text"] for message in messages}
    roots = [message["thread"] or message["id"] for message in messages]
    inputs = [
        KindInput(each["text"], each["thread"] is not None, texts.get(each["thread"]))
        for each in messages
    ]
    kinds = [message["kind"] for message in messages]
    folds = np.array([crc32(root.encode()) % FOLDS for root in roots])
    found = np.zeros(len(messages), dtype=bool)
    for fold in range(FOLDS):
        train = np.flatnonzero(folds != fold) if own else np.array([], dtype=int)
        test = np.flatnonzero(folds == fold)
        classifier = trained([inputs[i] for i in train], [kinds[i] for i in train])
        said = classifier.predict_sure([inputs[i] for i in test])
        found[test] = [one.sure and one.kind == "chatter" for one in said]
    every: dict[str, list[bool]] = defaultdict(list)
    for root, chatter in zip(roots, found.tolist(), strict=True):
        every[root].append(chatter)
    return {root for root, each in every.items() if all(each)}


def trained(inputs: list[KindInput], kinds: list[str]) -> KindClassifier:
    """A recogniser that knows these and the messages of other fields that come with it."""
    general, general_kinds = general_examples()
    return KindClassifier().fit([*inputs, *general], [*kinds, *general_kinds])
