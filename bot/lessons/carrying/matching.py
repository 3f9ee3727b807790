"""Which lessons of past programmes answer what a community asks or struggles with.

A lesson is carried over only to a need that somebody there put into words: so what only the past
programme had to do with (matching children between agencies, say) stays where it was learned.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.capture.models import Contribution, ContributionVector, Kind
from bot.lessons.models import LIVING, STANDING, Lesson
from bot.questions.lookup import EarlierAnswers
from bot.store import UnitOfWork

NEAR = 0.60
"""With MiniLM, on the sample: 7 of 28 lessons that fit are carried, and none that does not fit.

At .57, one in eleven is on another issue and one on what only adoption does; docs have the table.
"""
NEEDS = (Kind.QUESTION, Kind.CHALLENGE)


@dataclass(frozen=True, slots=True)
class Carried:
    """A message of a past programme that is a lesson, and the need that it answers best.

    `lesson` is what was made of it, None for one that nobody tagged.
    """

    message: Contribution
    lesson: Lesson | None
    need: Contribution
    closeness: float

    @property
    def checked(self) -> bool:
        """Say whether a facilitator has checked it."""
        return self.lesson is not None and self.lesson.status in STANDING


def carried(
    unit: UnitOfWork, lookup: EarlierAnswers, past: Collection[int], community_id: int
) -> list[Carried]:
    """Return the lessons of past communities that answer a need of this one, nearest first."""
    found = []
    for message, lesson, vector in _lessons(unit.session, lookup.embedder, past):
        near = lookup.near(unit.session, vector, {community_id})
        needs = _needs(unit.session, [key for key, cosine in near.items() if cosine >= NEAR])
        if needs:
            need = max(needs, key=lambda one: near[one.id])
            found.append(Carried(message, lesson, need, near[need.id]))
    return sorted(found, key=lambda one: (not one.checked, -one.closeness))


def _lessons(
    session: Session, embedder: str, past: Collection[int]
) -> Sequence[tuple[Contribution, Lesson | None, bytes]]:
    """Return what was learned there and may be passed on: none that was declined or is over."""
    rows = session.execute(
        select(Contribution, Lesson, ContributionVector.vector)
        .join(ContributionVector, ContributionVector.contribution_id == Contribution.id)
        .outerjoin(Lesson, Lesson.contribution_id == Contribution.id)
        .where(
            Contribution.community_id.in_(past),
            Contribution.kind == Kind.LESSON,
            Contribution.deleted_at.is_(None),
            Contribution.same_as_id.is_(None),
            ContributionVector.embedder == embedder,
            or_(Lesson.id.is_(None), Lesson.status.in_(LIVING)),
        )
        .order_by(Contribution.id)
    )
    return [(message, lesson, vector) for message, lesson, vector in rows]


def _needs(session: Session, keys: Sequence[int]) -> Sequence[Contribution]:
    return session.scalars(
        select(Contribution).where(
            Contribution.id.in_(keys),
            Contribution.kind.in_(NEEDS),
            Contribution.deleted_at.is_(None),
            Contribution.thread == Contribution.message_id,
        )
    ).all()
