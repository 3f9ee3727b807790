"""Whose desk: the communities that a person looks after, and the one they mean."""

from sqlalchemy import select

from bot.community.checks import Refused, must_facilitate
from bot.community.models import Community, Membership
from bot.community.service.rights import CURATORS, curated
from bot.router import Turn

NO_DESK = (
    "The desk is for facilitators of a community that is still running. Ask a facilitator or an"
    " administrator to give you that role with /commonthread."
)


def desks_of(turn: Turn) -> list[Community]:
    """Return the communities whose desk the caller has, by name: those of running programmes."""
    return [one for one in curated(turn.unit, turn.caller) if not one.programme.past]


def meant(turn: Turn, desks: list[Community]) -> Community:
    """Return the desk that the caller means: the channel's community, else the newest they joined.

    Raises Refused when they have none.
    """
    if not desks:
        raise Refused(NO_DESK)
    here = turn.caller.channel.community_id if turn.caller.channel else None
    newest = _newest_first(turn)
    order = [here, *newest]
    return min(desks, key=lambda one: order.index(one.id) if one.id in order else len(order))


def _newest_first(turn: Turn) -> list[int]:
    if turn.caller.person is None:
        return []
    rows = (
        select(Membership.community_id)
        .where(Membership.person_id == turn.caller.person.id, Membership.role.in_(CURATORS))
        .order_by(Membership.id.desc())
    )
    return list(turn.unit.session.scalars(rows))


def the_desk(turn: Turn, community_id: int) -> Community:
    """Return the community of a button or a form, which the caller must look after.

    Raises Refused.
    """
    must_facilitate(turn.caller, community_id)
    community = turn.unit.session.get(Community, community_id)
    if community is None or community.programme.past:
        raise Refused(NO_DESK)
    return community
