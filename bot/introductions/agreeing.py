"""An introduction from the wish to it being made: once, when both have agreed. Nothing commits.

Who asks has agreed; so has who offered to help with the question, or lets themselves be named to
those who ask. Anybody else is asked in private, and whatever they say, nobody else is told of it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

from sqlalchemy import ColumnElement, and_, or_, select

from bot.community.models import Person
from bot.community.reaching import account_to_tell
from bot.delivery.outbox import account_destination, post
from bot.introductions.cards import introducing as cards
from bot.introductions.models import Introduction
from bot.introductions.reaching import Cards, Meeting, bring_together
from bot.introductions.subjects import ASK, QUESTION, Subject, find_subject
from bot.introductions.who import fellows_among, who
from bot.privacy.audit import record
from bot.questions.models import OfferOfHelp
from bot.store import UnitOfWork
from bot.words import number_in

SOON = timedelta(days=7)
"""Two people are introduced over what one asked in private no sooner again than this."""


class Outcome(Enum):
    """What came of it. ASKED: somebody is to say yes first, and may have said not now before.

    NOT_NOW is only for who said so.
    """

    MADE = auto()
    ASKED = auto()
    BEFORE = auto()
    NOT_NOW = auto()
    GONE = auto()


@dataclass(frozen=True, slots=True)
class Wish:
    """That two people be introduced: over what, in which community, and who asks for it."""

    subject: Subject
    community_id: int
    people: tuple[Person, Person]
    by: Person


def ask_for(unit: UnitOfWork, meeting: Meeting, wish: Wish, now: datetime) -> Outcome:
    """Introduce two people if both have agreed; else ask who has not, once."""
    if _was_soon(unit, wish, now):
        return Outcome.BEFORE
    row = _held(unit, wish, now)
    if row.made_at is not None:
        return Outcome.BEFORE
    for person in wish.people:
        if _has_agreed(unit, person, wish):
            _note_agreed(row, person.id, now)
    if _both_agreed(row):
        _make(unit, meeting, row, wish.subject, now)
        return Outcome.MADE
    for person, other in (wish.people, wish.people[::-1]):
        if _agreed_at(row, person.id) is None:
            _ask(unit, row, person, other, wish, now)
    return Outcome.ASKED


def agree(
    unit: UnitOfWork, meeting: Meeting, introduction_id: int, person: Person, now: datetime
) -> Outcome:
    """Note that one of the two agrees, and introduce them if both have."""
    row = _held_again(unit, introduction_id, person)
    subject = find_subject(unit.session, row.about) if row else None
    if row is None or subject is None or not _both_may(unit, row):
        return Outcome.GONE
    if row.made_at is not None:
        return Outcome.BEFORE
    _note_agreed(row, person.id, now)
    if not _both_agreed(row):
        return Outcome.ASKED
    _make(unit, meeting, row, subject, now)
    return Outcome.MADE


def not_now(unit: UnitOfWork, introduction_id: int, person: Person, now: datetime) -> Outcome:
    """Note that one of the two does not want it now."""
    row = _held_again(unit, introduction_id, person)
    if row is None:
        return Outcome.GONE
    if row.made_at is not None:
        return Outcome.BEFORE
    row.declined_at = now
    unit.flush()
    return Outcome.NOT_NOW


def _held(unit: UnitOfWork, wish: Wish, now: datetime) -> Introduction:
    """Return the introduction of these two over this, begun now if it was not.

    Nobody else changes it until this unit of work ends.
    """
    first, second = sorted(wish.people, key=lambda person: person.id)
    unit.alone_with(_lock(first.id, second.id))
    about = Introduction.about == wish.subject.about
    row = unit.session.scalar(select(Introduction).where(_between(first.id, second.id), about))
    if row is None:
        row = Introduction(
            community_id=wish.community_id,
            first_id=first.id,
            second_id=second.id,
            about=wish.subject.about,
            asked_by_id=wish.by.id,
            asked_at=now,
        )
        unit.session.add(row)
        unit.flush()
        subject = f"introduction:{row.id}"
        record(unit, by=wish.by, action="introduction.asked", subject=subject, now=now)
    return row


def _held_again(unit: UnitOfWork, introduction_id: int, person: Person) -> Introduction | None:
    """Return an introduction that a person is one of the two of, held as above."""
    row = unit.session.get(Introduction, introduction_id)
    if row is None or person.id not in (row.first_id, row.second_id):
        return None
    unit.alone_with(_lock(row.first_id, row.second_id))
    unit.session.refresh(row)
    return row


def _lock(one_id: int, other_id: int) -> str:
    return "introduction:{}:{}".format(*sorted((one_id, other_id)))


def _between(one_id: int, other_id: int) -> ColumnElement[bool]:
    return or_(
        and_(Introduction.first_id == one_id, Introduction.second_id == other_id),
        and_(Introduction.first_id == other_id, Introduction.second_id == one_id),
    )


def _was_soon(unit: UnitOfWork, wish: Wish, now: datetime) -> bool:
    """Say whether they were introduced just now over what was asked in private."""
    if not wish.subject.about.startswith(ASK):
        return False
    lately = select(Introduction.id).where(
        _between(*(person.id for person in wish.people)),
        Introduction.about.startswith(ASK),
        Introduction.made_at > now - SOON,
    )
    return unit.session.scalar(lately.limit(1)) is not None


def _has_agreed(unit: UnitOfWork, person: Person, wish: Wish) -> bool:
    if person.id == wish.by.id or person.helps:
        return True
    kind, _, name = wish.subject.about.partition(":")
    offer = (number_in(name), person.id) if kind == QUESTION else None
    return offer is not None and unit.session.get(OfferOfHelp, offer) is not None


def _note_agreed(row: Introduction, person_id: int, now: datetime) -> None:
    if person_id == row.first_id:
        row.first_agreed_at = row.first_agreed_at or now
    else:
        row.second_agreed_at = row.second_agreed_at or now


def _agreed_at(row: Introduction, person_id: int) -> datetime | None:
    return row.first_agreed_at if person_id == row.first_id else row.second_agreed_at


def _both_agreed(row: Introduction) -> bool:
    return row.first_agreed_at is not None and row.second_agreed_at is not None


def _both_may(unit: UnitOfWork, row: Introduction) -> bool:
    """Say whether both still belong to the community; over a private asking, as they did then."""
    people = {row.first_id, row.second_id}
    if row.about.startswith(ASK):
        return True
    return fellows_among(unit.session, people, [row.community_id]) == people


def _ask(
    unit: UnitOfWork, row: Introduction, person: Person, other: Person, wish: Wish, now: datetime
) -> None:
    """Ask somebody in private, once, whether they want to be introduced."""
    account = account_to_tell(unit.session, person.id, wish.subject.question)
    if account is None:
        return
    proposed = "" if wish.by.id == other.id else who(wish.by).name
    card = cards.wish_card(who(other), wish.subject, row.id, proposed_by=proposed)
    key = f"introduction-wish:{row.id}:{person.id}"
    post(unit, account_destination(unit, account), card, key=key, now=now)


def _make(
    unit: UnitOfWork, meeting: Meeting, row: Introduction, subject: Subject, now: datetime
) -> None:
    """Introduce the two, now that both have agreed."""
    row.made_at, row.declined_at = now, None
    one = unit.session.get_one(Person, row.first_id)
    other = unit.session.get_one(Person, row.second_id)
    if subject.asker is not None and subject.asker.id == other.id:
        one, other = other, one
    said = Cards(
        together=cards.together_card(who(one), who(other), subject),
        thread=cards.thread_card(who(one), who(other)) if subject.asker == one else None,
        apart=lambda _, met, chat: cards.apart_card(who(met), subject, chat),
    )
    key = f"introduction:{row.id}"
    question = subject.question
    bring_together(unit, meeting, (one, other), said, question=question, key=key, now=now)
    record(unit, by=None, action="introduction.made", subject=key, now=now)
    unit.flush()
