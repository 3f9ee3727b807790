"""What is kept here of a facilitator who is to be forgotten."""

from sqlalchemy import update

from bot.community.models import Person
from bot.digests.models import Summary, SummaryChange
from bot.store import UnitOfWork


def forget_deciding(unit: UnitOfWork, person: Person) -> None:
    """Remove that it was this person who changed or decided, and the reasons that they typed.

    What a summary says is the community's and stays.
    """
    done = update(SummaryChange).where(SummaryChange.by_id == person.id)
    unit.session.execute(done.values(by_id=None, reason=""))
    decided = update(Summary).where(Summary.decided_by_id == person.id)
    unit.session.execute(decided.values(reason=""))
