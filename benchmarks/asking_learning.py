"""Learns from the replayed questions how much each sign counts, and how well that does."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields

import numpy as np
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from benchmarks.asking_replay import Asked, Offer
from bot.questions.sureness import Signs

STRENGTH = 0.3
"""Inverse of the regularisation: strong, as there are few answers to learn from."""
NAMES = tuple(field.name for field in fields(Signs))


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model of the signs as they are, not scaled."""

    intercept: float
    of: tuple[float, ...]

    def probability(self, signs: Signs) -> float:
        """Return the probability that what has these signs is useful."""
        logit = self.intercept + float(np.dot(self.of, astuple(signs)))
        return float(1 / (1 + np.exp(-logit)))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What would be offered to a question, likeliest first, with the probabilities."""

    asked: Asked
    best: tuple[tuple[float, Offer], ...]

    @property
    def sure(self) -> float:
        """Return how probable the best offer is; 0 without one."""
        return self.best[0][0] if self.best else 0.0


def learn(questions: Sequence[Asked]) -> Weights:
    """Learn which signs a useful thread has. Each thread of each question is one example."""
    offers = [offer for one in questions for offer in one.offers]
    rows = np.array([astuple(offer.signs) for offer in offers])
    useful = np.array([offer.read for offer in offers])
    middle, spread = rows.mean(axis=0), rows.std(axis=0)
    with threadpool_limits(1):
        model = LogisticRegression(C=STRENGTH).fit((rows - middle) / spread, useful)
    of = model.coef_[0] / spread
    return Weights(float(model.intercept_[0] - of @ middle), tuple(float(one) for one in of))


def outcome(asked: Asked, weights: Weights) -> Outcome:
    """Return what these weights would offer."""
    rated = [(weights.probability(offer.signs), offer) for offer in asked.offers]
    return Outcome(asked, tuple(sorted(rated, key=lambda one: -one[0])[:3]))


def left_out(questions: Sequence[Asked]) -> list[Outcome]:
    """Return for each question what a model offers that learned from all the others."""
    return [
        outcome(one, learn([*questions[:place], *questions[place + 1 :]]))
        for place, one in enumerate(questions)
    ]


def from_the_past(questions: Sequence[Asked], share: float = 0.6) -> list[Outcome]:
    """Return for the later questions what a model offers that learned from the earlier ones."""
    cut = int(len(questions) * share)
    weights = learn(questions[:cut])
    return [outcome(one, weights) for one in questions[cut:]]
