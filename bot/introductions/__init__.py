"""Brings people together who can help each other: introductions, and monthly pairs.

Here are the doors for others: the buttons to put on their cards, and what the desk shows.
"""

from bot.introductions.cards.buttons import can_help_button, introduce_button
from bot.introductions.finding import ToIntroduce, to_make

__all__ = ["ToIntroduce", "can_help_button", "introduce_button", "to_make"]
