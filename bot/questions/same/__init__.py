"""Questions that ask the same: found and linked, and their followers told of one another's answers.

Others use `tell_followers` (when a question is closed), `let_go` (when messages are erased),
`same_as`, `times_asked` and `follow_button`.
"""

from bot.questions.same.cards import follow_button
from bot.questions.same.letting_go import let_go
from bot.questions.same.stars import TimesAsked, same_as, times_asked
from bot.questions.same.telling import tell_followers

__all__ = [
    "TimesAsked",
    "follow_button",
    "let_go",
    "same_as",
    "tell_followers",
    "times_asked",
]
