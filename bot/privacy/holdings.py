"""What is held about a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, or_, select

from bot.capture.models import Contribution, Kind
from bot.community.models import Account, Person
from bot.introductions.models import Introduction, Pair
from bot.lessons.models import Lesson
from bot.questions.models import OfferOfHelp
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
    """In numbers: accounts, messages by kind, lessons they tagged, offers of help, introductions.

    Introductions are those to one person, asked for or agreed to, and monthly pairs.
    """

    accounts: Sequence[Account]
    messages: dict[Kind, int]
    lessons: int
    offers: int
    introductions: int

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
    offers = select(func.count()).where(OfferOfHelp.person_id == person.id)
    accounts = select(Account).where(Account.person_id == person.id)
    return Holdings(
        accounts=unit.session.scalars(accounts.order_by(Account.id)).all(),
        messages={kind: count for kind, count in kinds},  # noqa: C416 - rows are not pairs
        lessons=unit.session.scalar(lessons) or 0,
        offers=unit.session.scalar(offers) or 0,
        introductions=sum(unit.session.scalar(met) or 0 for met in _meetings(person)),
    )


def _meetings(person: Person) -> tuple[Select[int], ...]:
    return tuple(
        select(func.count(row.id)).where(or_(row.first_id == person.id, row.second_id == person.id))
        for row in (Introduction, Pair)
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
