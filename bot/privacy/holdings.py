"""What is held about a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from bot.capture.models import Contribution, Kind
from bot.community.models import Account, Person
from bot.lessons.models import Lesson
from bot.store import UnitOfWork


@dataclass(frozen=True, slots=True)
class Kept:
    """A message that is kept, as its author sees it."""

    kind: Kind
    text: str
    posted_at: datetime
    permalink: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Holdings:
    """In numbers: accounts, messages by kind, and lessons the person tagged."""

    accounts: Sequence[Account]
    messages: dict[Kind, int]
    lessons: int

    @property
    def total(self) -> int:
        """Return how many messages are kept."""
        return sum(self.messages.values())


def holdings_of(unit: UnitOfWork, person: Person) -> Holdings:
    """Count what is held about a person."""
    kinds = unit.session.execute(
        select(Contribution.kind, func.count())
        .where(Contribution.author_id == person.id, Contribution.deleted_at.is_(None))
        .group_by(Contribution.kind)
    )
    lessons = select(func.count(Lesson.id)).where(Lesson.tagged_by_id == person.id)
    accounts = select(Account).where(Account.person_id == person.id)
    return Holdings(
        accounts=unit.session.scalars(accounts.order_by(Account.id)).all(),
        messages={kind: count for kind, count in kinds},  # noqa: C416 - rows are not pairs
        lessons=unit.session.scalar(lessons) or 0,
    )


def kept_of(unit: UnitOfWork, person: Person, *, most: int, skip: int = 0) -> list[Kept]:
    """Return a person's messages, newest first."""
    rows = unit.session.scalars(
        select(Contribution)
        .where(Contribution.author_id == person.id, Contribution.deleted_at.is_(None))
        .order_by(Contribution.posted_at.desc(), Contribution.id.desc())
        .limit(most)
        .offset(skip)
    )
    return [Kept(row.kind, row.text, row.posted_at, row.permalink) for row in rows]
