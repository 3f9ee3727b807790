"""What texts have in common by their words and pieces of words.

In the talk of one programme every message is near every other in meaning; the rare words they
share (a system's name, an Act, an abbreviation) then tell more than a language model does.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Self

import numpy as np

from clustering.arrays import Vectors, unit_rows
from clustering.words import STOP_WORDS, words_of

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix
    from sklearn.feature_extraction.text import TfidfVectorizer

COLUMNS = 64
PIECES = 50_000
"""How many different pieces of words are counted at most: bounds memory."""
SAMPLE = 20_000
"""Texts from which rarity and columns are learnt; more add time and no quality."""
WORDS_FOR_FULL_WEIGHT = 50
HEAVIEST = 0.6


class LexicalSpace:
    """Words, pairs of words and pieces of words, weighted by rarity, in at most 64 columns."""

    def fit(self, texts: Sequence[str], random_state: int) -> Self:
        """Learn which words are rare and which go together; needs no minimum of texts."""
        from sklearn.utils.extmath import randomized_svd

        sample = list(texts[:: max(1, len(texts) // SAMPLE)])
        self.weight_ = lexical_weight(sample)
        self.counters_ = [each for each in counters() if learnt(each, sample)]
        counted = self._count(sample)
        columns = min(COLUMNS, *(size - 1 for size in counted.shape))
        self.useful_ = columns >= 1
        if self.useful_:
            _, _, axes = randomized_svd(counted, columns, random_state=random_state)
            self.axes_ = axes.T
            self.mean_ = (counted @ self.axes_).mean(axis=0)
        return self

    def transform(self, texts: Sequence[str]) -> Vectors:
        """Give a row of length `weight_` for each text, shape (len(texts), up to COLUMNS)."""
        if not self.useful_:
            return np.zeros((len(texts), 0), dtype=np.float32)
        reduced = self._count(texts) @ self.axes_ - self.mean_
        weighted: Vectors = np.float32(self.weight_) * unit_rows(reduced)
        return weighted

    def _count(self, texts: Sequence[str]) -> "csr_matrix":
        from scipy.sparse import csr_matrix, hstack

        counted = [counter.transform(texts) for counter in self.counters_]
        return hstack(counted).tocsr() if counted else csr_matrix((len(texts), 0))


def lexical_weight(texts: Sequence[str]) -> float:
    """The longer the texts, the more their shared words tell beside their meaning."""
    length = float(np.mean([len(text.split()) for text in texts]))
    return min(HEAVIEST, length / WORDS_FOR_FULL_WEIGHT)


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


def learnt(counter: "TfidfVectorizer", texts: Sequence[str]) -> bool:
    """Fit a counter; False when no word is in two of the texts."""
    try:
        counter.fit(texts)
    except ValueError:
        return False
    return True
