"""A person's digest when two people are one, are parted again, or somebody is forgotten."""

from datetime import datetime

from sqlalchemy import delete, func, select, update

from bot.community.models import Person
from bot.digests.letters.models import DigestIssue, DigestSetting
from bot.digests.letters.readers import PERSON, Reader
from bot.digests.letters.taking_back import forget_person_in_digests
from bot.store import UnitOfWork


def forget_digests(unit: UnitOfWork, person: Person, now: datetime) -> None:
    """Remove when a person got the digest and what it told, and take them out of others' digests.

    The messages themselves go with all that was sent to them.
    """
    forget_person_in_digests(unit, person.id, now)
    theirs = DigestIssue.reader == _reader(person)
    unit.session.execute(delete(DigestIssue).where(theirs))
    unit.session.execute(delete(DigestSetting).where(DigestSetting.person_id == person.id))


def join_digests(unit: UnitOfWork, kept: Person, other: Person) -> None:
    """Give `kept` what `other` chose and was told; where both chose, or both were told, `kept`'s.

    So nobody gets two digests of one week.
    """
    settings = select(DigestSetting.id).where(DigestSetting.person_id == kept.id)
    if unit.session.scalar(settings) is not None:
        unit.session.execute(delete(DigestSetting).where(DigestSetting.person_id == other.id))
    had = select(DigestIssue.period).where(DigestIssue.reader == _reader(kept))
    twice = DigestIssue.reader == _reader(other), DigestIssue.period.in_(had)
    unit.session.execute(delete(DigestIssue).where(*twice))
    theirs = update(DigestIssue).where(DigestIssue.reader == _reader(other))
    unit.session.execute(theirs.values(reader=_reader(kept)))


def part_digests(unit: UnitOfWork, person: Person, apart: Person, now: datetime) -> None:
    """Have the parted person's digests begin with the next week: this one's was sent to both."""
    latest = select(func.max(DigestIssue.period)).where(DigestIssue.reader == _reader(person))
    period = unit.session.scalar(latest)
    if period is not None:
        unit.session.add(DigestIssue(reader=_reader(apart), period=period, at=now))
        unit.flush()


def _reader(person: Person) -> str:
    return Reader(PERSON, person.id).key
