"""What a picture of the gallery holds: cards and forms, each with the function that made it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.cards import Card, Form

Shown = Card | Form


@dataclass(frozen=True, slots=True)
class Example:
    """A card or a form as people see it, and the function of ours that made it.

    `on_slack` is what Slack shows where it is not the same.
    """

    made_by: Callable[..., Any]
    shown: Shown
    on_slack: Shown | None = None

    def on(self, platform: str) -> Shown:
        """Return what people see on a platform."""
        return self.on_slack if self.on_slack and platform == "slack" else self.shown


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
