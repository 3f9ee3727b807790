"""Offers, introductions and pairs of people who turn out to be one, or who are forgotten."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, delete, or_, select, update

from bot.community.models import Person
from bot.delivery.models import OutboxRow
from bot.introductions.models import Introduction, Pair
from bot.introductions.subjects import QUESTION
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
