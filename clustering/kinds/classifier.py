"""The estimator: first what a thread's beginning is, then what a reply to such a beginning is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self
from zlib import crc32

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_matrix
from sklearn.base import BaseEstimator, ClassifierMixin
from threadpoolctl import threadpool_limits

from clustering.arrays import Floats, Integers
from clustering.kinds.features import Features
from clustering.kinds.messages import KindInput
from clustering.kinds.stage import Stage
from clustering.kinds.sureness import NEVER, thresholds

_FOLDS = 5


@dataclass(frozen=True, slots=True)
class Recognised:
    """The likeliest kind of a message, how likely, and whether that is enough to say so."""

    kind: str
    probability: float
    sure: bool


class KindClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc] # sklearn is untyped
    """Tells questions, challenges, answers, lessons and chatter apart.

    `strength` is the inverse of the regularisation, `word_weight` what words count beside the signs
    of how a text is put, `precision` the share that shall be right of what it is sure of. Training
    on the same messages in the same order gives the same classifier.
    """

    def __init__(
        self, *, strength: float = 0.4, word_weight: float = 3.0, precision: float = 0.88
    ) -> None:
        self.strength = strength
        self.word_weight = word_weight
        self.precision = precision

    def fit(
        self,
        X: Sequence[KindInput],  # noqa: N803 - scikit-learn's name
        y: ArrayLike,
        sample_weight: ArrayLike | None = None,
    ) -> Self:
        """Learn from messages and their kinds; what people corrected may weigh more.

        Raises ValueError when there are no messages, or not one kind and weight for each.
        """
        kinds, weights = np.asarray(y), np.ones(len(X))
        if sample_weight is not None:
            weights = np.asarray(sample_weight, dtype=np.float64)
        if not len(X) or len(kinds) != len(X) or len(weights) != len(X):
            raise ValueError("give at least one message, and one kind and weight for each")
        self.classes_ = np.unique(kinds)
        self.features_ = Features().fit(X, self.word_weight)
        folds, replies = _folds(X), _replies(X)
        found = np.zeros((len(X), len(self.classes_)))
        with threadpool_limits(1):  # the matrices are small: threads would only wait for each other
            found[~replies] = self._fit_roots(X, kinds, weights, folds)
            found[replies] = self._fit_replies(X, kinds, weights, folds, found)
        self.thresholds_ = thresholds(found, kinds, list(self.classes_), self.precision)
        return self

    def _fit_roots(
        self, messages: Sequence[KindInput], kinds: np.ndarray, weights: Floats, folds: Integers
    ) -> Floats:
        """Learn beginnings; return what models say of them that have not seen them."""
        roots = ~_replies(messages)
        self.roots_: Stage | None = None
        if not roots.any():
            return np.zeros((0, len(self.classes_)))
        rows = self.features_.own([message.text for message in messages if not message.is_reply])
        stage = Stage(list(self.classes_), self.strength)
        found = stage.held_back(rows, kinds[roots], weights[roots], folds[roots])
        self.roots_ = stage.fit(rows, kinds[roots], weights[roots])
        return found

    def _fit_replies(
        self,
        messages: Sequence[KindInput],
        kinds: np.ndarray,
        weights: Floats,
        folds: Integers,
        of_roots: Floats,
    ) -> Floats:
        """Learn replies, their parents seen as unseen ones will be; return held-back results."""
        replies = [message for message in messages if message.is_reply]
        self.replies_: Stage | None = None
        if not replies:
            return np.zeros((0, len(self.classes_)))
        unseen = {
            message.text: row
            for message, row in zip(messages, of_roots, strict=True)
            if not message.is_reply and row.any()
        }
        parents = self._parent_kinds(replies)
        for place, message in enumerate(replies):
            parents[place] = unseen.get(message.parent_text or "", parents[place])
        rows, at = self.features_.with_parent(replies, parents), _replies(messages)
        stage = Stage(list(self.classes_), self.strength)
        found = stage.held_back(rows, kinds[at], weights[at], folds[at])
        self.replies_ = stage.fit(rows, kinds[at], weights[at])
        return found

    def _parent_kinds(self, replies: Sequence[KindInput]) -> Floats:
        return self._own_kinds([message.parent_text or "" for message in replies])

    def _own_kinds(self, texts: Sequence[str]) -> Floats:
        if self.roots_ is None or not texts:
            return np.full((len(texts), len(self.classes_)), 1 / len(self.classes_))
        return self.roots_.probabilities(self.features_.own(texts))

    def predict_proba(self, X: Sequence[KindInput]) -> Floats:  # noqa: N803
        """Return probabilities, shape (messages, kinds), columns in the order of `classes_`."""
        at = _replies(X)
        found = np.zeros((len(X), len(self.classes_)))
        found[~at] = self._own_kinds([message.text for message in X if not message.is_reply])
        replies = [message for message in X if message.is_reply]
        if replies and self.replies_ is None:
            found[at] = self._own_kinds([message.text for message in replies])
        elif replies and self.replies_ is not None:
            rows: csr_matrix = self.features_.with_parent(replies, self._parent_kinds(replies))
            found[at] = self.replies_.probabilities(rows)
        return found

    def predict(self, X: Sequence[KindInput]) -> np.ndarray:  # noqa: N803
        """Return the likeliest kind of each message."""
        return np.asarray(self.classes_[self.predict_proba(X).argmax(axis=1)])

    def predict_sure(self, X: Sequence[KindInput]) -> list[Recognised]:  # noqa: N803
        """Return the likeliest kind of each, and whether it is likely enough to be said."""
        found = self.predict_proba(X)
        best = found.argmax(axis=1)
        return [
            Recognised(
                kind=str(self.classes_[place]),
                probability=float(row[place]),
                sure=bool(row[place] >= self.thresholds_.get(str(self.classes_[place]), NEVER)),
            )
            for row, place in zip(found, best, strict=True)
        ]


def _replies(messages: Sequence[KindInput]) -> np.ndarray:
    return np.array([message.is_reply for message in messages], dtype=bool)


def _folds(messages: Sequence[KindInput]) -> Integers:
    """Return a fold for each message, the same for a whole thread."""
    threads = [message.parent_text or message.text for message in messages]
    return np.array([crc32(thread.encode()) % _FOLDS for thread in threads], dtype=np.int64)
