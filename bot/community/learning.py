"""What events tell of accounts and channels along the way, kept when it is new.

That is the e-mail address that a platform vouches for, where a person is reached in private, and
what a channel that was set up from a file still lacks: where it is reached, and its team. Its
members are then told what is kept there.
"""

from datetime import datetime

from bot.community.announcing import announce, waits
from bot.community.caller import Caller, find_account
from bot.community.linking.by_email import is_set_up, vouch
from bot.community.models import Account, Channel
from bot.events import BotRemoved, ChatEvent, Place
from bot.store import UnitOfWork


def tells_more(caller: Caller, event: ChatEvent) -> bool:
    """Say whether an event tells something of a known account that is not kept."""
    known = caller.account
    if known is None:
        return False
    by_email = _email(event) and (_email(event) != known.email or not known.email_vouched)
    return bool(by_email or (_address(event) and _address(event) != known.address))


def learn(unit: UnitOfWork, caller: Caller, event: ChatEvent, now: datetime) -> None:
    """Keep what an event tells of its sender's account and its channel, once it was handled."""
    if caller.channel is not None and not isinstance(event, BotRemoved):
        _complete(unit, caller.channel, event.where, now)
    tells = tells_more(caller, event) or (not caller.account and (_email(event) or _address(event)))
    account = find_account(unit.session, event.who) if tells else None
    if account is not None:
        account.address = _address(event) or account.address
        _learn_email(unit, account, _email(event), now)


def _complete(unit: UnitOfWork, channel: Channel, where: Place, now: datetime) -> None:
    if where.address and not channel.address:
        waited = waits(channel)
        channel.address = where.address
        if waited and channel.capture:
            announce(unit, channel, now)
    if where.team and not channel.team:
        channel.team = where.team


def _learn_email(unit: UnitOfWork, account: Account, email: str, now: datetime) -> None:
    if not email or (account.email == email and account.email_vouched):
        return
    if is_set_up(unit, account):
        vouch(unit, account, email, now)
    else:  # looked at again once the organisation is set up
        account.email, account.email_vouched = email, False


def _email(event: ChatEvent) -> str:
    return (event.who.email or "").strip()


def _address(event: ChatEvent) -> str:
    leaving = isinstance(event, BotRemoved)
    return event.where.address if event.where.private and not leaving else ""
