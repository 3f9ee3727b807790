"""Takes erased words out of the guide: every version of it, and what a person wrote in it."""

from collections.abc import Callable, Collection
from typing import Any

from sqlalchemy import delete, select

from bot.lessons.guide.models import GuideKey, GuidePart, GuideVersion
from bot.store import UnitOfWork
from bot.themes.models import Theme


def take_out(unit: UnitOfWork, lessons: Collection[int]) -> None:
    """Take lessons that were erased out of every version, with their words."""
    for version in unit.session.scalars(select(GuideVersion)) if lessons else ():
        version.stages = [_without(stage, lessons) for stage in version.stages]
        version.changes = [one for one in version.changes if one["lesson_id"] not in lessons]


def take_out_quotations(unit: UnitOfWork, without: Callable[[Any], Any]) -> None:
    """Take quotations out of every version and introduction; `without` leaves other words be."""
    for version in unit.session.scalars(select(GuideVersion)):
        version.stages, version.changes = without(version.stages), without(version.changes)
    for part in unit.session.scalars(select(GuidePart).where(GuidePart.introduction != "")):
        part.introduction = without(part.introduction)


def machine_titles(unit: UnitOfWork) -> set[str]:
    """Return the titles of themes in every version that no person gave."""
    given = select(Theme.id).where(Theme.label_by_id.is_not(None))
    by_people = set(unit.session.scalars(given))
    return {
        chapter["title"]
        for version in unit.session.scalars(select(GuideVersion))
        for stage in version.stages
        for chapter in stage["chapters"]
        if chapter["theme_id"] and chapter["theme_id"] not in by_people
    }


def rename_chapters(unit: UnitOfWork, titles: Collection[str], instead: str) -> None:
    """Take these titles of themes out of every version."""
    for version in unit.session.scalars(select(GuideVersion)) if titles else ():
        version.stages = [_renamed(stage, titles, instead) for stage in version.stages]


def _renamed(stage: dict[str, Any], titles: Collection[str], instead: str) -> dict[str, Any]:
    chapters = [
        chapter | {name: instead for name in ("title", "outside") if chapter[name] in titles}
        for chapter in stage["chapters"]
    ]
    return stage | {"chapters": chapters}


def _without(stage: dict[str, Any], lessons: Collection[int]) -> dict[str, Any]:
    chapters = [
        chapter
        | {"entries": [one for one in chapter["entries"] if one["lesson_id"] not in lessons]}
        for chapter in stage["chapters"]
    ]
    return stage | {"chapters": chapters}


def forget_writer(unit: UnitOfWork, person_id: int) -> None:
    """Remove the introductions that a person wrote, and the keys they read by; orders stay."""
    parts = select(GuidePart).where(GuidePart.by_id == person_id)
    for part in unit.session.scalars(parts):
        part.introduction, part.by_id = "", None
    unit.session.execute(delete(GuideKey).where(GuideKey.person_id == person_id))
