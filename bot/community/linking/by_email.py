"""Links accounts by themselves: those for whose e-mail address both platforms vouch.

Only accounts of organisations in which somebody set a channel up are linked, so that nobody gains
another's roles by bringing an organisation of their own. What was unlinked stays so.
"""

from datetime import datetime

from sqlalchemy import exists, func, select

from bot.community.linking.service import in_one_organisation, link
from bot.community.linking.telling import tell
from bot.community.models import Account, Channel
from bot.store import UnitOfWork


def is_set_up(unit: UnitOfWork, account: Account) -> bool:
    """Say whether somebody set a channel up in the account's organisation."""
    query = select(Channel.id).where(
        Channel.platform == account.platform, Channel.tenant == account.tenant
    )
    return unit.session.scalar(query.limit(1)) is not None


def vouch(unit: UnitOfWork, account: Account, email: str, now: datetime) -> None:
    """Take down that the platform vouches for an address, and link the accounts that share it."""
    unit.alone_with("link by e-mail")
    account.email, account.email_vouched = email, True
    unit.flush()
    if account.keep_apart:
        return
    here = exists().where(Channel.platform == Account.platform, Channel.tenant == Account.tenant)
    same = (
        select(Account)
        .where(
            func.lower(Account.email) == email.lower(),
            Account.email_vouched,
            ~Account.keep_apart,
            Account.id != account.id,
            here,
        )
        .order_by(Account.id)
    )
    for other in unit.session.scalars(same).all():
        if other.person_id != account.person_id and not in_one_organisation(unit, account, other):
            link(unit, account, other, "email", now)
            tell(unit, account, other, "email", now)
            tell(unit, other, account, "email", now)
