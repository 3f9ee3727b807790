"""Compiles versions of the guide, shows each reader theirs, keeps what people write in it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.capture.models import Contribution
from bot.community.checks import Refused
from bot.community.models import Community, Person
from bot.lessons.guide.changes import changes
from bot.lessons.guide.compiling import compile_stages
from bot.lessons.guide.document import Change, Entry, Guide, Material, Reader, Stage
from bot.lessons.guide.models import GuidePart, GuideVersion
from bot.lessons.guide.reading import Part, arrange, as_read_by, entries_of, only, with_materials
from bot.lessons.guide.standing import Standing
from bot.lessons.history import note
from bot.lessons.models import Lesson, Status
from bot.lessons.resources.models import Audience
from bot.lessons.resources.reading import of_themes
from bot.privacy.audit import record
from bot.store import UnitOfWork
from bot.themes.outside import names_in

NOTHING_NEW = "Nothing has changed since version {number}, so there is no new one to make."
NOTHING_CHECKED = (
    "No lesson has been checked yet, so there is nothing to compile."
    " Check some first: type /commonthread and choose “Lessons to check”."
)
_stages = TypeAdapter(tuple[Stage, ...])
_changes = TypeAdapter(tuple[Change, ...])


@dataclass(frozen=True, slots=True)
class Lag:
    """How far the checked lessons are ahead of the guide: `waiting` are not in it yet."""

    number: int
    waiting: int


def compile_guide(
    unit: UnitOfWork, community: Community, zone: ZoneInfo, by: Person | None, now: datetime
) -> GuideVersion:
    """Compile a new version of a community's guide. Raises Refused when it would be as it was."""
    unit.alone_with(f"guide:{community.id}")
    before = latest(unit.session, community.id)
    stages = compile_stages(unit.session, community.id, zone)
    found = changes(_entries(before), entries_of(stages))
    told = found if before else ()  # in the first, everything is new
    if not found:
        raise Refused(NOTHING_NEW.format(number=before.number) if before else NOTHING_CHECKED)
    version = GuideVersion(
        community_id=community.id,
        number=(before.number if before else 0) + 1,
        compiled_at=now,
        compiled_by_id=by.id if by else None,
        stages=_stages.dump_python(stages, mode="json"),
        changes=_changes.dump_python(told, mode="json"),
        published_at=before.published_at if before else None,
    )
    unit.session.add(version)
    _into_the_guide(unit, entries_of(stages), by, now)
    _audit(unit, "guide.compiled", community, by, now, version=version.number)
    unit.flush()
    return version


def _into_the_guide(
    unit: UnitOfWork, lessons: Collection[int], by: Person | None, now: datetime
) -> None:
    """Note of checked lessons that they are in the guide now."""
    fresh = select(Lesson).where(Lesson.id.in_(lessons), Lesson.status == Status.CHECKED)
    for lesson in unit.session.scalars(fresh):
        lesson.status = Status.IN_GUIDE
        note(unit, lesson, "put_in_guide", by, now, was=Status.CHECKED)


def latest(session: Session, community_id: int) -> GuideVersion | None:
    """Return a community's newest version."""
    return session.scalar(
        select(GuideVersion)
        .where(GuideVersion.community_id == community_id)
        .order_by(GuideVersion.number.desc())
        .limit(1)
    )


def lag(session: Session, community_id: int) -> Lag:
    """Return how far the guide is behind the checked lessons."""
    waiting = (
        select(func.count(Lesson.id))
        .join(Contribution, Contribution.id == Lesson.contribution_id)
        .where(
            Contribution.community_id == community_id,
            Contribution.deleted_at.is_(None),
            Lesson.status == Status.CHECKED,
        )
    )
    version = latest(session, community_id)
    return Lag(version.number if version else 0, session.scalar(waiting) or 0)


def guide_for(session: Session, community: Community, reader: Reader) -> Guide | None:
    """Return the newest version as this reader may see it now; None before the first."""
    version = latest(session, community.id)
    if version is None:
        return None
    parts = parts_of(session, community.id)
    stages = only(_stages.validate_python(version.stages), Standing(session, _entries(version)))
    guide = Guide(
        community=community.name,
        programme=community.programme.name,
        number=version.number,
        compiled_at=version.compiled_at,
        reader=Reader.NOW,
        introduction=parts.get("", Part()).introduction,
        stages=with_materials(arrange(stages, parts), _materials(session, stages)),
        changes=_changes.validate_python(version.changes),
    )
    return as_read_by(reader, guide, names_in(session, community).hide)


def _materials(session: Session, stages: Collection[Stage]) -> dict[int, tuple[Material, ...]]:
    """Return what was shared in the stages' themes, by theme."""
    themes = {chapter.theme_id for stage in stages for chapter in stage.chapters}
    return {
        theme: tuple(
            Material(one.title, one.who_for, one.url, one.audience == Audience.ANYONE)
            for one in found
        )
        for theme, found in of_themes(session, themes).items()
    }


def parts_of(session: Session, community_id: int) -> dict[str, Part]:
    """Return what people wrote and ordered, by place."""
    rows = session.scalars(select(GuidePart).where(GuidePart.community_id == community_id))
    return {row.place: Part(row.introduction, tuple(map(int, row.order))) for row in rows}


def part_for(
    unit: UnitOfWork, community_id: int, place: str, by: Person, now: datetime
) -> GuidePart:
    """Return a part of the guide to write in, made now if it is the first time."""
    part = unit.session.get(GuidePart, (community_id, place))
    if part is None:
        part = GuidePart(community_id=community_id, place=place, introduction="", order=[])
        unit.session.add(part)
    part.by_id, part.at = by.id, now
    record(
        unit,
        by=by,
        action="guide.written",
        subject=f"community:{community_id}",
        now=now,
        place=place,
    )
    return part


def publish(unit: UnitOfWork, community: Community, on: bool, by: Person, now: datetime) -> None:
    """Let anyone read what is shared with anyone, or no longer; new versions follow."""
    version = latest(unit.session, community.id)
    if version is None:
        raise Refused(NOTHING_CHECKED)
    version.published_at = now if on else None
    _audit(unit, "guide.published" if on else "guide.withdrawn", community, by, now)


def _entries(version: GuideVersion | None) -> dict[int, Entry]:
    return entries_of(_stages.validate_python(version.stages)) if version else {}


def _audit(
    unit: UnitOfWork,
    action: str,
    community: Community,
    by: Person | None,
    now: datetime,
    **detail: Any,
) -> None:
    record(unit, by=by, action=action, subject=f"community:{community.slug}", now=now, **detail)
