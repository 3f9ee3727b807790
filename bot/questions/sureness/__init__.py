"""How sure we are that an earlier answer serves a question: signs, weights, and when to speak.

Pure: no database and no words for people. The weights were learned from the sample conversation by
`python -m benchmarks asking`; docs/asking.md shows what they reach.
"""

from bot.questions.sureness.judging import CHANNEL_FROM, SHOWN_FROM, probability
from bot.questions.sureness.rare_words import WordUse
from bot.questions.sureness.signs import Signs, margins

__all__ = ["CHANNEL_FROM", "SHOWN_FROM", "Signs", "WordUse", "margins", "probability"]
