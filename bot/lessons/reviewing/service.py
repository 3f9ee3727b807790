"""What an owner, or a facilitator, says of a checked lesson. Nothing here commits."""

from datetime import date, datetime

from bot.community.models import Person
from bot.lessons.checking.service import in_months
from bot.lessons.history import note
from bot.lessons.models import Lesson, Status
from bot.store import UnitOfWork

USUAL_MONTHS = 6


def still_right(unit: UnitOfWork, lesson: Lesson, today: date, by: Person, now: datetime) -> None:
    """Say that a lesson still holds; it is looked at again in six months."""
    lesson.review_on = in_months(today, USUAL_MONTHS)
    note(unit, lesson, "still_right", by, now, fields=["review_on"])


def out_of_date(unit: UnitOfWork, lesson: Lesson, by: Person, now: datetime) -> None:
    """Say that a lesson no longer holds: it is shown to nobody until somebody approves it anew."""
    was, lesson.status = lesson.status, Status.OUT_OF_DATE
    note(unit, lesson, "out_of_date", by, now, was=was)


def choose_owner(
    unit: UnitOfWork, lesson: Lesson, owner: Person, review_on: date, by: Person, now: datetime
) -> None:
    """Have somebody look after a lesson."""
    lesson.owner_id, lesson.review_on = owner.id, review_on
    note(unit, lesson, "owner_chosen", by, now, fields=["owner", "review_on"])


def owner_left(unit: UnitOfWork, lesson: Lesson, now: datetime) -> None:
    """Note that who looked after a lesson is no member of its community any more."""
    lesson.owner_id = None
    note(unit, lesson, "owner_left", None, now, fields=["owner"])
