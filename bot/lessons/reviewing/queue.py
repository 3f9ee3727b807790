"""Which checked lessons are due: for a reminder, for the facilitators, or for a new owner."""

from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.capture.models import Contribution
from bot.community.models import Community, Programme
from bot.lessons.models import STANDING, Lesson

AGAIN = timedelta(days=14)
"""The owner is reminded twice, so long apart; then the lesson is the facilitators' to look at."""


def reminder_of(review_on: date, today: date) -> int:
    """Return which reminder is due: 0 none yet, 1, 2, and 3 when it is the facilitators' turn."""
    late = today - review_on
    return 0 if late < timedelta(0) else min(3, late // AGAIN + 1)


def due(session: Session, community_id: int, today: date) -> list[Lesson]:
    """Return a community's lessons that facilitators have to look at, those due longest first.

    Their owner was reminded twice, or they have none.
    """
    rows = (
        select(Lesson)
        .join(Contribution, Contribution.id == Lesson.contribution_id)
        .where(
            Contribution.community_id == community_id,
            Contribution.deleted_at.is_(None),
            Lesson.status.in_(STANDING),
            or_(Lesson.owner_id.is_(None), Lesson.review_on <= today - 2 * AGAIN),
        )
        .order_by(Lesson.review_on, Lesson.id)
    )
    return list(session.scalars(rows))


def reviewed_now(session: Session, today: date) -> list[Lesson]:
    """Return the checked lessons of running programmes whose review date has come."""
    rows = (
        select(Lesson)
        .join(Contribution, Contribution.id == Lesson.contribution_id)
        .join(Community, Community.id == Contribution.community_id)
        .join(Programme, Programme.id == Community.programme_id)
        .where(
            Lesson.status.in_(STANDING),
            Contribution.deleted_at.is_(None),
            ~Programme.past,
            Lesson.review_on <= today,
        )
        .order_by(Lesson.id)
    )
    return list(session.scalars(rows))


def owned(session: Session) -> list[Lesson]:
    """Return the checked lessons of running programmes that somebody looks after."""
    rows = (
        select(Lesson)
        .join(Contribution, Contribution.id == Lesson.contribution_id)
        .join(Community, Community.id == Contribution.community_id)
        .join(Programme, Programme.id == Community.programme_id)
        .where(
            Lesson.status.in_(STANDING),
            Contribution.deleted_at.is_(None),
            ~Programme.past,
            Lesson.owner_id.is_not(None),
        )
        .order_by(Lesson.id)
    )
    return list(session.scalars(rows))
