"""Tells the author what a facilitator asks or decided, and the facilitators what they reply."""

from datetime import datetime

from bot.cards import Card
from bot.community.models import Person
from bot.lessons.checking.cards import declined_card, question_card, reply_card
from bot.lessons.history import latest, note
from bot.lessons.models import Lesson, LessonChange
from bot.lessons.telling import author_of, saved_by, tell_facilitators, tell_person
from bot.store import UnitOfWork


def ask_author(
    unit: UnitOfWork, lesson: Lesson, question: str, by: Person, now: datetime, *, nonce: str
) -> bool:
    """Ask the author in private, once a nonce. False: they can't be reached, and nothing is noted.

    When nobody is known to have written it, the person who saved it is asked.
    """
    card = question_card(lesson, question, by.name)
    key = f"lesson-asked:{lesson.id}:{nonce}"
    if not _tell(unit, author_of(lesson), lesson, card, key, now):
        return False
    note(unit, lesson, "asked", by, now, words=question)
    return True


def reply(
    unit: UnitOfWork, lesson: Lesson, asked: LessonChange, words: str, by: Person, now: datetime
) -> None:
    """Carry the author's reply to the facilitators' channel, else to who asked."""
    replied = note(unit, lesson, "replied", by, now, words=words)
    card = reply_card(lesson, asked.words, words, by.name)
    key = f"lesson-replied:{replied.id}"
    community_id = lesson.contribution.community_id
    if not tell_facilitators(unit, community_id, card, key=key, now=now):
        _tell(unit, asked.by_id, lesson, card, key, now)


def tell_declined(unit: UnitOfWork, lesson: Lesson, now: datetime) -> None:
    """Tell who saved a lesson that it was declined and why, once each time it is.

    Not the facilitator who declined a lesson of their own.
    """
    declined = latest(unit.session, lesson.id, "declined")
    person_id = saved_by(lesson)
    if declined is not None and person_id != declined.by_id:
        key = f"lesson-declined:{declined.id}"
        _tell(unit, person_id, lesson, declined_card(lesson), key, now)


def _tell(
    unit: UnitOfWork, person_id: int | None, lesson: Lesson, card: Card, key: str, now: datetime
) -> bool:
    if person_id is None:
        return False
    return tell_person(unit, person_id, lesson.contribution, card, key=key, now=now)
