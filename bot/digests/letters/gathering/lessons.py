"""Lessons that others tagged in the reader's communities."""

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from bot.capture.models import Contribution
from bot.digests.letters.composing import Item
from bot.digests.letters.gathering.scope import Scope
from bot.digests.letters.items import Learned, lesson_item
from bot.lessons.models import Lesson
from bot.themes.models import ThemeMembership
from bot.themes.numbers import same_thread

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
        id=message.id,
        advice=lesson.recommendation,
        worked=lesson.worked,
        hub=message.hub.name if message.hub else "",
        on=lesson.tagged_at.astimezone(scope.zone).date(),
        theme_id=theme_of(scope.unit.session, message),
        link=message.permalink,
    )


def theme_of(session: Session, message: Contribution) -> int | None:
    """Return the theme of the thread that a message is in, if it has one."""
    head = aliased(Contribution)
    return session.scalar(
        select(ThemeMembership.theme_id)
        .join(head, head.id == ThemeMembership.contribution_id)
        .join(Contribution, same_thread(head))
        .where(Contribution.id == message.id)
        .limit(1)
    )
