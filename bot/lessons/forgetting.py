"""Lets go of what lessons hold of people: when a person is forgotten, and when time is over."""

from collections.abc import Callable, Collection, Iterator
from datetime import datetime

from sqlalchemy import ColumnElement, delete, or_, select, update

from bot.capture.models import Contribution
from bot.community.models import Person
from bot.lessons.guide.erasing import take_out
from bot.lessons.models import (
    STANDING,
    Lesson,
    LessonAccount,
    LessonChange,
    LessonUse,
    NotALesson,
)
from bot.store import UnitOfWork
from bot.store.base import Base

WORDS: dict[type[Base], tuple[str, ...]] = {
    Lesson: (
        "title",
        "what_happened",
        "recommendation",
        "why",
        "early_signs",
        "applies_when",
        "not_when",
        "decline_reason",
    ),
    LessonAccount: ("words",),
    LessonUse: ("words",),
    LessonChange: ("words",),
}
"""Where people's words stand, by table."""


def forget_lessons(unit: UnitOfWork, person: Person) -> tuple[int, list[str]]:
    """Remove a person's lessons and accounts, and what they said of others' lessons.

    Lessons are theirs that they saved, or that were made of their messages. Returns how many those
    were, and the words of all that was removed.
    """
    session = unit.session
    wrote = select(Contribution.id).where(Contribution.author_id == person.id).scalar_subquery()
    mine: dict[type[Base], ColumnElement[bool]] = {
        Lesson: or_(Lesson.tagged_by_id == person.id, Lesson.contribution_id.in_(wrote)),
        LessonAccount: or_(
            LessonAccount.person_id == person.id, LessonAccount.contribution_id.in_(wrote)
        ),
        LessonUse: LessonUse.person_id == person.id,
    }
    removed: list[str] = []
    lessons = 0
    for table, theirs in mine.items():
        rows = session.scalars(select(table).where(theirs)).all()
        lessons += len(rows) if table is Lesson else 0
        take_out(unit, [row.id for row in rows if isinstance(row, Lesson)])
        for row in rows:
            removed += _words_of(row)
            session.delete(row)
        unit.flush()
    removed += _forget_what_they_said(unit, person)
    session.execute(delete(NotALesson).where(NotALesson.contribution_id.in_(wrote)))
    return lessons, removed


def _forget_what_they_said(unit: UnitOfWork, person: Person) -> list[str]:
    """Take a person's words out of the history, and the reasons for which they declined lessons."""
    said = unit.session.scalars(select(LessonChange).where(LessonChange.by_id == person.id)).all()
    declined = {one.lesson_id for one in said if one.what == "declined"}
    words = [one.words for one in said if one.words]
    for change in said:
        change.words = ""
    for lesson in unit.session.scalars(select(Lesson).where(Lesson.id.in_(declined))):
        lesson.decline_reason = ""
    return words


def _words_of(row: Base) -> Iterator[str]:
    yield from (getattr(row, name) for name in WORDS[type(row)] if getattr(row, name))


def remove_quotations(unit: UnitOfWork, without: Callable[[str], str]) -> None:
    """Take quotations out of what others wrote in lessons; `without` leaves other words be."""
    for table, names in WORDS.items():
        for row in unit.session.scalars(select(table)):
            for name in names:
                said = getattr(row, name)
                if said and (left := without(said)) != said:
                    setattr(row, name, left)


def let_go_of_old(unit: UnitOfWork, messages: Collection[int]) -> None:
    """Remove what was made of messages whose time is over; checked lessons stand for themselves."""
    unchecked = Lesson.contribution_id.in_(messages), Lesson.status.not_in(STANDING)
    take_out(unit, unit.session.scalars(select(Lesson.id).where(*unchecked)).all())
    for table, which in (
        (Lesson, Lesson.status.not_in(STANDING)),
        (LessonAccount, LessonAccount.contribution_id.is_not(None)),
        (NotALesson, NotALesson.contribution_id.is_not(None)),
    ):
        unit.session.execute(delete(table).where(table.contribution_id.in_(messages), which))


def tidy_words(unit: UnitOfWork, before: datetime) -> None:
    """Empty what was said of lessons before a time: uses and history stay, without words."""
    for table in (LessonUse, LessonChange):
        old = update(table).where(table.at < before, table.words != "")
        unit.session.execute(old.values(words=""))
