"""Who else backs a lesson: accounts of the same by others, and the hubs that used it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.capture.models import Contribution
from bot.community.models import Person
from bot.lessons.evidence import backing, settled
from bot.lessons.history import changes_of, note
from bot.lessons.models import Evidence, Lesson, LessonAccount, LessonUse
from bot.store import UnitOfWork


@dataclass(frozen=True, slots=True)
class Backing:
    """In numbers: other hubs that used it, those it did not fit, and accounts of the same."""

    used: int
    unfit: int
    accounts: int


def account_of(session: Session, contribution_id: int) -> LessonAccount | None:
    """Return the account that a message is of another's lesson."""
    return session.get(LessonAccount, contribution_id)


def accounts_of(session: Session, lesson_id: int) -> list[LessonAccount]:
    """Return the accounts of the same lesson that still stand, oldest first."""
    rows = (
        select(LessonAccount)
        .join(Contribution, Contribution.id == LessonAccount.contribution_id)
        .where(LessonAccount.lesson_id == lesson_id, Contribution.deleted_at.is_(None))
        .order_by(LessonAccount.at, LessonAccount.contribution_id)
    )
    return list(session.scalars(rows))


def uses_of(session: Session, lesson_id: int) -> list[LessonUse]:
    """Return what hubs said of using a lesson, the newest first."""
    rows = select(LessonUse).where(LessonUse.lesson_id == lesson_id)
    return list(session.scalars(rows.order_by(LessonUse.at.desc(), LessonUse.id.desc())))


def backing_of(session: Session, lesson: Lesson) -> Backing:
    """Count who backs a lesson. The hub that it is from is never counted."""
    uses, source = uses_of(session, lesson.id), lesson.contribution.hub_id
    return Backing(
        used=len(backing(source, (one.hub_id for one in uses if one.fitted), ())),
        unfit=len(backing(source, (one.hub_id for one in uses if not one.fitted), ())),
        accounts=session.scalar(select(func.count()).where(LessonAccount.lesson_id == lesson.id))
        or 0,
    )


def add_account(
    unit: UnitOfWork,
    lesson: Lesson,
    message: Contribution,
    words: str,
    by: Person | None,
    now: datetime,
) -> None:
    """Keep a message as another account of a lesson; sent once more, its words are the newer."""
    row = account_of(unit.session, message.id)
    if row is None:
        row = LessonAccount(contribution_id=message.id)
        unit.session.add(row)
    row.lesson_id, row.words, row.at = lesson.id, words, now
    row.person_id = by.id if by else None
    unit.flush()
    note(unit, lesson, "account_added", by, now, contribution=message.id)
    settle(unit, lesson, now)


def settle(unit: UnitOfWork, lesson: Lesson, now: datetime) -> None:
    """Bring a lesson's evidence up to date with the hubs that back it."""
    used = [one.hub_id for one in uses_of(unit.session, lesson.id) if one.fitted]
    told = [one.contribution.hub_id for one in accounts_of(unit.session, lesson.id)]
    hubs = len(backing(lesson.contribution.hub_id, used, told))
    before = Evidence(lesson.evidence)
    after = settled(before, hubs, by_machine=_raised_by_machine(unit.session, lesson))
    if after is not before:
        lesson.evidence = after
        note(unit, lesson, "evidence_counted", None, now, fields=["evidence"], hubs=hubs)


def _raised_by_machine(session: Session, lesson: Lesson) -> bool:
    said = (one for one in changes_of(session, lesson.id) if "evidence" in one.fields)
    last = next(said, None)
    return last is not None and last.what == "evidence_counted"
