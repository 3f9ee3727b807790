"""The daily job: reminds owners, finds those who left, and brings evidence up to date.

Each lesson has a unit of work of its own. What is said has a key of its own, so that a run that is
repeated says nothing twice.
"""

from collections import defaultdict
from datetime import date, datetime

from sqlalchemy import select

from bot.lessons.backing import settle
from bot.lessons.models import Evidence, Lesson
from bot.lessons.reviewing.cards import ownerless_card, review_card
from bot.lessons.reviewing.queue import owned, reminder_of, reviewed_now
from bot.lessons.reviewing.service import owner_left
from bot.lessons.telling import still_here, tell_facilitators, tell_person
from bot.schedules.working import WorkingCalendar
from bot.store import Database, UnitOfWork

LAST = 2
"""Owners are reminded so often."""


def review_lessons(database: Database, calendar: WorkingCalendar, now: datetime) -> None:
    """Do what is due, in working hours only: out of them, the next working day does it."""
    _settle_evidence(database, now)
    if not calendar.is_open(now):
        return
    _look_for_owners(database, now)
    today = now.astimezone(calendar.zone).date()
    with database.read() as unit:
        every = [one.id for one in reviewed_now(unit.session, today)]
    for lesson_id in every:
        with database.write() as unit:
            _remind(unit, unit.session.get(Lesson, lesson_id), today, now)
            unit.commit()


def _remind(unit: UnitOfWork, lesson: Lesson | None, today: date, now: datetime) -> None:
    if lesson is None or lesson.review_on is None or lesson.owner_id is None:
        return
    number = reminder_of(lesson.review_on, today)
    if 1 <= number <= LAST:
        card = review_card(lesson, again=number == LAST)
        key = f"lesson-review:{lesson.id}:{lesson.review_on}:{number}"
        tell_person(unit, lesson.owner_id, lesson.contribution, card, key=key, now=now)


def _look_for_owners(database: Database, now: datetime) -> None:
    """Note the owners who left, and ask each community's facilitators once for new ones."""
    with database.write() as unit:
        lost: dict[int, list[Lesson]] = defaultdict(list)
        for lesson in owned(unit.session):
            community_id = lesson.contribution.community_id
            if not still_here(unit.session, lesson.owner_id, community_id):
                owner_left(unit, lesson, now)
                lost[community_id].append(lesson)
        for community_id, lessons in lost.items():
            key = f"lesson-owners:{community_id}:{now:%Y-%m-%dT%H:%M:%S}"
            tell_facilitators(unit, community_id, ownerless_card(lessons), key=key, now=now)
        unit.commit()


def _settle_evidence(database: Database, now: datetime) -> None:
    """Lower evidence that accounts and uses no longer carry, as their people were forgotten."""
    with database.write() as unit:
        repeated = select(Lesson).where(Lesson.evidence == Evidence.REPEATED)
        for lesson in unit.session.scalars(repeated).all():
            settle(unit, lesson, now)
        unit.commit()
