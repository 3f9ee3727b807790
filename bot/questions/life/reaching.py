"""Whom we may write to unasked about a question, and on which of their accounts."""

from sqlalchemy import and_, case, select
from sqlalchemy.orm import Session

from bot.capture.models import Contribution
from bot.capture.service import may_capture
from bot.community.models import Account, Membership, Person, Role

FELLOWS = (Role.MEMBER, Role.FACILITATOR, Role.ADMINISTRATOR)


def communities_of(session: Session, person: Person) -> set[int]:
    """Return the communities whose messages a person may see: officials may not."""
    of_them = Membership.person_id == person.id, Membership.role.in_(FELLOWS)
    return set(session.scalars(select(Membership.community_id).where(*of_them)))


def account_of(session: Session, person: Person | None, said: Contribution) -> Account | None:
    """Return the account to write to a person about something they said, if that is welcome.

    The one they said it with, else the newest; None when they or their hub switched capture off.
    """
    if person is None or not may_capture(person):
        return None
    there = and_(Account.platform == said.platform, Account.tenant == said.tenant)
    return session.scalar(
        select(Account)
        .where(Account.person_id == person.id)
        .order_by(case((there, 0), else_=1), Account.id.desc())
        .limit(1)
    )
