"""Joins how a message is put with its words: the matrices that the classifier learns from."""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from clustering.arrays import Floats
from clustering.kinds.messages import KindInput
from clustering.kinds.signs import bare, signs_of

_SIGN_WEIGHT = 0.3
_PARENT_SIGN_WEIGHT = 0.15
_PARENT_KIND_WEIGHT = 2.0
_TOKEN = r"\b\w[\w']*\b|\?|!"  # noqa: S105 - words, no secret
_ALWAYS = ("? !", "? !")
"""Said twice, so that the vocabulary is never empty, however few the messages."""
_SOFTEN = 0.15
"""Added to each sign's deviation, so that a rare sign does not outweigh all others."""


class Features:
    """The scale of the signs and the vocabulary, learned from the training messages."""

    def fit(self, messages: Sequence[KindInput], word_weight: float) -> "Features":
        """Learn from the messages."""
        signs = np.stack([signs_of(message.text) for message in messages])
        self._mean, self._deviation = signs.mean(axis=0), signs.std(axis=0) + _SOFTEN
        self._word_weight = word_weight
        self._words = TfidfVectorizer(
            sublinear_tf=True, ngram_range=(1, 2), min_df=2, token_pattern=_TOKEN
        ).fit([*(bare(message.text) for message in messages), *_ALWAYS])
        return self

    def own(self, texts: Sequence[str]) -> csr_matrix:
        """Return what the texts say by themselves, one row each."""
        words = self._words.transform([bare(text) for text in texts]) * self._word_weight
        return hstack([csr_matrix(self._signs(texts) * _SIGN_WEIGHT), words]).tocsr()

    def with_parent(self, messages: Sequence[KindInput], parent_kinds: Floats) -> csr_matrix:
        """Return rows for replies: their own, their parent's signs, its probable kind."""
        parents = [message.parent_text or "" for message in messages]
        known = np.array([[float(bool(parent))] for parent in parents])
        of_parent = self._signs(parents) * _PARENT_SIGN_WEIGHT * known
        kinds = np.hstack([parent_kinds * _PARENT_KIND_WEIGHT, np.sqrt(parent_kinds)]) * known
        texts = [message.text for message in messages]
        return hstack([self.own(texts), csr_matrix(np.hstack([of_parent, kinds, known]))]).tocsr()

    def _signs(self, texts: Sequence[str]) -> Floats:
        each = {text: signs_of(text) for text in dict.fromkeys(texts)}
        signs = np.stack([each[text] for text in texts])
        scaled: Floats = (signs - self._mean) / self._deviation
        return scaled
