"""Lessons that others tagged in the reader's communities."""

from sqlalchemy import select

from bot.capture.models import Contribution
from bot.digests.letters.composing import Item
from bot.digests.letters.gathering.scope import Scope
from bot.digests.letters.items import Learned, lesson_item
from bot.lessons.models import LIVING, STANDING, Lesson

READ = 12


def lesson_items(scope: Scope) -> list[Item]:
    """Return the lessons of this time, the newest first; not those of the reader's own making."""
    own = scope.person.id if scope.person else None
    rows = scope.unit.session.scalars(
        select(Lesson)
        .join(Contribution, Contribution.id == Lesson.contribution_id)
        .where(
            Contribution.community_id.in_(scope.communities),
            Contribution.deleted_at.is_(None),
            Contribution.author_id.is_distinct_from(own),
            Lesson.tagged_by_id.is_distinct_from(own),
            Lesson.recommendation != "",
            Lesson.status.in_(LIVING),
            Lesson.tagged_at > scope.since,
            Lesson.tagged_at <= scope.until,
        )
        .order_by(Lesson.tagged_at.desc(), Lesson.id.desc())
        .limit(READ)
    )
    return [lesson_item(_learned(scope, lesson)) for lesson in rows]


def _learned(scope: Scope, lesson: Lesson) -> Learned:
    message = lesson.contribution
    return Learned(
        id=lesson.id,
        message_id=message.id,
        advice=lesson.recommendation,
        worked=lesson.worked,
        hub=message.hub.name if message.hub else "",
        on=lesson.tagged_at.astimezone(scope.zone).date(),
        checked=lesson.status in STANDING,
        link=message.permalink,
    )
