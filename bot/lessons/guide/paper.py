"""The guide as a paper to read. Pure."""

from bot.lessons.guide import wording
from bot.lessons.guide.document import Entry, Guide, Material, Reader, Stage
from bot.lessons.papers import Item, Link, Paper, Part


def paper_of(guide: Guide) -> Paper:
    """Return the guide, as its reader may see it, as a paper."""
    introduction = (wording.ABOUT, guide.introduction)
    return Paper(
        title=guide.title,
        kicker=guide.programme,
        about=wording.about(guide),
        introduction=tuple(words for words in introduction if words),
        parts=tuple(_stage(stage, guide.reader) for stage in guide.stages),
        nothing=wording.NOTHING,
        points_title=f"What changed in version {guide.number}",
        points=tuple(wording.change(one) for one in guide.changes),
        footer=wording.FOR[guide.reader],
    )


def _stage(stage: Stage, reader: Reader) -> Part:
    chapters = (
        Part(
            chapter.title,
            chapter.introduction,
            tuple(_item(entry, reader) for entry in chapter.entries),
            links=tuple(Link(one.title, one.url, _for(one)) for one in chapter.materials),
        )
        for chapter in stage.chapters
    )
    return Part(stage.title, stage.introduction, parts=tuple(chapters))


def _for(one: Material) -> str:
    return f"for {one.who_for}" if one.who_for else ""


def _item(entry: Entry, reader: Reader) -> Item:
    points = wording.points(entry, reader)
    return Item(entry.recommendation, points, link=entry.link, failed=not entry.worked)
