"""With which of their accounts a person is told something: one, so that it is told once."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.capture.models import Contribution
from bot.community.models import Account


def account_to_tell(
    session: Session, person_id: int, about: Contribution | None = None
) -> Account | None:
    """Return the account with which they wrote what this is about; without it, wrote last.

    Of somebody who never wrote, the newest. None: they have no account.
    """
    accounts = session.scalars(
        select(Account).where(Account.person_id == person_id).order_by(Account.id.desc())
    ).all()
    wrote = about or session.scalar(
        select(Contribution)
        .where(Contribution.author_id == person_id)
        .order_by(Contribution.posted_at.desc(), Contribution.id.desc())
        .limit(1)
    )
    there = (wrote.platform, wrote.tenant) if wrote else None
    used = [one for one in accounts if (one.platform, one.tenant) == there]
    return next(iter([*used, *accounts]), None)
