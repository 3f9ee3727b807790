"""What a picture of the gallery holds: cards and forms, each with the function that made it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.cards import Card, Form

Shown = Card | Form


@dataclass(frozen=True, slots=True)
class Example:
    """A card or a form as people see it, and the function of ours that made it."""

    made_by: Callable[..., Any]
    shown: Shown


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the docs: its file's name, a title, a sentence and what is on it."""

    name: str
    title: str
    about: str
    examples: tuple[Example, ...]


def example(made_by: Callable[..., Shown], *args: Any, **kwargs: Any) -> Example:
    """Make an example by calling the function of ours that makes it."""
    return Example(made_by, made_by(*args, **kwargs))
