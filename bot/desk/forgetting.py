"""Lets go of what the desk holds of a person who is to be forgotten."""

from sqlalchemy import delete, select, update

from bot.community.models import Account, Person
from bot.delivery.models import OutboxRow
from bot.desk.models import DeskSnooze
from bot.desk.writing import letters_of
from bot.store import UnitOfWork


def forget_at_desk(unit: UnitOfWork, person: Person) -> None:
    """Remove what the person wrote to hubs, and that it was they who put something off.

    What they put off stays so.
    """
    accounts = select(Account.id).where(Account.person_id == person.id)
    for account_id in unit.session.scalars(accounts).all():
        theirs = OutboxRow.key.startswith(letters_of(account_id))
        unit.session.execute(delete(OutboxRow).where(theirs))
    put_off = update(DeskSnooze).where(DeskSnooze.by_id == person.id)
    unit.session.execute(put_off.values(by_id=None))
