"""Whom we may write to unasked about a question, and on which of their accounts."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.capture.models import Contribution
from bot.capture.service import may_capture
from bot.community.models import Account, Membership, Person, Role
from bot.community.reaching import account_to_tell

FELLOWS = (Role.MEMBER, Role.FACILITATOR, Role.ADMINISTRATOR)


def communities_of(session: Session, person: Person) -> set[int]:
    """Return the communities whose messages a person may see: officials may not."""
    of_them = Membership.person_id == person.id, Membership.role.in_(FELLOWS)
    return set(session.scalars(select(Membership.community_id).where(*of_them)))


def account_of(session: Session, person: Person | None, said: Contribution) -> Account | None:
    """Return the account to write to a person about something they said, if that is welcome.

    None when they or their hub switched capture off.
    """
    if person is None or not may_capture(person):
        return None
    return account_to_tell(session, person.id, said)
