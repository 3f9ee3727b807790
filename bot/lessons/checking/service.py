"""What a facilitator does with a lesson. Each is written into its history; nothing here commits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, update

from bot.capture.models import Contribution
from bot.community.models import Person
from bot.lessons.backing import add_account, settle
from bot.lessons.history import note
from bot.lessons.models import (
    Evidence,
    Lesson,
    LessonAccount,
    LessonUse,
    NotALesson,
    Stage,
    Status,
)
from bot.store import UnitOfWork

MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Approval:
    """What approving a lesson settles."""

    stage: Stage
    evidence: Evidence
    owner_id: int
    review_on: date


def in_months(day: date, months: int) -> date:
    """Return the same day of a later month, or its last day: 31 August, 6 on, is 28 February."""
    years, month = divmod(day.month - 1 + months, MONTHS_A_YEAR)
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + years, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def approve(
    unit: UnitOfWork, lesson: Lesson, approval: Approval, by: Person, now: datetime
) -> None:
    """Say that a lesson is checked. It may now leave the network, as widely as it is shared."""
    was, lesson.status = lesson.status, Status.CHECKED
    changed = ["owner", "review_on"]
    for name in ("stage", "evidence"):
        if getattr(lesson, name) != getattr(approval, name):
            setattr(lesson, name, getattr(approval, name))
            changed.append(name)
    lesson.owner_id, lesson.review_on = approval.owner_id, approval.review_on
    lesson.checked_by_id, lesson.checked_at, lesson.decline_reason = by.id, now, ""
    note(unit, lesson, "approved", by, now, fields=changed, was=was)
    settle(unit, lesson, now)


def edit(
    unit: UnitOfWork, lesson: Lesson, values: Mapping[str, object], by: Person, now: datetime
) -> list[str]:
    """Put these values in place, as a facilitator; it stays checked. Return what was changed."""
    changed = [name for name, value in values.items() if getattr(lesson, name) != value]
    for name in changed:
        setattr(lesson, name, values[name])
    if changed:
        note(unit, lesson, "edited", by, now, fields=changed)
        settle(unit, lesson, now)
    return changed


def decline(unit: UnitOfWork, lesson: Lesson, reason: str, by: Person, now: datetime) -> None:
    """Take a lesson out: it is shown to nobody as one. Its message stays."""
    was, lesson.status = lesson.status, Status.DECLINED
    lesson.decline_reason = reason
    note(unit, lesson, "declined", by, now, was=was, words=reason)


def merge(unit: UnitOfWork, lesson: Lesson, into: Lesson, by: Person, now: datetime) -> None:
    """Make a lesson another account of `into`, with all its own accounts and uses.

    The account ends with what it recommended. Of a hub that used both, one use counts.
    """
    session = unit.session
    moved = update(LessonAccount).where(LessonAccount.lesson_id == lesson.id)
    session.execute(moved.values(lesson_id=into.id))
    known = set(session.scalars(select(LessonUse.hub_id).where(LessonUse.lesson_id == into.id)))
    for use in session.scalars(select(LessonUse).where(LessonUse.lesson_id == lesson.id)).all():
        if use.hub_id is None or use.hub_id not in known:
            use.lesson_id = into.id
    message, words = lesson.contribution, f"{lesson.what_happened}\n{lesson.recommendation}"
    teller = session.get(Person, lesson.tagged_by_id) if lesson.tagged_by_id else None
    unit.flush()
    session.delete(lesson)
    unit.flush()
    note(unit, into, "merged", by, now, contribution=message.id)
    add_account(unit, into, message, words, teller, now)


def refuse(unit: UnitOfWork, message: Contribution, by: Person, now: datetime) -> None:
    """Say that a message is no lesson, though it looks like one."""
    if unit.session.get(NotALesson, message.id) is None:
        unit.session.add(NotALesson(contribution_id=message.id, by_id=by.id, at=now))
        unit.flush()
