"""From signs to a probability: a logistic model of four signs, with weights that can be read."""

import json
from importlib.resources import files
from math import exp

from bot.questions.sureness.signs import Signs

_LEARNED = json.loads(files(__package__).joinpath("weights.json").read_text("utf-8"))
_INTERCEPT: float = _LEARNED["intercept"]
_WEIGHTS: dict[str, float] = _LEARNED["weights"]
CHANNEL_FROM: float = _LEARNED["channel_from"]
"""We speak unasked in a channel only from this probability on: precision before recall."""
SHOWN_FROM: float = _LEARNED["shown_from"]
"""Who asks in private is shown what reaches this: a wrong one costs them a glance."""
CONFIRMED = 0.5
"""Log-odds put on top where the asker said that it answered them. The sample has none to learn."""


def probability(signs: Signs, *, confirmed: bool = False) -> float:
    """Return how probable it is that a thread's answers are useful to the asker (0 to 1)."""
    logit = _INTERCEPT + sum(
        weight * float(getattr(signs, name)) for name, weight in _WEIGHTS.items()
    )
    return 1 / (1 + exp(-(logit + CONFIRMED * confirmed)))
