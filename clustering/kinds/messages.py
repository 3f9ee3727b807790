"""What the classifier is told of a message."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KindInput:
    """A message: its words, whether it is a reply, and the words that began its thread.

    `parent_text` is None for a message that begins a thread, and for a reply whose beginning is
    not known.
    """

    text: str
    is_reply: bool = False
    parent_text: str | None = None
