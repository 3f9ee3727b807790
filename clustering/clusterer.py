"""ThemeClusterer: finds the recurring issues in short texts, however many there are."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import ArrayLike
from sklearn.base import BaseEstimator, ClusterMixin
from sklearn.utils import check_random_state
from sklearn.utils.validation import check_is_fitted, validate_data

from clustering.arrays import Integers, Vectors, checked_vectors
from clustering.grouping import Settings, group
from clustering.placement import NOISE, Placement
from clustering.space import JointSpace

if TYPE_CHECKING:
    from clustering.embedding import Embedder

USUAL_REACH = 0.3
"""How similar an item is to the centre of its group, at least, in groups too small to tell."""


class ThemeClusterer(ClusterMixin, BaseEstimator):  # type: ignore[misc]  # sklearn is untyped
    """Group short texts into themes; what belongs to none is noise.

    Parameters
    ----------
    embedder:
        Turns texts into vectors. None means the official MiniLM, loaded at the first `fit` on
        texts; it must be installed (a ModelMissingError says how).
    min_members:
        A theme has at least so many items; smaller groups are noise.
    closeness:
        The least mean similarity of groups that are joined. None chooses it by the number of
        items.
    random_state:
        The seed of the few random steps; the same seed gives the same groups.

    Attributes
    ----------
    labels_: shape (n,)
        The theme of each item, 0 being the largest; -1 is noise.
    fit_: shape (n,)
        How similar each item is to the centre of its theme, 0 to 1; 0 for noise.
    n_features_in_: int
        The number of columns of the vectors.
    """

    def __init__(
        self,
        *,
        embedder: "Embedder | None" = None,
        min_members: int = 2,
        closeness: float | None = None,
        random_state: int | None = 0,
    ) -> None:
        self.embedder = embedder
        self.min_members = min_members
        self.closeness = closeness
        self.random_state = random_state

    def fit(
        self,
        X: ArrayLike | Sequence[str],  # noqa: N803 - scikit-learn's name
        y: object = None,
        *,
        vectors: ArrayLike | None = None,
        fixed: ArrayLike | None = None,
        previous: ArrayLike | None = None,
        places: ArrayLike | None = None,
    ) -> Self:
        """Group texts, or vectors of shape (n, dimension). `y` is not used.

        With texts, `vectors` may be given as well, so that nothing is embedded again. `fixed`
        and `previous` hold a number for each item, -1 for none: items of one fixed number stay
        together and never with those of another; a previous number draws its items together
        without binding them; `places` number where each item was said (its channel), which tells
        something of what it is about. Raises ValueError for empty input, NaN or a wrong shape.
        """
        texts, rows = self._read(X, vectors, reset=True)
        seed = int(check_random_state(self.random_state).randint(2**31 - 1))
        self.space_ = JointSpace()
        joint = self.space_.fit_transform(rows, texts, seed)
        labels = group(
            joint,
            Settings(self.min_members, self.closeness, seed),
            fixed=hints(fixed, len(rows)),
            previous=hints(previous, len(rows)),
            places=hints(places, len(rows)),
        )
        self._learn(texts, rows, joint, labels)
        return self

    def partial_fit(
        self,
        X: ArrayLike | Sequence[str],  # noqa: N803 - scikit-learn's name
        y: object = None,
        *,
        vectors: ArrayLike | None = None,
    ) -> Self:
        """Add items: they join the themes there are, or form new ones; nothing else moves.

        `labels_` then holds all items so far, in the order they came. `y` is not used.
        """
        if not hasattr(self, "labels_"):
            return self.fit(X, vectors=vectors)
        texts, rows = self._read(X, vectors, reset=False)
        known = self.labels_
        both = None if texts is None or self.texts_ is None else [*self.texts_, *texts]
        joint = np.vstack([self.joint_, self.space_.transform(rows, texts)])
        rows = np.vstack([self.vectors_, rows])
        seed = int(check_random_state(self.random_state).randint(2**31 - 1))
        fixed = np.concatenate([known, np.full(len(rows) - len(known), NOISE)])
        labels = group(joint, Settings(self.min_members, self.closeness, seed), fixed=fixed)
        self._learn(both, rows, joint, continued(labels, known))
        return self

    def predict(
        self,
        X: ArrayLike | Sequence[str],  # noqa: N803 - scikit-learn's name
        *,
        vectors: ArrayLike | None = None,
    ) -> Integers:
        """The theme each item belongs to, or -1; shape (n,)."""
        check_is_fitted(self)
        texts, rows = self._read(X, vectors, reset=False)
        if self.texts_ is None:
            texts = None
        placed, _ = self.placement_.place(self.space_.transform(rows, texts))
        return placed

    def _read(
        self,
        X: Any,  # noqa: N803 - scikit-learn's name
        vectors: ArrayLike | None,
        *,
        reset: bool,
    ) -> tuple[list[str] | None, Vectors]:
        """Tell texts from vectors, embed what must be, and check both."""
        if isinstance(X, Sequence) and len(X) == 0:
            raise ValueError("There is nothing to group: give at least one text or vector.")
        if not holds_texts(X):
            return None, validate_data(self, X, reset=reset, dtype=np.float32)
        texts = [str(text) for text in X]
        rows = self._embedder().embed(texts) if vectors is None else checked_vectors(vectors)
        if len(rows) != len(texts):
            raise ValueError(f"There are {len(texts)} texts and {len(rows)} vectors.")
        return texts, validate_data(self, rows, reset=reset, dtype=np.float32)

    def _embedder(self) -> "Embedder":
        if self.embedder is not None:
            return self.embedder
        if not hasattr(self, "embedder_"):
            from clustering.embedding import SentenceEmbedder

            self.embedder_ = SentenceEmbedder()
        return self.embedder_

    def _learn(
        self, texts: list[str] | None, rows: Vectors, joint: Vectors, labels: Integers
    ) -> None:
        self.texts_ = texts
        self.vectors_ = rows
        self.joint_ = joint
        self.labels_ = labels
        self.placement_ = Placement.of(joint, labels, USUAL_REACH)
        self.fit_ = self.placement_.fit_of(joint, labels)


def holds_texts(X: Any) -> bool:  # noqa: N803 - scikit-learn's name
    """Whether the input is a sequence of texts rather than a table of numbers."""
    if isinstance(X, np.ndarray):
        return X.ndim == 1 and X.dtype.kind in "OUT"
    return isinstance(X, Sequence) and not isinstance(X, str) and isinstance(X[0], str)


def hints(given: ArrayLike | None, size: int) -> Integers:
    """A number for each item, -1 where nothing is known."""
    if given is None:
        return np.full(size, NOISE)
    numbers = np.asarray(given, dtype=np.int64)
    if numbers.shape != (size,):
        raise ValueError(f"There are {size} items and hints of shape {numbers.shape}.")
    return numbers


def continued(labels: Integers, known: Integers) -> Integers:
    """Rename groups so that those already known keep their numbers; new ones come after."""
    names: dict[int, int] = {
        int(label): int(number)
        for label, number in zip(labels, known, strict=False)
        if number != NOISE and label != NOISE
    }
    free = int(known.max(initial=NOISE)) + 1
    for label in sorted(set(labels.tolist()) - set(names) - {NOISE}):
        names[label] = free
        free += 1
    return np.array([names.get(label, NOISE) for label in labels.tolist()], dtype=np.int64)
