"""Moves a theme within its stage, or a lesson within its theme. Pure."""

from collections.abc import Sequence

from bot.lessons.guide.document import Guide

TO = ("first", "up", "down", "last")


def moved(order: Sequence[int], one: int, to: str) -> list[int]:
    """Return the order with one of it moved; one that is not in it changes nothing."""
    if one not in order:
        return list(order)
    others = [each for each in order if each != one]
    at = list(order).index(one)
    place = {"first": 0, "up": max(0, at - 1), "down": at + 1, "last": len(others)}[to]
    return [*others[:place], one, *others[place:]]


def order_in(guide: Guide, place: str) -> list[int]:
    """Return the ids in a place as they are ordered now: a stage's themes, a theme's lessons."""
    stage_key, _, theme = place.partition("/")
    for stage in guide.stages:
        if stage.key == stage_key and not theme:
            return [chapter.theme_id for chapter in stage.chapters]
        for chapter in stage.chapters:
            if stage.key == stage_key and str(chapter.theme_id) == theme:
                return [entry.lesson_id for entry in chapter.entries]
    return []
