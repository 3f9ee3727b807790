"""Offers, introductions and pairs when two people are one, or somebody, or a question, is gone."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, delete, or_, select, update

from bot.community.models import Person
from bot.delivery.models import OutboxRow
from bot.delivery.outbox import revise, withdraw
from bot.introductions.cards.introducing import apart_card, together_card
from bot.introductions.models import Introduction, Pair
from bot.introductions.subjects import QUESTION, Subject
from bot.introductions.who import who
from bot.questions.models import OfferOfHelp
from bot.store import UnitOfWork


def forget_introductions(unit: UnitOfWork, person: Person) -> None:
    """Remove all that a person offered, with whom they were or were to be in touch, and the cards.

    The cards name them to others.
    """
    session = unit.session
    keys: list[str] = []
    for offer in session.scalars(select(OfferOfHelp).where(OfferOfHelp.person_id == person.id)):
        keys.append(f"help-offer:{QUESTION}:{offer.question_id}:{person.id}")
        session.delete(offer)
    for row in session.scalars(select(Introduction).where(_of(Introduction, person))):
        keys += [f"introduction{what}:{row.id}" for what in ("", "-wish", "-none")]
        session.delete(row)
    for pair in session.scalars(select(Pair).where(_of(Pair, person))):
        keys.append(f"pair:{pair.id}")
        session.delete(pair)
    asked = update(Introduction).where(Introduction.asked_by_id == person.id)
    session.execute(asked.values(asked_by_id=None))
    for key in keys:
        of_it = or_(OutboxRow.key == key, OutboxRow.key.startswith(f"{key}:"))
        session.execute(delete(OutboxRow).where(of_it))


def forget_question(unit: UnitOfWork, question_id: int, now: datetime) -> None:
    """Take a question that was erased out of offers and introductions, and its words out of chat.

    Who was introduced over it stays so.
    """
    about = f"{QUESTION}:{question_id}"
    for offer in unit.session.scalars(
        select(OfferOfHelp).where(OfferOfHelp.question_id == question_id)
    ):
        _withdraw(unit, f"help-offer:{about}:{offer.person_id}", now)
        unit.session.delete(offer)
    for row in unit.session.scalars(select(Introduction).where(Introduction.about == about)):
        for person_id in (row.first_id, row.second_id):
            _withdraw(unit, f"introduction-wish:{row.id}:{person_id}", now)
        if row.made_at is None:
            unit.session.delete(row)
        else:
            _reword(unit, row, now)
    unit.flush()


def _withdraw(unit: UnitOfWork, key: str, now: datetime) -> None:
    withdraw(unit, key, key=f"gone:{key}", now=now)


def _reword(unit: UnitOfWork, row: Introduction, now: datetime) -> None:
    """Say whom somebody was introduced to without the question's words."""
    subject, key = Subject(row.about), f"introduction:{row.id}"
    one, other = (who(unit.session.get_one(Person, each)) for each in (row.first_id, row.second_id))
    cards = {
        key: together_card(one, other, subject),
        f"{key}:{row.first_id}": apart_card(other, subject, None),
        f"{key}:{row.second_id}": apart_card(one, subject, None),
    }
    for of_key, card in cards.items():
        revise(unit, of_key, card, key=f"gone:{of_key}", now=now)


def join_introductions(unit: UnitOfWork, kept: Person, other: Person) -> None:
    """Remove of `other` what `kept` has too, and what was between the two, before they are one."""
    theirs = select(OfferOfHelp.question_id).where(OfferOfHelp.person_id == kept.id)
    twice = OfferOfHelp.person_id == other.id, OfferOfHelp.question_id.in_(theirs)
    unit.session.execute(delete(OfferOfHelp).where(*twice))
    introductions = unit.session.scalars(select(Introduction).where(_of(Introduction, kept, other)))
    _drop_twins(unit, kept, other, {row: row.about for row in introductions})
    pairs = unit.session.scalars(select(Pair).where(_of(Pair, kept, other)))
    _drop_twins(unit, kept, other, {row: f"{row.community_id}:{row.month}" for row in pairs})
    unit.flush()


def _of(table: type[Introduction] | type[Pair], *people: Person) -> ColumnElement[bool]:
    ids = [person.id for person in people]
    return or_(table.first_id.in_(ids), table.second_id.in_(ids))


def _drop_twins(
    unit: UnitOfWork, kept: Person, other: Person, rows: Mapping[Introduction | Pair, str]
) -> None:
    """Of rows with the same partner over the same, keep one: what `kept` had."""
    seen: set[tuple[int, str]] = set()
    for row, over in sorted(rows.items(), key=lambda item: other.id in _two(item[0])):
        partners = _two(row) - {kept.id, other.id}
        known = {(partner, over) for partner in partners}
        if not partners or known & seen:
            unit.session.delete(row)
        seen |= known


def _two(row: Introduction | Pair) -> set[int]:
    return {row.first_id, row.second_id}
