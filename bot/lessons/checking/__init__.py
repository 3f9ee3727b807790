"""How facilitators check lessons: the queue, and what may be done with each."""

from bot.lessons.checking.queue import waiting

__all__ = ["waiting"]
