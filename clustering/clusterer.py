"""ThemeClusterer: finds the recurring issues in short texts, however many there are."""

from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, ClusterMixin
from sklearn.utils import check_random_state
from sklearn.utils.validation import check_is_fitted, validate_data

from clustering.anchors import Items, anchored
from clustering.arrays import Integers, Vectors, checked_vector, checked_vectors
from clustering.asking import Question, what_to_ask
from clustering.constraints import Constraints, Decided, Seed, numbered
from clustering.grouping import Known, Settings, by_size, group, leaning
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
    themes_: tuple
        For each label the theme that people named or filled which it is; None: the machine's own.
    n_features_in_: int
        The number of columns of the vectors.
    """

    themes_: tuple[Hashable | None, ...]
    decided_: NDArray[np.bool_]

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
        constraints: Constraints | None = None,
        previous: Sequence[Hashable | None] | None = None,
        places: Sequence[Hashable | None] | None = None,
    ) -> Self:
        """Group texts, or vectors of shape (n, dimension). `y` is not used.

        With texts, `vectors` may be given as well, so that nothing is embedded again.
        `constraints` are what people decided. `previous` is the theme each item is in now (None:
        in none): it draws items together without binding them. `places` is where each was said
        (its channel), which tells something of what it is about. Raises ValueError for empty
        input, NaN, a wrong shape or constraints that contradict each other.
        """
        texts, rows = self._read(X, vectors, reset=True)
        self.seed_ = int(check_random_state(self.random_state).randint(2**31 - 1))
        decided = Decided.of(constraints or Constraints(), hints(previous, len(rows)))
        self.space_ = JointSpace()
        joint = self.space_.fit_transform(rows, texts, self.seed_)
        known = Known(
            fixed=decided.fixed,
            bundles=decided.bundles,
            apart=decided.apart,
            previous=decided.current,
            places=numbered(hints(places, len(rows))),
        )
        found = group(joint, Settings(self.min_members, self.closeness, self.seed_), known)
        self.rows_ = leaning(joint, known.places)
        words = self._words((constraints or Constraints()).seeds, rows.shape[1])
        labels, groups = anchored(Items(self.rows_, found, known.places), decided, words)
        self._learn(texts, rows, joint, by_size(labels))
        self._name(decided, dict(zip(labels.tolist(), self.labels_.tolist(), strict=True)), groups)
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
        known, more = self.labels_, len(rows)
        both = None if texts is None or self.texts_ is None else [*self.texts_, *texts]
        added = self.space_.transform(rows, texts)
        joint = np.vstack([self.joint_, added])
        nothing = np.full(len(joint), NOISE)
        settled = Known(
            fixed=np.concatenate([known, np.full(more, NOISE)]),
            bundles=np.arange(len(joint)),
            apart=np.zeros((0, 2), dtype=np.int64),
            previous=nothing,
            places=nothing,
        )
        labels = group(joint, Settings(self.min_members, self.closeness, self.seed_), settled)
        self.rows_ = np.vstack([self.rows_, added])
        self._learn(both, np.vstack([self.vectors_, rows]), joint, continued(labels, known))
        new = int(self.labels_.max(initial=NOISE)) + 1 - len(self.themes_)
        self.themes_ = (*self.themes_, *[None] * new)
        self.decided_ = np.concatenate([self.decided_, np.zeros(more, dtype=bool)])
        return self

    def questions(self, count: int = 10) -> list[Question]:
        """At most `count` decisions to ask a person for, the most helpful first."""
        check_is_fitted(self)
        named = {number for number, theme in enumerate(self.themes_) if theme is not None}
        return what_to_ask(self.rows_, self.labels_, self.decided_, named, count)

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

    def _words(self, seeds: Sequence[Seed], dimension: int) -> Vectors:
        """The words of seeds in the space of the items, shape (seeds, columns)."""
        vectors = [
            self._embedder().embed([seed.words]) if seed.vector is None else seed.vector
            for seed in seeds
        ]
        rows = [checked_vector(vector, dimension=dimension) for vector in vectors]
        stacked = np.vstack([np.zeros((0, dimension), dtype=np.float32), *rows])
        return self.space_.transform(stacked, [seed.words for seed in seeds])

    def _learn(
        self, texts: list[str] | None, rows: Vectors, joint: Vectors, labels: Integers
    ) -> None:
        self.texts_ = texts
        self.vectors_ = rows
        self.joint_ = joint
        self.labels_ = labels
        self.placement_ = Placement.of(joint, labels, USUAL_REACH)
        self.fit_ = self.placement_.fit_of(joint, labels)

    def _name(
        self, decided: Decided, numbers: Mapping[int, int], groups: Mapping[int, int]
    ) -> None:
        """Say which theme of people's each label is, and which items they decided about."""
        themes: list[Hashable | None] = [None] * (int(self.labels_.max(initial=NOISE)) + 1)
        for theme, found in groups.items():
            if found in numbers:
                themes[numbers[found]] = decided.themes[theme]
        self.themes_ = tuple(themes)
        self.decided_ = decided.fixed != NOISE


def holds_texts(X: Any) -> bool:  # noqa: N803 - scikit-learn's name
    """Whether the input is a sequence of texts rather than a table of numbers."""
    if isinstance(X, np.ndarray):
        return X.ndim == 1 and X.dtype.kind in "OUT"
    return isinstance(X, Sequence) and not isinstance(X, str) and isinstance(X[0], str)


def hints(given: Sequence[Hashable | None] | None, size: int) -> Sequence[Hashable | None]:
    """Something known of each item, None where nothing is."""
    if given is None:
        return [None] * size
    if len(given) != size:
        raise ValueError(f"There are {size} items and {len(given)} hints about them.")
    return given


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
