"""What can be done with lessons: save one of a message, change it, forget it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, select

from bot.capture import service as capture
from bot.capture.models import Contribution, Kind
from bot.community.models import Person
from bot.lessons.models import Lesson
from bot.privacy.audit import record
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


def lesson_of(unit: UnitOfWork, contribution_id: int) -> Lesson | None:
    """Return the lesson made of a message."""
    return unit.session.scalar(select(Lesson).where(Lesson.contribution_id == contribution_id))


def save_lesson(
    unit: UnitOfWork, contribution: Contribution, told: Told, by: Person | None, now: datetime
) -> Lesson:
    """Save a lesson made of a message, or change it; a checked one has to be checked again."""
    lesson = lesson_of(unit, contribution.id)
    if lesson is None:
        tagged_by = by.id if by else None
        lesson = Lesson(contribution_id=contribution.id, tagged_by_id=tagged_by, tagged_at=now)
        unit.session.add(lesson)
    lesson.what_happened = told.what_happened
    lesson.recommendation = told.recommendation
    lesson.worked = told.worked
    lesson.sharing = str(told.sharing)
    lesson.named = told.named
    lesson.status = "captured"
    unit.flush()
    if contribution.kind is not Kind.LESSON:
        capture.correct_kind(unit, contribution, Kind.LESSON, by, now)
    record(
        unit,
        by=by,
        action="lesson.saved",
        subject=f"lesson:{lesson.id}",
        now=now,
        contribution=contribution.id,
        sharing=lesson.sharing,
        named=lesson.named,
    )
    return lesson


def forget_lesson(unit: UnitOfWork, contribution_id: int) -> None:
    """Drop the lesson made of a message: its words are the message's."""
    unit.session.execute(delete(Lesson).where(Lesson.contribution_id == contribution_id))


def told_by(lesson: Lesson) -> Told:
    """Return what a lesson says, as its form holds it."""
    return Told(
        what_happened=lesson.what_happened,
        recommendation=lesson.recommendation,
        worked=lesson.worked,
        sharing=Sharing(lesson.sharing),
        named=lesson.named,
    )
