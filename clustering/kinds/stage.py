"""One logistic regression whose probabilities are always over all the kinds."""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.dummy import DummyClassifier
from sklearn.linear_model import LogisticRegression

from clustering.arrays import Floats, Integers


class Stage:
    """Learns one half of the task: messages that begin a thread, or replies."""

    def __init__(self, classes: Sequence[str], strength: float) -> None:
        self._classes = list(classes)
        self._strength = strength

    def fit(self, rows: csr_matrix, kinds: np.ndarray, weights: Floats) -> "Stage":
        """Learn; with one kind only, that kind is always the answer."""
        if len(np.unique(kinds)) > 1:
            self._model = LogisticRegression(C=self._strength, max_iter=400)
        else:
            self._model = DummyClassifier(strategy="prior")
        self._model.fit(rows, kinds, sample_weight=weights)
        self._places = [self._classes.index(kind) for kind in self._model.classes_]
        return self

    def probabilities(self, rows: csr_matrix) -> Floats:
        """Return one row of probabilities, in the order of the kinds, for each row."""
        found = np.zeros((rows.shape[0], len(self._classes)))
        if rows.shape[0]:
            found[:, self._places] = self._model.predict_proba(rows)
        return found

    def held_back(
        self, rows: csr_matrix, kinds: np.ndarray, weights: Floats, folds: Integers
    ) -> Floats:
        """Return for each row what a model says that has not seen its fold."""
        found = np.zeros((rows.shape[0], len(self._classes)))
        for fold in np.unique(folds):
            out = folds == fold
            if out.all():
                continue
            stage = Stage(self._classes, self._strength)
            stage.fit(rows[~out], kinds[~out], weights[~out])
            found[out] = stage.probabilities(rows[out])
        return found
