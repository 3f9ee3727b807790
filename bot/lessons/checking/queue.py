"""What waits for a facilitator: lessons to check, and messages that look like one. Reads only."""

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from bot.capture.models import Contribution, Kind
from bot.community.models import Membership, Person
from bot.lessons.models import LIVING, Lesson, LessonAccount, NotALesson, Status
from bot.lessons.telling import MEMBERS

MOST_OTHERS = 50


def waiting(session: Session, community_id: int) -> list[Lesson]:
    """Return a community's lessons that nobody has checked yet, oldest first."""
    rows = (
        select(Lesson)
        .join(Contribution, Contribution.id == Lesson.contribution_id)
        .where(
            Contribution.community_id == community_id,
            Contribution.deleted_at.is_(None),
            Lesson.status == Status.CAPTURED,
        )
        .order_by(Lesson.tagged_at, Lesson.id)
    )
    return list(session.scalars(rows))


def after(session: Session, community_id: int, lesson: Lesson | None) -> Lesson | None:
    """Return the lesson to check after this one, from the first again after the last."""
    every = waiting(session, community_id)
    if lesson is None:
        return every[0] if every else None
    at = (lesson.tagged_at, lesson.id)
    later = [one for one in every if (one.tagged_at, one.id) > at]
    return next(iter([*later, *every]), None)


def looks_like_lessons(session: Session, community_id: int, most: int) -> list[Contribution]:
    """Return messages that are surely lessons but were not saved as one, the newest first.

    The recogniser was sure, or somebody marked them and filled in no form. Cross-posts come once,
    and what a facilitator said is no lesson does not come back.
    """
    saved = exists().where(Lesson.contribution_id == Contribution.id)
    told = exists().where(LessonAccount.contribution_id == Contribution.id)
    refused = exists().where(NotALesson.contribution_id == Contribution.id)
    rows = (
        select(Contribution)
        .where(
            Contribution.community_id == community_id,
            Contribution.kind == Kind.LESSON,
            Contribution.deleted_at.is_(None),
            Contribution.same_as_id.is_(None),
            ~or_(saved, told, refused),
        )
        .order_by(Contribution.posted_at.desc(), Contribution.id.desc())
        .limit(most)
    )
    return list(session.scalars(rows))


def others(session: Session, lesson: Lesson) -> list[Lesson]:
    """Return the other living lessons of its community, the newest first."""
    rows = (
        select(Lesson)
        .join(Contribution, Contribution.id == Lesson.contribution_id)
        .where(
            Contribution.community_id == lesson.contribution.community_id,
            Contribution.deleted_at.is_(None),
            Lesson.status.in_(LIVING),
            Lesson.id != lesson.id,
        )
        .order_by(Lesson.tagged_at.desc(), Lesson.id.desc())
        .limit(MOST_OTHERS)
    )
    return list(session.scalars(rows))


def may_own(session: Session, community_id: int) -> list[Person]:
    """Return who may own a lesson of the community: its members, by name."""
    there = select(Membership.person_id).where(
        Membership.community_id == community_id, Membership.role.in_(MEMBERS)
    )
    rows = select(Person).where(Person.id.in_(there), Person.name != "")
    return list(session.scalars(rows.order_by(Person.name, Person.id)))
