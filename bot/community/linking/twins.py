"""Messages posted on two platforms, when their authors turn out to be one person, or two."""

from bisect import bisect_left, bisect_right

from sqlalchemy import select, update
from sqlalchemy.orm import aliased

from bot.capture.models import Contribution
from bot.capture.understanding import TWIN_WITHIN
from bot.community.models import Person
from bot.store import UnitOfWork


def look_for_twins(unit: UnitOfWork, kept: Person, other: Person) -> None:
    """Have what `other` said looked at anew where it may repeat something that `kept` said."""
    times = sorted(
        unit.session.scalars(
            select(Contribution.posted_at).where(
                Contribution.author_id == kept.id, Contribution.deleted_at.is_(None)
            )
        )
    )
    said = unit.session.execute(
        select(Contribution.id, Contribution.posted_at).where(
            Contribution.author_id == other.id,
            Contribution.deleted_at.is_(None),
            Contribution.same_as_id.is_(None),
        )
    )
    near = [
        row.id
        for row in said
        if bisect_right(times, row.posted_at + TWIN_WITHIN)
        > bisect_left(times, row.posted_at - TWIN_WITHIN)
    ]
    again = update(Contribution).where(Contribution.id.in_(near))
    unit.session.execute(again.values(understood_by=None))


def part_twins(unit: UnitOfWork, one: Person, other: Person) -> None:
    """Count messages of two people each for itself again."""
    first = aliased(Contribution)
    pairs = (
        select(Contribution.id)
        .join(first, first.id == Contribution.same_as_id)
        .where(Contribution.author_id.in_((one.id, other.id)))
        .where(Contribution.author_id != first.author_id)
    )
    parted = unit.session.scalars(pairs).all()
    again = update(Contribution).where(Contribution.id.in_(parted))
    unit.session.execute(again.values(same_as_id=None, understood_by=None))
