"""Asks people whose answer helped, once ever, whether they may be named; and takes their answer.

The job that follows questions up does it, so that nobody is written to out of hours.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.capture.models import Contribution
from bot.cards import Answer, Replace
from bot.community.caller import ensure_person
from bot.community.models import Person
from bot.community.reaching import account_to_tell
from bot.community.service.helping import set_helps
from bot.community.service.people import belongs
from bot.delivery.models import OutboxRow
from bot.delivery.outbox import account_destination, post
from bot.events import ButtonPressed
from bot.privacy.models import AuditEntry
from bot.questions.experience.cards import ANSWER, YES, answered_card, may_i_name_card
from bot.questions.models import AnsweredQuestion, SavedAsking
from bot.router import Router, Turn
from bot.schedules.working import WorkingCalendar
from bot.store import Database, UnitOfWork

WITHIN = timedelta(days=14)
"""Nobody is asked about an answer that helped longer ago than this."""


def ask_who_helped(database: Database, calendar: WorkingCalendar, now: datetime) -> None:
    """Ask the people whose answers were marked, or saved an asking, whether they may be named.

    Each once ever, and only when people are at work. Not who turned the switch before, either way,
    who is not captured, who no longer belongs to the community, or who answered themselves.
    """
    if not calendar.is_open(now):
        return
    with database.read() as unit:
        helped = [one.id for one in _helped(unit.session, now - WITHIN) if _may_ask(unit, one)]
    for answer_id in helped:
        with database.write() as unit:
            answer = unit.session.get_one(Contribution, answer_id)
            if _may_ask(unit, answer):
                _ask(unit, answer, now)
                unit.commit()


def _helped(session: Session, since: datetime) -> Iterator[Contribution]:
    """Yield the answers that helped somebody else."""
    marked = select(AnsweredQuestion.answer_id, Contribution.author_id).join(
        Contribution, Contribution.id == AnsweredQuestion.question_id
    )
    saved = select(SavedAsking.answer_id, SavedAsking.person_id)
    pairs = [
        *session.execute(marked.where(AnsweredQuestion.at > since)),
        *session.execute(saved.where(SavedAsking.at > since, SavedAsking.answer_id.is_not(None))),
    ]
    for answer_id, asker_id in pairs:
        answer = session.get_one(Contribution, answer_id)
        if answer.author_id is not None and answer.author_id != asker_id:
            yield answer


def _may_ask(unit: UnitOfWork, answer: Contribution) -> bool:
    person = answer.author
    if person is None or person.helps or person.capture_off:
        return False
    if answer.origin != "chat" or answer.deleted_at is not None:
        return False
    asked = select(OutboxRow.id).where(OutboxRow.key == _key(person))
    turned = select(AuditEntry.id).where(
        AuditEntry.subject == f"person:{person.id}",
        AuditEntry.action.in_(("helps.on", "helps.off")),
    )
    return (
        unit.session.scalar(asked) is None
        and unit.session.scalar(turned.limit(1)) is None
        and belongs(unit.session, person.id, answer.community_id)
    )


def _key(person: Person) -> str:
    return f"may-i-name:{person.id}"


def _ask(unit: UnitOfWork, answer: Contribution, now: datetime) -> None:
    assert answer.author is not None  # noqa: S101 - as asked for
    account = account_to_tell(unit.session, answer.author.id, answer)
    if account is not None:
        place = account_destination(unit, account)
        post(unit, place, may_i_name_card(), key=_key(answer.author), now=now)


def _answer(turn: Turn, pressed: ButtonPressed) -> Answer:
    person = ensure_person(turn.unit, turn.caller.who)
    named = pressed.value == YES
    set_helps(turn.unit, person, named, by=person, now=turn.now)
    return Replace(answered_card(named))


def register(router: Router) -> None:
    """Register the answer; it is always about the caller, whatever the button carries."""
    router.button(ANSWER, _answer)
