"""Measures the recognition of kinds on held-back weeks: `python -m benchmarks kinds`."""

import json
import time
from collections.abc import Iterator
from datetime import date, datetime
from importlib.resources import files

import numpy as np
from sklearn.metrics import classification_report, f1_score

from clustering.kinds import KindClassifier, KindInput, general_examples

FIRST_DAY = date(2026, 7, 6)
LAST_TRAINING_WEEK = 9


def run() -> str:
    """Return the report."""
    return "\n".join(_report())


def _report() -> Iterator[str]:
    """Train on weeks 1-9 of the sample, test on 10-12; a thread belongs to its first week."""
    train, train_kinds, test, test_kinds = split_by_week()
    general, general_kinds = general_examples()
    began = time.process_time()
    classifier = KindClassifier().fit([*train, *general], [*train_kinds, *general_kinds])
    spent = time.process_time() - began
    yield f"Trained on {len(train) + len(general)} in {spent:.2f} s of processor time"
    alone = KindClassifier().fit(train, train_kinds)
    only = f1_score(test_kinds, alone.predict(test), average="macro")
    yield f"Without the shipped messages of other fields: macro F1 {only:.3f}"
    yield classification_report(test_kinds, classifier.predict(test), digits=3)
    yield from _told_sure(classifier, test, test_kinds)
    yield from _told_corrected(train, train_kinds, test, test_kinds)
    yield from _told_times(classifier, test)


def split_by_week() -> tuple[list[KindInput], list[str], list[KindInput], list[str]]:
    """Return training messages, their kinds, test messages, their kinds."""
    lines = files("bot.sample").joinpath("corpus.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    by_id = {row["id"]: row for row in rows}
    split: tuple[list[KindInput], list[str], list[KindInput], list[str]] = ([], [], [], [])
    for row in rows:
        root = by_id[row["thread"]] if row["thread"] else row
        week = (datetime.fromisoformat(root["ts"]).date() - FIRST_DAY).days // 7 + 1
        message = KindInput(row["text"], root is not row, None if root is row else root["text"])
        place = 0 if week <= LAST_TRAINING_WEEK else 2
        split[place].append(message)  # type: ignore[arg-type]
        split[place + 1].append(row["kind"])
    return split


def _told_sure(
    classifier: KindClassifier, test: list[KindInput], kinds: list[str]
) -> Iterator[str]:
    found, right = classifier.predict_sure(test), np.array(kinds)
    sure = np.array([one.sure for one in found])
    said = np.array([one.kind for one in found])
    agree = said == right
    yield f"Sure of {sure.mean():.1%}; right when sure {agree[sure].mean():.1%}"
    for kind in classifier.classes_:
        these = sure & (said == kind)
        share = agree[these].mean() if these.any() else float("nan")
        spoken = these[right == kind].mean()
        threshold = classifier.thresholds_[kind]
        yield f"  {kind:10} from {threshold:.2f}: right {share:.3f}, spoken {spoken:.3f}"


def _told_corrected(
    train: list[KindInput], kinds: list[str], test: list[KindInput], right: list[str]
) -> Iterator[str]:
    """Show what corrections do in a field it never saw: the general messages only, then 60 more."""
    general, general_kinds = general_examples()
    before = KindClassifier().fit(general, general_kinds)
    yield (
        f"Other fields only: macro F1 {f1_score(right, before.predict(test), average='macro'):.3f}"
    )
    chosen = np.random.default_rng(0).choice(len(train), 60, replace=False)
    after = KindClassifier().fit(
        [*general, *(train[i] for i in chosen)],
        [*general_kinds, *(kinds[i] for i in chosen)],
        sample_weight=[1.0] * len(general) + [3.0] * 60,
    )
    score = f1_score(right, after.predict(test), average="macro")
    yield f"and 60 corrections weighing three times: macro F1 {score:.3f}"


def _told_times(classifier: KindClassifier, test: list[KindInput]) -> Iterator[str]:
    began = time.process_time()
    for message in test[:100]:
        classifier.predict_sure([message])
    one = (time.process_time() - began) / 100
    thousand = (test * 5)[:1000]
    began = time.process_time()
    classifier.predict_sure(thousand)
    many = time.process_time() - began
    yield f"One message {one * 1000:.1f} ms, 1,000 together {many:.2f} s of processor time"


if __name__ == "__main__":
    print(run())
