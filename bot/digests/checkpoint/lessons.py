"""What is working: lessons that worked, were checked, and may be shared with the department."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.capture.models import Contribution
from bot.capture.redaction import redact
from bot.digests.snapshot import Held, WorkingLine
from bot.lessons.models import LIVING, STANDING, Evidence, Lesson
from bot.lessons.service import Sharing
from bot.lessons.wording import EVIDENCE
from bot.themes.unattributed import Names
from bot.words import count

MOST = 3
SHARED = (Sharing.DEPARTMENT, Sharing.PUBLIC)


def what_works(
    session: Session, community_id: int, names: Names, told: Collection[int]
) -> tuple[tuple[WorkingLine, ...], list[Held]]:
    """Return lessons not `told` of before, the newest first, and what is held of them.

    Who shared a lesson agreed to that level of sharing; the hub is never named.
    """
    lessons = session.scalars(
        select(Lesson)
        .join(Contribution, Contribution.id == Lesson.contribution_id)
        .where(
            Contribution.community_id == community_id,
            Contribution.deleted_at.is_(None),
            Lesson.status.in_(LIVING),
            Lesson.worked,
            Lesson.sharing.in_(SHARED),
            Lesson.id.not_in(told),
        )
        .order_by(Lesson.tagged_at.desc(), Lesson.id.desc())
    ).all()
    checked = [lesson for lesson in lessons if lesson.status in STANDING]
    lines = tuple(_line(lesson, names) for lesson in checked[:MOST])
    return lines, _held(len(lessons) - len(checked), len(checked) - len(lines))


def _line(lesson: Lesson, names: Names) -> WorkingLine:
    words = names.hide(redact(lesson.recommendation).text)
    return WorkingLine(
        lesson_id=lesson.id, words=words, evidence=EVIDENCE[Evidence(lesson.evidence)]
    )


def _held(unchecked: int, beyond: int) -> list[Held]:
    held = []
    if unchecked:
        what = count(unchecked, "lesson that worked", "lessons that worked")
        held.append(Held(what=what, why="Shared with the department, but not checked yet."))
    if beyond:
        what = count(beyond, "more checked lesson")
        held.append(Held(what=what, why=f"A summary tells of {MOST}; the next tells of these."))
    return held
