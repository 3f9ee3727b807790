"""What each reader sees of the guide, and in which order. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.lessons.guide.document import READS, Change, Chapter, Entry, Guide, Material, Reader, Stage

T = TypeVar("T")
Hide = Callable[[str], str]
"""Takes the names of hubs and people out of words."""


@dataclass(frozen=True, slots=True)
class Part:
    """What a person wrote for a part of the guide, and the order they gave to what is in it."""

    introduction: str = ""
    order: tuple[int, ...] = ()


def arrange(stages: Iterable[Stage], parts: Mapping[str, Part]) -> tuple[Stage, ...]:
    """Return the stages with people's introductions, in people's order."""
    return tuple(_arranged(stage, parts) for stage in stages)


def _arranged(stage: Stage, parts: Mapping[str, Part]) -> Stage:
    part = parts.get(stage.key, Part())
    chapters = [_chapter(stage.key, chapter, parts) for chapter in stage.chapters]
    ordered = in_order(chapters, part.order, lambda one: one.theme_id)
    return replace(stage, chapters=ordered, introduction=part.introduction)


def _chapter(stage: str, chapter: Chapter, parts: Mapping[str, Part]) -> Chapter:
    part = parts.get(f"{stage}/{chapter.theme_id}", Part())
    ordered = in_order(chapter.entries, part.order, lambda one: one.lesson_id)
    return replace(chapter, entries=ordered, introduction=part.introduction)


def in_order(items: Iterable[T], order: Sequence[int], key: Callable[[T], int]) -> tuple[T, ...]:
    """Return the items in the order a person gave; what they did not know of follows, as it was."""
    places = {one: place for place, one in enumerate(order)}
    return tuple(sorted(items, key=lambda one: places.get(key(one), len(places))))


def as_read_by(reader: Reader, guide: Guide, hide: Hide) -> Guide:
    """Return the guide with what this reader may see, and nothing left of what they may not.

    A chapter, or a stage, with nothing in it is left out with its introduction. Outsiders get every
    word without names, no day, no link, and nothing in an author's own words.
    """
    stages = [_stage_for(reader, stage, hide) for stage in guide.stages]
    kept = tuple(stage for stage in stages if stage.chapters)
    if reader is Reader.NOW:
        return replace(guide, reader=reader, stages=kept)
    return replace(
        guide,
        reader=reader,
        introduction=hide(guide.introduction),
        stages=kept,
        changes=_changes_for(guide, kept),
    )


def _stage_for(reader: Reader, stage: Stage, hide: Hide) -> Stage:
    chapters = [_chapter_for(reader, chapter, hide) for chapter in stage.chapters]
    kept = replace(stage, chapters=tuple(one for one in chapters if one.entries))
    return kept if reader is Reader.NOW else replace(kept, introduction=hide(stage.introduction))


def _chapter_for(reader: Reader, chapter: Chapter, hide: Hide) -> Chapter:
    allowed = [one for one in chapter.entries if one.sharing in READS[reader]]
    if reader is Reader.NOW:
        return replace(chapter, entries=tuple(allowed))
    for_anyone = (one for one in chapter.materials if one.anyone)
    return replace(
        chapter,
        materials=tuple(
            replace(one, title=hide(one.title), who_for=hide(one.who_for)) for one in for_anyone
        ),
        title=hide(chapter.outside),
        outside=hide(chapter.outside),
        introduction=hide(chapter.introduction),
        entries=tuple(_for_outsiders(one, hide) for one in allowed),
    )


def with_materials(
    stages: Iterable[Stage], by_theme: Mapping[int, tuple[Material, ...]]
) -> tuple[Stage, ...]:
    """Return the stages with what was shared in each chapter's theme."""
    return tuple(
        replace(
            stage,
            chapters=tuple(
                replace(chapter, materials=by_theme.get(chapter.theme_id, ()))
                for chapter in stage.chapters
            ),
        )
        for stage in stages
    )


def _for_outsiders(entry: Entry, hide: Hide) -> Entry:
    return replace(
        entry,
        recommendation=hide(entry.recommendation),
        # The author's own words stay with the members: outsiders get the words made for them.
        what_happened="",
        why=hide(entry.why),
        early_signs=hide(entry.early_signs),
        applies_when=hide(entry.applies_when),
        not_when=hide(entry.not_when),
        hub=entry.hub if entry.named else "",
        link=None,
    )


def _changes_for(guide: Guide, stages: Iterable[Stage]) -> tuple[Change, ...]:
    """Return what outsiders may know of the changes: those of entries that they see, as they do."""
    seen = {key: entry.recommendation for key, entry in entries_of(stages).items()}
    return tuple(
        replace(one, recommendation=seen[one.lesson_id])
        for one in guide.changes
        if one.lesson_id in seen
    )


def entries_of(stages: Iterable[Stage]) -> dict[int, Entry]:
    """Return the entries of some stages, by lesson."""
    return {
        entry.lesson_id: entry
        for stage in stages
        for chapter in stage.chapters
        for entry in chapter.entries
    }


def only(stages: Iterable[Stage], keep: Callable[[Entry], Entry | None]) -> tuple[Stage, ...]:
    """Return the stages with each entry as `keep` returns it, or without it where that is None."""
    return tuple(
        replace(
            stage,
            chapters=tuple(
                replace(
                    chapter,
                    entries=tuple(kept for one in chapter.entries if (kept := keep(one))),
                )
                for chapter in stage.chapters
            ),
        )
        for stage in stages
    )
