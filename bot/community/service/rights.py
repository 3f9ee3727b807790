"""Who may set things up."""

from sqlalchemy import select

from bot.community.caller import Caller
from bot.community.models import Community, Membership, Programme, Role
from bot.store import UnitOfWork

CURATORS = (Role.FACILITATOR, Role.ADMINISTRATOR)


def curates_any(caller: Caller) -> bool:
    """Say whether the caller looks after any community, or the whole installation."""
    return caller.administrator or any(role in CURATORS for _, role in caller.roles)


def curated(unit: UnitOfWork, caller: Caller) -> list[Community]:
    """Return the communities that the caller looks after, by name."""
    every = unit.session.scalars(select(Community).order_by(Community.name, Community.id))
    return [community for community in every if caller.facilitates(community.id)]


def curated_programmes(unit: UnitOfWork, caller: Caller) -> list[Programme]:
    """Return the programmes that the caller may add a community to, by name."""
    if caller.administrator:
        query = select(Programme).order_by(Programme.name, Programme.id)
        return list(unit.session.scalars(query))
    programmes = {one.programme.id: one.programme for one in curated(unit, caller)}
    return sorted(programmes.values(), key=lambda programme: programme.name)


def nobody_curates(unit: UnitOfWork) -> bool:
    """Say whether nobody at all looks after a community yet."""
    query = select(Membership.id).where(Membership.role.in_(CURATORS)).limit(1)
    return unit.session.scalar(query) is None
