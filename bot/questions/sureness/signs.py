"""The few numbers that an earlier thread's answers are judged by."""

from collections.abc import Sequence
from dataclasses import dataclass

RUNNERS_UP = slice(3, 13)
"""Threads that are near, but too far down to be offered: what a question is near to anyway."""
USUAL = 0.40
"""As near as unrelated threads of one network come to a question, while there are few threads."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for a thread: cosines, the share of rare words, the lead over other threads.

    `root` and `answer` are how near the question is to what started the thread and to its best
    answer (cosine, -1 to 1); `words` is the share of the question's telling words that are said in
    the thread (0 to 1); `margin` is how much nearer it is than the threads that are near anyway.
    """

    root: float
    answer: float
    words: float
    margin: float


def margins(closeness: Sequence[float]) -> list[float]:
    """Return by how much each thread is nearer than the runners-up; nearest first."""
    others = closeness[RUNNERS_UP]
    usual = sum(others) / len(others) if others else USUAL
    return [one - usual for one in closeness]
