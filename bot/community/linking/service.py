"""Links accounts that are one person's, and unlinks them. Nothing here commits."""

from datetime import datetime
from typing import Literal

from sqlalchemy import delete, select

from bot.community.linking.belongings import (
    before,
    count_in_own_hub,
    part_messages,
    part_names,
    part_roles,
    roles_held,
    share_hub,
)
from bot.community.linking.twins import look_for_twins, part_twins
from bot.community.models import Account, AccountLink, Person
from bot.community.setup.joining import join_people
from bot.digests.letters.belongings import part_digests
from bot.privacy.audit import record
from bot.store import UnitOfWork

How = Literal["email", "code"]


def accounts_of(unit: UnitOfWork, person: Person) -> list[Account]:
    """Return a person's accounts, the oldest first."""
    query = select(Account).where(Account.person_id == person.id).order_by(Account.id)
    return list(unit.session.scalars(query))


def in_one_organisation(unit: UnitOfWork, one: Account, other: Account) -> bool:
    """Say whether their people have accounts on the same platform and organisation.

    Such accounts are not linked: what was said there could not be told apart again.
    """
    places = [
        {(each.platform, each.tenant) for each in accounts_of(unit, account.person)}
        for account in (one, other)
    ]
    return bool(places[0] & places[1])


def link(unit: UnitOfWork, one: Account, other: Account, how: How, now: datetime) -> Person:
    """Make the people of two accounts one, and return them: the one known longer is kept.

    What each was before is remembered, so that they can be parted. A switched-off capture stays.
    """
    kept, gone = sorted((one.person, other.person), key=lambda person: person.id)
    _remember(unit, kept, how, now)
    _remember(unit, gone, how, now)
    kept.name = kept.name or gone.name
    kept.hub = kept.hub or gone.hub
    unit.flush()
    share_hub(unit, kept, gone)
    look_for_twins(unit, kept, gone)
    record(
        unit,
        by=kept if how == "code" else None,
        action="accounts.linked",
        subject=f"person:{kept.id}",
        now=now,
        how=how,
        account=one.id,
        other=other.id,
    )
    join_people(unit, kept, gone)
    return kept


def _remember(unit: UnitOfWork, person: Person, how: How, now: datetime) -> None:
    roles = [[community, str(role)] for community, role in sorted(roles_held(unit, person))]
    for account in accounts_of(unit, person):
        if unit.session.get(AccountLink, account.id) is None:
            unit.session.add(
                AccountLink(
                    account_id=account.id,
                    name=person.name,
                    hub_id=person.hub_id,
                    roles=roles,
                    how=how,
                    at=now,
                )
            )
    unit.flush()


def unlink(unit: UnitOfWork, account: Account, now: datetime) -> Person:
    """Make one of several accounts of a person a person of its own, and return them.

    Each has again what was theirs before; roles given since stay with the others. Capture that is
    switched off stays off for both, and neither is named to those who ask, or paired. They are
    never linked by e-mail address again.
    """
    person = account.person
    others = [one for one in accounts_of(unit, person) if one.id != account.id]
    shared_hub_id = person.hub_id
    were = before(unit, account, others)
    apart = Person(name=person.name, hub_id=shared_hub_id, capture_off=person.capture_off)
    person.helps = person.pairs = False  # which of the two agreed is not known
    unit.session.add(apart)
    part_names(person, apart, were)
    unit.flush()
    part_roles(unit, person, apart, were)
    if not any((one.platform, one.tenant) == (account.platform, account.tenant) for one in others):
        part_messages(unit, account, person, apart)
    for author in (person, apart):
        count_in_own_hub(unit, author, shared_hub_id)
    part_twins(unit, person, apart)
    part_digests(unit, person, apart, now)
    account.person_id = apart.id
    for one in (account, *others):
        one.keep_apart = True
    _forget_before(unit, account, others)
    record(
        unit,
        by=person,
        action="accounts.unlinked",
        subject=f"person:{person.id}",
        now=now,
        account=account.id,
        apart=apart.id,
    )
    unit.flush()
    unit.session.expire_all()
    return apart


def _forget_before(unit: UnitOfWork, account: Account, others: list[Account]) -> None:
    """Forget what accounts were before they were linked, where they stand alone now."""
    alone = [account.id, *(one.id for one in others if len(others) == 1)]
    unit.session.execute(delete(AccountLink).where(AccountLink.account_id.in_(alone)))
