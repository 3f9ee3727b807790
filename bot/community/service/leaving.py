"""Forgets a place that we were removed from: nothing more can be said or read there.

What was kept from it stays: see docs/decisions/0013-what-removal-purges.md.
"""

from sqlalchemy import ColumnElement, and_, true, update

from bot.capture.models import InboxRow, InboxState
from bot.community.models import Account
from bot.community.service.channels import channels_at
from bot.delivery.leases import WAITING
from bot.delivery.models import OutboxRow, OutboxState
from bot.events import Place, Sender
from bot.store import UnitOfWork

REMOVED = "removed from there"


def forget_place(unit: UnitOfWork, who: Sender, where: Place) -> None:
    """Give up what waits to be said there, and forget its address and what could not be handled.

    An empty `where.conversation` means everywhere in the organisation; a private chat is `who`'s.
    """
    channels = [] if where.private else channels_at(unit, where)
    for channel in channels:
        channel.address = ""
    unit.flush()
    names = {where.conversation, *(channel.conversation for channel in channels)}
    anywhere = not where.conversation and not where.private
    _give_up_posts(unit, who, where, true() if anywhere else OutboxRow.conversation.in_(names))
    failed = update(InboxRow).where(
        _in(InboxRow, where),
        true() if anywhere else InboxRow.conversation.in_(names),
        InboxRow.state == InboxState.FAILED,
    )
    unit.session.execute(failed.values(payload=None, state=InboxState.HANDLED))
    if where.private or anywhere:
        theirs = Account.user_id == who.user_id if where.private else true()
        people = update(Account).where(_in(Account, where), theirs)
        unit.session.execute(people.values(address=""))


def _give_up_posts(unit: UnitOfWork, who: Sender, where: Place, there: ColumnElement[bool]) -> None:
    to_whom = OutboxRow.user_id == who.user_id if where.private else there
    waiting = update(OutboxRow).where(_in(OutboxRow, where), to_whom, OutboxRow.state.in_(WAITING))
    given_up = {"state": OutboxState.DEAD, "error": REMOVED, "card": ""}
    unit.session.execute(waiting.values(given_up | {"lease_owner": None, "lease_until": None}))


def _in(
    table: type[OutboxRow] | type[Account] | type[InboxRow], where: Place
) -> ColumnElement[bool]:
    return and_(table.platform == where.platform, table.tenant == where.tenant)
