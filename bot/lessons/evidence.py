"""What the evidence of a lesson is worth once other hubs have used it or told of the same. Pure.

Only a hub that used a lesson, or lived through the same, adds to it; that people agree never does.
"""

from collections.abc import Iterable

from bot.lessons.models import Evidence

REPEATED_BY = 3
"""So many hubs, beside the one that a lesson is from, make it a repeated one."""


def backing(
    source: int | None, used: Iterable[int | None], told: Iterable[int | None]
) -> frozenset[int]:
    """Return the hubs that back a lesson of the hub `source`: they used it or told of the same.

    People without a hub count as none.
    """
    return frozenset(hub for hub in (*used, *told) if hub is not None and hub != source)


def settled(now: Evidence, hubs: int, *, by_machine: bool) -> Evidence:
    """Return what the evidence is when so many other hubs back the lesson.

    One account becomes a repeated one, and goes back when it was the machine that raised it. What
    was counted, compared or evaluated is a person's to say.
    """
    if now is Evidence.ACCOUNT and hubs >= REPEATED_BY:
        return Evidence.REPEATED
    if now is Evidence.REPEATED and by_machine and hubs < REPEATED_BY:
        return Evidence.ACCOUNT
    return now
