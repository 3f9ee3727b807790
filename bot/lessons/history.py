"""The history of a lesson: what was done to it, by whom and when."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.community.models import Person
from bot.lessons.models import Lesson, LessonChange
from bot.privacy.audit import record
from bot.store import UnitOfWork


def note(
    unit: UnitOfWork,
    lesson: Lesson,
    what: str,
    by: Person | None,
    now: datetime,
    *,
    fields: Sequence[str] = (),
    was: str | None = None,
    words: str = "",
    **detail: str | int | float | bool | None,
) -> LessonChange:
    """Write down what was done to a lesson, here and in the audit log (which holds no words).

    `was` is its status before, where that changed; `detail` is for the audit log alone.
    """
    change = LessonChange(
        lesson_id=lesson.id,
        at=now,
        by_id=by.id if by else None,
        what=what,
        fields=list(fields),
        was=was or lesson.status,
        became=lesson.status,
        words=words,
    )
    unit.session.add(change)
    unit.flush()
    subject = f"lesson:{lesson.id}"
    record(unit, by=by, action=f"lesson.{what}", subject=subject, now=now, **detail)
    return change


def changes_of(session: Session, lesson_id: int) -> list[LessonChange]:
    """Return all that was done to a lesson, the newest first."""
    rows = select(LessonChange).where(LessonChange.lesson_id == lesson_id)
    return list(session.scalars(rows.order_by(LessonChange.id.desc())))


def latest(session: Session, lesson_id: int, what: str) -> LessonChange | None:
    """Return the last time that this was done to a lesson."""
    return session.scalar(
        select(LessonChange)
        .where(LessonChange.lesson_id == lesson_id, LessonChange.what == what)
        .order_by(LessonChange.id.desc())
        .limit(1)
    )
