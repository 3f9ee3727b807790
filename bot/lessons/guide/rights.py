"""Who may read the guide as whom."""

from collections.abc import Iterable

from bot.community.caller import Caller
from bot.community.models import Role
from bot.lessons.guide.document import Reader

OUTSIDE = (Reader.LATER, Reader.SECTOR)


def readers_for(caller: Caller, community_id: int) -> tuple[Reader, ...]:
    """Return as whom the caller may read a community's guide, the fullest first."""
    if caller.belongs(community_id):
        return tuple(Reader)
    return OUTSIDE if caller.has(community_id, Role.OFFICIAL) else ()


def readers_with(roles: Iterable[Role]) -> tuple[Reader, ...]:
    """Return as whom somebody with these roles in a community may read its guide."""
    held = set(roles)
    if held & {Role.MEMBER, Role.FACILITATOR, Role.ADMINISTRATOR}:
        return tuple(Reader)
    return OUTSIDE if Role.OFFICIAL in held else ()
