"""Lessons of the sample conversation, as hubs would tag and a facilitator would check them."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.capture.models import Contribution
from bot.community.models import Membership, Person, Role
from bot.lessons.models import Evidence, Lesson, Stage, Status
from bot.lessons.service import Sharing
from bot.store import UnitOfWork

Record = Mapping[str, Any]
"""A lesson of the sample: message, what_happened, why, recommendation, stage and evidence."""

CHECKED_AFTER = timedelta(days=14)
"""Newer ones wait for the facilitator."""
REVIEWED_AFTER = timedelta(days=182)
SUSTAIN = "sustain-and-exit"
FAILED = frozenset(
    "m0002 m0003 m0041 m0097 m0125 m0239 m0308 m0545 m0560 m0587 m0980".split()  # noqa: SIM905
)
"""Those that tell of what did not work; the sample's records do not say."""


def tag_sample_lessons(unit: UnitOfWork, records: Sequence[Record], now: datetime) -> int:
    """Tag the sample's messages that are lessons, once they were said; return how many are new."""
    wanted = {record["message"]: record for record in records}
    said = unit.session.scalars(
        select(Contribution).where(
            Contribution.message_id.in_(wanted),
            Contribution.deleted_at.is_(None),
            Contribution.id.not_in(select(Lesson.contribution_id)),
        )
    ).all()
    for message in said:
        checker = _facilitator(unit.session, message.community_id)
        unit.session.add(_lesson(message, wanted[message.message_id], checker, now))
    return len(said)


def _facilitator(session: Session, community_id: int) -> Person | None:
    return session.scalar(
        select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.community_id == community_id, Membership.role == Role.FACILITATOR)
        .order_by(Person.id)
        .limit(1)
    )


def _lesson(message: Contribution, record: Record, checker: Person | None, now: datetime) -> Lesson:
    lesson = Lesson(
        contribution_id=message.id,
        what_happened=record["what_happened"],
        recommendation=record["recommendation"],
        worked=record["message"] not in FAILED,
        sharing=str(Sharing.PUBLIC),
        tagged_by_id=message.author_id,
        tagged_at=message.posted_at,
    )
    if now - message.posted_at >= CHECKED_AFTER and checker is not None:
        _check(lesson, record, checker, message.posted_at + timedelta(days=3))
    return lesson


def _check(lesson: Lesson, record: Record, checker: Person, at: datetime) -> None:
    lesson.status = Status.CHECKED
    stage = Stage.SUSTAIN if record["stage"] == SUSTAIN else Stage(record["stage"])
    lesson.why, lesson.stage = record["why"], stage
    lesson.evidence = Evidence(record["evidence"])
    lesson.checked_by_id, lesson.checked_at = checker.id, at
    lesson.owner_id, lesson.review_on = lesson.tagged_by_id, (at + REVIEWED_AFTER).date()
