"""What texts have in common by their words and pieces of words.

In the talk of one programme every message is near every other in meaning; the rare words they
share (a system's name, an Act, an abbreviation) then tell more than a language model does.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from clustering.arrays import Floats, Vectors, unit_rows
from clustering.words import STOP_WORDS, words_of

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix
    from sklearn.feature_extraction.text import TfidfVectorizer

COLUMNS = 64
PIECES = 50_000
"""How many different pieces of words are counted at most: bounds memory."""
SAMPLE = 20_000
"""Texts from which rarity and columns are learnt; more add time and no quality."""
FEWEST_WORDS = 10
"""In shorter texts shared words tell nothing that their meaning does not."""
WORDS_FOR_FULL_WEIGHT = 50
HEAVIEST = 0.6


class LexicalSpace:
    """Words, pairs of words and pieces of words, weighted by rarity, in at most 64 columns."""

    def fit_transform(self, texts: Sequence[str], random_state: int) -> Vectors:
        """Learn which words are rare and which go together; give the rows of these texts."""
        sample = list(texts[:: max(1, len(texts) // SAMPLE)])
        self.weight_ = lexical_weight(sample)
        self.useful_ = self.weight_ > 0
        if not self.useful_:
            return self.transform(texts)
        self.counters_, counted = counted_by(counters(), sample)
        columns = min(COLUMNS, *(size - 1 for size in counted.shape))
        self.useful_ = columns >= 1
        if not self.useful_:
            return self.transform(texts)
        self.axes_ = main_axes_of(counted, columns, random_state)
        self.mean_ = (counted @ self.axes_).mean(axis=0)
        return self._rows(counted) if len(sample) == len(texts) else self.transform(texts)

    def transform(self, texts: Sequence[str]) -> Vectors:
        """Give a row of length `weight_` for each text, shape (len(texts), up to COLUMNS)."""
        if not self.useful_ or len(texts) == 0:
            columns = self.axes_.shape[1] if self.useful_ else 0
            return np.zeros((len(texts), columns), dtype=np.float32)
        return self._rows(joined([each.transform(texts) for each in self.counters_], len(texts)))

    def _rows(self, counted: "csr_matrix") -> Vectors:
        weighted: Vectors = np.float32(self.weight_) * unit_rows(counted @ self.axes_ - self.mean_)
        return weighted


def main_axes_of(counted: "csr_matrix", columns: int, random_state: int) -> Floats:
    """The directions that counted words differ in most, shape (words, columns)."""
    from sklearn.utils.extmath import randomized_svd

    _, _, axes = randomized_svd(counted, columns, n_iter=3, random_state=random_state)
    found: Floats = axes.T
    return found


def lexical_weight(texts: Sequence[str]) -> float:
    """The longer the texts, the more their shared words tell beside their meaning."""
    length = float(np.mean([len(text.split()) for text in texts]))
    return 0.0 if length < FEWEST_WORDS else min(HEAVIEST, length / WORDS_FOR_FULL_WEIGHT)


def counters() -> "list[TfidfVectorizer]":
    """One counter of words and pairs of words, one of pieces of words."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    return [
        TfidfVectorizer(sublinear_tf=True, min_df=2, analyzer=words_and_pairs),
        TfidfVectorizer(
            sublinear_tf=True,
            min_df=2,
            analyzer="char_wb",
            ngram_range=(3, 5),
            max_features=PIECES,
        ),
    ]


def words_and_pairs(text: str) -> list[str]:
    """The telling words of a text in lower case, and each two that follow one another."""
    words = [word for word in map(str.lower, words_of(text)) if word not in STOP_WORDS]
    return words + [f"{first} {second}" for first, second in pairwise(words)]


def counted_by(
    counters: "list[TfidfVectorizer]", texts: Sequence[str]
) -> "tuple[list[TfidfVectorizer], csr_matrix]":
    """Fit the counters; without those for which no word is in two of the texts."""
    kept, counted = [], []
    for counter in counters:
        try:
            counted.append(counter.fit_transform(texts))
        except ValueError:
            continue
        kept.append(counter)
    return kept, joined(counted, len(texts))


def joined(counted: "list[csr_matrix]", size: int) -> "csr_matrix":
    """Set counts side by side, shape (size, words)."""
    from scipy.sparse import csr_matrix, hstack

    return hstack(counted).tocsr() if counted else csr_matrix((size, 0))
