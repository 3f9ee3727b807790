"""What becomes of a question: it is open, then answered or no longer needed, and may open again.

Cross-posts of one question share one life. Here are the doors for others: who wants to know where
questions stand, or to close one, needs no other part of this room.
"""

from bot.questions.life.changing import close, hand_on, let_go_of, reopen, say_open
from bot.questions.life.reading import (
    ASKABLE,
    Waiting,
    first_of,
    open_questions,
    replies_to,
    state_of,
    unanswered,
)

__all__ = [
    "ASKABLE",
    "Waiting",
    "close",
    "first_of",
    "hand_on",
    "let_go_of",
    "open_questions",
    "reopen",
    "replies_to",
    "say_open",
    "state_of",
    "unanswered",
]
