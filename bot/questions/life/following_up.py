"""The job that asks askers once whether they were answered, and thanks those who answered.

Only in working hours. Each card has a unit of work of its own and a key that is used once, so that
a job that is stopped half way goes on where it was.
"""

import logging
import traceback
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from bot.capture.models import Contribution
from bot.community.models import Account
from bot.delivery.models import OutboxRow
from bot.delivery.outbox import account_destination, post
from bot.privacy.audit import record
from bot.questions.life.cards import asked_card, thanks_card
from bot.questions.life.changing import held_life
from bot.questions.life.gathering import gather_lives
from bot.questions.life.reaching import account_of, communities_of
from bot.questions.life.reading import unasked
from bot.questions.life.showing import asking_key
from bot.questions.life.viewing import asked, replies_shown
from bot.questions.models import AnsweredQuestion, QuestionLife, QuestionState
from bot.schedules.working import WorkingCalendar
from bot.store import Database, UnitOfWork

log = logging.getLogger(__name__)
ASK_AFTER, LET_BE_AFTER = 3, 10
"""Working days: an asker is asked after the first, and no longer asked after the second."""
ONE_A_DAY = timedelta(hours=20)
"""So long a person is left in peace who was asked about another question."""
THANK_WITHIN = timedelta(days=14)


def follow_up(database: Database, calendar: WorkingCalendar, now: datetime) -> None:
    """Ask and thank whoever is to be, if people are at work; cross-posts have one life first.

    One that fails does not hold up the others; they are raised together at the end, so that the
    run is tried again. Raises ExceptionGroup.
    """
    gather_lives(database)
    if not calendar.is_open(now):
        return
    with database.read() as unit:
        due = [one.id for one in _due(unit.session, calendar, now)]
        marked = _to_thank(unit.session, now)
    faults = [
        *_each(database, due, lambda unit, one: ask_asker(unit, one, calendar, now)),
        *_each(database, marked, lambda unit, one: thank(unit, one, now)),
    ]
    if faults:
        raise ExceptionGroup("some people could not be written to", faults)


def _each(
    database: Database, ids: Iterable[int], work: Callable[[UnitOfWork, int], None]
) -> list[Exception]:
    faults: list[Exception] = []
    for one in ids:
        try:
            with database.write() as unit:
                work(unit, one)
                unit.commit()
        except Exception as error:  # noqa: BLE001 - raised above, once the others have had theirs
            places = "".join(traceback.format_tb(error.__traceback__))
            log.error("Question %d not followed up: %s\n%s", one, type(error).__name__, places)
            faults.append(error)
    return faults


def _due(session: Session, calendar: WorkingCalendar, now: datetime) -> list[Contribution]:
    """Return the questions whose askers are to be asked now: of each person one, the oldest."""
    earliest = now - timedelta(days=2 * LET_BE_AFTER)
    found: dict[int | None, Contribution] = {}
    for question in unasked(session, earliest, now - timedelta(days=ASK_AFTER)):
        days = calendar.days_between(question.posted_at, now)
        if question.author_id in found or not ASK_AFTER <= days < LET_BE_AFTER:
            continue
        if _asker(session, question, now) is not None:
            found[question.author_id] = question
    return list(found.values())


def _asker(session: Session, question: Contribution, now: datetime) -> Account | None:
    """Return whom to ask; None when they are no longer members, or are to be left in peace."""
    person = question.author
    if person is None or question.community_id not in communities_of(session, person):
        return None
    asked_about = aliased(Contribution)
    lately = (
        select(QuestionLife.question_id)
        .join(asked_about, asked_about.id == QuestionLife.question_id)
        .where(asked_about.author_id == person.id, QuestionLife.asker_asked_at > now - ONE_A_DAY)
    )
    if session.scalar(lately.limit(1)) is not None:
        return None
    return account_of(session, person, question)


def ask_asker(unit: UnitOfWork, question_id: int, calendar: WorkingCalendar, now: datetime) -> None:
    """Ask the asker of a question whether it was answered, if that is still to be done."""
    question = unit.session.get_one(Contribution, question_id)
    life, _ = held_life(unit, question)
    account = _asker(unit.session, question, now)
    asked_before = life.asker_asked_at is not None
    if asked_before or life.state is not QuestionState.OPEN or question.deleted_at or not account:
        return
    theirs = communities_of(unit.session, account.person)
    replies = replies_shown(unit.session, question, theirs, calendar.zone)
    card = asked_card(asked(question, calendar.zone), replies)
    post(unit, account_destination(unit, account), card, key=asking_key(question_id), now=now)
    life.asker_asked_at = now
    subject = f"contribution:{question_id}"
    record(unit, by=None, action="question.asker_asked", subject=subject, now=now)


def _to_thank(session: Session, now: datetime) -> list[int]:
    """Return the questions whose answers were marked of late and not thanked for yet."""
    marks = select(AnsweredQuestion).where(AnsweredQuestion.at > now - THANK_WITHIN)
    found = {_thanks_key(session, one): one for one in session.scalars(marks)}
    done = set(session.scalars(select(OutboxRow.key).where(OutboxRow.key.in_(found))))
    left = (mark for key, mark in found.items() if key not in done)
    return sorted(mark.question_id for mark in left if _answerer(session, mark) is not None)


def _thanks_key(session: Session, mark: AnsweredQuestion) -> str:
    """Return the key of the thanks for an answer to an asker: the same for each cross-post."""
    asker_id = session.get_one(Contribution, mark.question_id).author_id
    return f"answer-thanked:{mark.answer_id}:{asker_id}"


def _answerer(session: Session, mark: AnsweredQuestion) -> Account | None:
    """Return whom to thank; nobody is thanked who asked, or said so, themselves."""
    answer = session.get_one(Contribution, mark.answer_id)
    question = session.get_one(Contribution, mark.question_id)
    if answer.deleted_at is not None or answer.author_id in (question.author_id, mark.by_id):
        return None
    return account_of(session, answer.author, answer)


def thank(unit: UnitOfWork, question_id: int, now: datetime) -> None:
    """Thank who answered a question, once an answer, if that is still to be done."""
    question = unit.session.get_one(Contribution, question_id)
    _, mark = held_life(unit, question)
    account = _answerer(unit.session, mark) if mark else None
    if mark is None or account is None:
        return
    answer = unit.session.get_one(Contribution, mark.answer_id)
    fellow = question.community_id in communities_of(unit.session, account.person)
    helped = question.author.name if fellow and question.author else ""
    card, key = thanks_card(helped, answer.text, answer.permalink), _thanks_key(unit.session, mark)
    post(unit, account_destination(unit, account), card, key=key, now=now)
