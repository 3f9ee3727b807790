"""What of a compiled version still stands: lessons change and are taken back after it was made."""

from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.capture.models import Contribution
from bot.lessons.guide.document import Entry
from bot.lessons.models import LIVING, Lesson
from bot.lessons.service import Sharing

WIDTH = tuple(Sharing)


class Standing:
    """Returns an entry no wider than its lesson is shared now; None when it no longer stands.

    A lesson that is being changed stays as it was checked, until it is checked again.
    """

    def __init__(self, session: Session, lessons: Collection[int]) -> None:
        """Read how these lessons are now."""
        rows = session.execute(
            select(Lesson.id, Lesson.sharing, Lesson.named)
            .join(Contribution, Contribution.id == Lesson.contribution_id)
            .where(
                Lesson.id.in_(lessons),
                Lesson.status.in_(LIVING),
                Contribution.deleted_at.is_(None),
            )
        )
        self._now = {key: (Sharing(sharing), named) for key, sharing, named in rows}

    def __call__(self, entry: Entry) -> Entry | None:
        """Return the entry as it may be read now."""
        if entry.lesson_id not in self._now:
            return None
        sharing, named = self._now[entry.lesson_id]
        narrower = min(sharing, entry.sharing, key=WIDTH.index)
        return replace(entry, sharing=narrower, named=entry.named and named)
