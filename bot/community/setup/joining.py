"""Two people who turn out to be one: everything of the second becomes the first's."""

from typing import Any

from sqlalchemy import Column, delete, select, update
from sqlalchemy.orm import Session

import bot.store.catalogue  # noqa: F401 - so that no table is forgotten
from bot.community.models import Account, Membership, Person
from bot.digests.letters.belongings import join_digests
from bot.introductions.belongings import join_introductions
from bot.store import Base, UnitOfWork


def join_people(unit: UnitOfWork, kept: Person, other: Person) -> None:
    """Give all that refers to `other` to `kept`, then remove `other`.

    What they said of themselves stays: a switched-off capture, and that they want to be named to
    those who ask, and paired. Roles, offers and introductions that both had are kept once.
    """
    session = unit.session
    kept.capture_off = kept.capture_off or other.capture_off
    kept.helps = kept.helps or other.helps
    kept.pairs = kept.pairs or other.pairs
    roles = session.scalars(select(Membership).where(Membership.person_id == kept.id))
    had = {(membership.community_id, membership.role) for membership in roles}
    for membership in session.scalars(select(Membership).where(Membership.person_id == other.id)):
        if (membership.community_id, membership.role) in had:
            session.delete(membership)
    unit.flush()
    join_introductions(unit, kept, other)
    join_digests(unit, kept, other)
    person_id = Base.metadata.tables["person"].c.id
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if any(key.column is person_id for key in column.foreign_keys):
                _drop_what_both_have(session, column, kept.id, other.id)
                session.execute(update(table).where(column == other.id).values({column: kept.id}))
    session.execute(delete(Person).where(Person.id == other.id))
    session.expire_all()


def _drop_what_both_have(
    session: Session, column: Column[Any], kept_id: int, other_id: int
) -> None:
    """Remove the rows that would be there twice, where a person is part of a table's key."""
    rest = [one for one in column.table.primary_key if one is not column]
    if not column.primary_key or not rest:
        return
    theirs = column.table.alias()
    had = [theirs.c[one.name] == one for one in rest]
    both = select(theirs).where(theirs.c[column.name] == kept_id, *had).exists()
    session.execute(delete(column.table).where(column == other_id, both))


def person_of_accounts(unit: UnitOfWork, accounts: list[Account]) -> tuple[Person | None, int]:
    """Return the one person of these accounts (None: no accounts), and how many were joined."""
    people = list({account.person_id: account.person for account in accounts}.values())
    for other in people[1:]:
        join_people(unit, people[0], other)
    return (people[0] if people else None), max(0, len(people) - 1)
