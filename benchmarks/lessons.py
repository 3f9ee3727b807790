"""Measures what is proposed about lessons on the sample: `python -m benchmarks lessons`.

The sentence that the form is filled in with, which messages are proposed as lessons unasked, and
which lessons are taken to be the same.
"""

import re
from collections.abc import Iterator, Sequence
from zlib import crc32

import numpy as np

from adapters.grouping import load_embedder
from bot.capture.crossposts import same_message
from bot.lessons.advice import headline, proposed_sentence, seems_to_have_worked
from bot.lessons.sample import FAILED
from bot.sample import Record, sample_lessons, sample_messages
from clustering.kinds import KindClassifier, KindInput, general_examples

FOLDS = 10
ENDINGS = re.compile(r"(?:ing|ed|es|s)$")
LITTLE = re.compile(
    r"\b(?:an?|the|of|to|in|on|at|for|and|or|but|we|our|us|your?|its?|is|are|was|were|be|as|by|with"
    r"|that|this|they|them|their|from|so|not|do|does|if|when|who|what|one|out|up|own)\b"
)


def run() -> str:
    """Return the report."""
    messages = sample_messages()
    gold = sample_lessons()
    parts = (_sentences(messages, gold), _unasked(messages, gold), _same(messages, gold))
    return "\n".join(line for part in parts for line in part)


def _sentences(messages: Sequence[Record], gold: Sequence[Record]) -> Iterator[str]:
    """Compare the sentence proposed with the recommendation that somebody wrote."""
    texts = {one["id"]: one["text"] for one in messages}
    proposed = {one["message"]: proposed_sentence(texts[one["message"]]) for one in gold}
    scores = {
        one["message"]: overlap(proposed[one["message"]], one["recommendation"]) for one in gold
    }
    made = [key for key, words in proposed.items() if words]
    near = [key for key in made if scores[key] >= 0.5]
    mean = np.mean([scores[key] for key in made])
    yield (
        f"A sentence for {len(made)} of {len(gold)} gold lessons; overlap of words with the gold"
        f" recommendation {mean:.2f}, half or more in {len(near)}"
    )
    begun = [overlap(headline(texts[one["message"]]), one["recommendation"]) for one in gold]
    right = sum(
        (seems_to_have_worked(texts[key]) is not False) is (key not in FAILED) for key in proposed
    )
    yield (
        f"As it is filled in (how the words begin, where no sentence advises): overlap"
        f" {np.mean(begun):.2f}; whether it worked is right for {right} of {len(gold)}"
    )
    for one in gold:
        key = one["message"]
        yield f"  {key} {scores[key]:.2f} {proposed[key] or '(none)'}"
        yield f"    gold: {one['recommendation']}"
    for kind in ("lesson", "chatter"):
        said = [one["text"] for one in messages if one["kind"] == kind]
        some = sum(bool(proposed_sentence(text)) for text in said)
        clear = [seems_to_have_worked(text) for text in said]
        yield (
            f"Of all {len(said)} of kind {kind}: a sentence for {some};"
            f" worked {clear.count(True)}, did not {clear.count(False)}"
        )


def overlap(one: str, other: str) -> float:
    """Return the F1 of two texts' words, without little words and endings."""
    said = (LITTLE.sub(" ", text.lower()) for text in (one, other))
    bags = [{ENDINGS.sub("", word) for word in re.findall(r"[a-z0-9£]+", text)} for text in said]
    return 2 * len(bags[0] & bags[1]) / max(1, len(bags[0]) + len(bags[1]))


def _unasked(messages: Sequence[Record], gold: Sequence[Record]) -> Iterator[str]:
    """Recognise each message by a classifier that has not seen its thread."""
    inputs, kinds, folds = _threads(messages)
    general, general_kinds = general_examples()
    proposed: set[int] = set()
    for fold in range(FOLDS):
        seen, held = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold).tolist()
        classifier = KindClassifier().fit(
            [*(inputs[i] for i in seen), *general], [*(kinds[i] for i in seen), *general_kinds]
        )
        found = classifier.predict_sure([inputs[i] for i in held])
        proposed |= {
            i for i, one in zip(held, found, strict=True) if one.sure and one.kind == "lesson"
        }
    right = sum(kinds[i] == "lesson" for i in proposed)
    ids = {messages[i]["id"] for i in proposed}
    missed = [one["message"] for one in gold if one["message"] not in ids]
    yield (
        f"Proposed unasked: {len(proposed)}, of which {right} are lessons"
        f" (precision {right / len(proposed):.2f}); of all lessons"
        f" {right / kinds.count('lesson'):.2f}, of the gold ones {len(gold) - len(missed)} of"
        f" {len(gold)}"
    )
    yield f"  missed: {', '.join(missed)}"


def _threads(messages: Sequence[Record]) -> tuple[list[KindInput], list[str], np.ndarray]:
    """Return each message as the recogniser is given it, its kind, and its thread's fold."""
    by_id = {one["id"]: one for one in messages}
    roots = [by_id[one["thread"]] if one["thread"] else one for one in messages]
    inputs = [
        KindInput(one["text"], root is not one, None if root is one else root["text"])
        for one, root in zip(messages, roots, strict=True)
    ]
    folds = np.array([crc32(root["text"].encode()) % FOLDS for root in roots])
    return inputs, [one["kind"] for one in messages], folds


def _same(messages: Sequence[Record], gold: Sequence[Record]) -> Iterator[str]:
    """Take each gold lesson as another told it, and look for its own message among all lessons."""
    embedder = load_embedder(None)
    lessons = [one for one in messages if one["kind"] == "lesson"]
    vectors = _vectors(embedder.embed([one["text"] for one in lessons]))
    told = [f"{one['what_happened']} {one['recommendation']}" for one in gold]
    near = _vectors(embedder.embed(told)) @ vectors.T
    texts = {one["id"]: one["text"] for one in lessons}
    own = np.array(
        [[same_message(texts[g["message"]], one["text"]) for one in lessons] for g in gold]
    )
    between = vectors @ vectors.T
    for least in (0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75):
        found = np.array([(row[mine] >= least).any() for row, mine in zip(near, own, strict=True)])
        wrong = ((near >= least) & ~own).sum(axis=1)
        others = sum(
            between[i, j] >= least and not same_message(lessons[i]["text"], lessons[j]["text"])
            for i in range(len(lessons))
            for j in range(i)
        )
        yield (
            f"The same from cosine {least:.2f}: {found.sum()} of {len(gold)} retold lessons find"
            f" theirs, {wrong.sum()} find another; {others} pairs of {len(lessons)} lessons"
        )


def _vectors(raw: Sequence[bytes]) -> np.ndarray:
    return np.array([np.frombuffer(one, "<f4") for one in raw])


if __name__ == "__main__":
    print(run())
