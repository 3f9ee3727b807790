"""Questions that ask the same: found and linked, and their followers told of one another's answers.

Others use `tell_followers` (when a question is closed), `same_as`, `times_asked` and
`follow_button`.
"""

from bot.questions.same.cards import follow_button
from bot.questions.same.stars import TimesAsked, forget_question, same_as, times_asked
from bot.questions.same.telling import tell_followers

__all__ = [
    "TimesAsked",
    "follow_button",
    "forget_question",
    "same_as",
    "tell_followers",
    "times_asked",
]
