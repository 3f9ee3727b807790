"""Suggests an earlier answer under a question in its channel: once at most, and only when sure.

A wrong suggestion costs everybody in the channel, so silence is the rule. Each suggestion has a row
(`Suggestion`), stored together with what is posted; what people say of it teaches us.
"""

from bot.questions.suggesting.taking_back import let_go
from bot.questions.suggesting.under import Suggesting

__all__ = ["Suggesting", "let_go"]
