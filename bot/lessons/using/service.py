"""Keeps what a hub says of using a lesson, and brings the lesson's evidence up to date."""

from datetime import datetime

from sqlalchemy import ColumnElement, select

from bot.community.models import Person
from bot.lessons.backing import settle
from bot.lessons.models import Lesson, LessonUse
from bot.store import UnitOfWork


def say_used(
    unit: UnitOfWork,
    lesson: Lesson,
    person: Person,
    community_id: int,
    *,
    fitted: bool,
    words: str,
    now: datetime,
) -> LessonUse:
    """Keep what a person's hub says of a lesson, in place of what it said before.

    One at a time for a lesson, so that a hub has one word on it.
    """
    unit.alone_with(f"lesson-use:{lesson.id}")
    use = unit.session.scalar(select(LessonUse).where(_same(lesson, person)))
    if use is None:
        use = LessonUse(lesson_id=lesson.id, hub_id=person.hub_id)
        unit.session.add(use)
    use.person_id, use.community_id = person.id, community_id
    use.fitted, use.words, use.at = fitted, words, now
    unit.flush()
    settle(unit, lesson, now)
    return use


def _same(lesson: Lesson, person: Person) -> ColumnElement[bool]:
    """Match the word of the person's hub; of a person without one, their own."""
    here = LessonUse.lesson_id == lesson.id
    if person.hub_id is not None:
        return here & (LessonUse.hub_id == person.hub_id)
    return here & LessonUse.hub_id.is_(None) & (LessonUse.person_id == person.id)
