"""Ranks lessons by what facilitators wrote for the guide: why, early signs, when to use them.

No index holds these words: lessons are few, beside messages.
"""

from collections.abc import Collection, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.lessons.models import LIVING, Lesson

ADDED = (Lesson.why, Lesson.early_signs, Lesson.applies_when, Lesson.not_when)
TOLD = (Lesson.recommendation, Lesson.what_happened)


def by_what_was_added(session: Session, words: Collection[str], most: int) -> Sequence[int]:
    """Return the messages of lessons that have all these words, one at least of those added.

    Whether they may be shown is for the caller to see: a join with messages would go through them.
    """
    if not words:
        return []
    has = {
        word: [column.icontains(word, autoescape=True) for column in (*ADDED, *TOLD)]
        for word in words
    }
    query = (
        select(Lesson.contribution_id)
        .where(Lesson.status.in_(LIVING))
        .where(or_(*(one for found in has.values() for one in found[: len(ADDED)])))
        .where(*(or_(*found) for found in has.values()))
        .order_by(Lesson.id.desc())
        .limit(most)
    )
    return session.scalars(query).all()


def told_of(lesson: Lesson) -> Sequence[str]:
    """Return what is told of a lesson beside its recommendation."""
    return [getattr(lesson, column.key) for column in (Lesson.what_happened, *ADDED)]
