"""How sure we must be to speak in a community's channels: what its people say of us moves it.

We aim to be right 4 times in 5. What was judged is counted together with 10 judgements made up
beforehand, 8 of them "helpful", which is what the shipped weights promise. When that comes to less
than 4 in 5, we are too sure of ourselves in this community by the difference in log-odds, and need
to be that much surer before we speak. Praise takes back what blame did, and no more: nobody can
talk us into speaking more readily than was measured.
"""

from math import exp, log

from bot.questions.sureness.judging import CHANNEL_FROM

AIM = 0.8
PROMISED = 10
"""Judgements that the shipped weights stand for."""


def bar(helpful: int, not_helpful: int, *, least: float = CHANNEL_FROM) -> float:
    """Return the probability from which to speak, given how often we were judged; `least` or more.

    One more "not helpful" never lowers it, one more "helpful" never raises it.
    """
    right = (AIM * PROMISED + helpful) / (PROMISED + helpful + not_helpful)
    return _chance(_log_odds(least) + max(0.0, _log_odds(AIM) - _log_odds(right)))


def _log_odds(chance: float) -> float:
    return log(chance / (1 - chance))


def _chance(log_odds: float) -> float:
    return 1 / (1 + exp(-log_odds))
