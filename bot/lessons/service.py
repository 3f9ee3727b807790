"""What can be done with lessons: save one of a message, change it, forget it."""

from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, select

from bot.capture import service as capture
from bot.capture.models import Contribution, Kind
from bot.community.models import Person
from bot.lessons.guide.erasing import take_out
from bot.lessons.history import note
from bot.lessons.models import Lesson, LessonAccount, NotALesson, Status
from bot.store import UnitOfWork


class Sharing(StrEnum):
    """How widely a lesson may be shared; each includes the ones before."""

    MEMBERS = "members"
    DEPARTMENT = "department"
    PUBLIC = "public"


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What a person told in the lesson's form."""

    what_happened: str
    recommendation: str
    worked: bool
    sharing: Sharing
    named: bool


FIELDS = tuple(field.name for field in fields(Told))


def lesson_of(unit: UnitOfWork, contribution_id: int) -> Lesson | None:
    """Return the lesson made of a message."""
    return unit.session.scalar(select(Lesson).where(Lesson.contribution_id == contribution_id))


def save_lesson(
    unit: UnitOfWork, contribution: Contribution, told: Told, by: Person | None, now: datetime
) -> Lesson:
    """Save a lesson made of a message, or change it; a checked one has to be checked again.

    Sending the same once more changes nothing.
    """
    lesson = lesson_of(unit, contribution.id)
    if lesson is None:
        tagged_by = by.id if by else None
        lesson = Lesson(contribution_id=contribution.id, tagged_by_id=tagged_by, tagged_at=now)
        unit.session.add(lesson)
        changed = list(FIELDS)
    else:
        before = told_by(lesson)
        changed = [name for name in FIELDS if getattr(before, name) != getattr(told, name)]
    if changed:
        _take(unit, lesson, told, changed, by, now)
    if contribution.kind is not Kind.LESSON:
        capture.correct_kind(unit, contribution, Kind.LESSON, by, now)
    return lesson


def _take(
    unit: UnitOfWork,
    lesson: Lesson,
    told: Told,
    changed: list[str],
    by: Person | None,
    now: datetime,
) -> None:
    was = lesson.status or Status.CAPTURED
    for name in changed:
        setattr(lesson, name, getattr(told, name))
    lesson.status, lesson.decline_reason = Status.CAPTURED, ""
    unit.flush()
    note(
        unit,
        lesson,
        "saved",
        by,
        now,
        fields=changed,
        was=was,
        contribution=lesson.contribution_id,
        sharing=lesson.sharing,
        named=lesson.named,
    )


def forget_lesson(unit: UnitOfWork, contribution_id: int) -> None:
    """Drop what was made of a message's words: its lesson, or its account of another."""
    lessons = select(Lesson.id).where(Lesson.contribution_id == contribution_id)
    take_out(unit, unit.session.scalars(lessons).all())
    for table in (Lesson, LessonAccount, NotALesson):
        unit.session.execute(delete(table).where(table.contribution_id == contribution_id))


def told_by(lesson: Lesson) -> Told:
    """Return what a lesson says, as its form holds it."""
    return Told(
        what_happened=lesson.what_happened,
        recommendation=lesson.recommendation,
        worked=lesson.worked,
        sharing=Sharing(lesson.sharing),
        named=lesson.named,
    )
