"""The kind classifier, as the bot's KindRecogniser."""

import threading
from collections.abc import Mapping, Sequence
from typing import Any

from threadpoolctl import threadpool_limits

from bot.ports import RecognisedKind
from clustering.kinds import KindClassifier, KindInput, general_examples

CORRECTION_WEIGHT = 4.0
"""What a person said counts as much as so many examples."""
_Example = tuple[KindInput, str]


class Recogniser:
    """Recognises kinds; learns from the examples the project ships and from corrections.

    It is trained at its first use, which takes some seconds, so that starting need not wait.
    """

    def __init__(self, examples: Sequence[_Example]) -> None:
        self._examples = list(examples)
        self._classifier: KindClassifier | None = None
        self._turn = threading.Lock()

    def recognise(self, messages: Sequence[tuple[str, str | None]]) -> list[RecognisedKind]:
        """Recognise messages, each given as its text and its thread's root text (None: a root)."""
        if not messages:
            return []
        with self._turn:
            if self._classifier is None:
                self._classifier = _trained(self._examples, [])
            classifier = self._classifier
        found = classifier.predict_sure([_input(text, root) for text, root in messages])
        return [RecognisedKind(one.kind, one.probability, one.sure) for one in found]

    def learn(self, corrections: Sequence[tuple[str, str | None, str]]) -> None:
        """Train anew with what people corrected: text, root text, right kind."""
        corrected = [(_input(text, root), kind) for text, root, kind in corrections]
        self._classifier = _trained(self._examples, corrected)


def _input(text: str, root: str | None) -> KindInput:
    return KindInput(text, is_reply=root is not None, parent_text=root or None)


def _trained(examples: Sequence[_Example], corrected: Sequence[_Example]) -> KindClassifier:
    everything = [*examples, *corrected]
    weights = [1.0] * len(examples) + [CORRECTION_WEIGHT] * len(corrected)
    inputs, kinds = [one for one, _ in everything], [kind for _, kind in everything]
    # The matrices are small: several threads would only wait for each other.
    with threadpool_limits(limits=1):
        return KindClassifier().fit(inputs, kinds, sample_weight=weights)


def train_recogniser(conversation: Sequence[Mapping[str, Any]]) -> Recogniser:
    """Prepare to train on a labelled conversation and on the library's own examples.

    The conversation's records have id, thread, text and kind.
    """
    texts = {record["id"]: record["text"] for record in conversation}
    examples = [
        (_input(record["text"], _root(record, texts)), record["kind"]) for record in conversation
    ]
    general, kinds = general_examples()
    return Recogniser([*examples, *zip(general, kinds, strict=True)])


def _root(record: Mapping[str, Any], texts: Mapping[str, str]) -> str | None:
    return None if record["thread"] is None else texts.get(record["thread"], "")
