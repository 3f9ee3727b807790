"""What a caller must be to do something; who is not is told why, and what to do, in plain words."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from bot.cards import Answer, Say, notice
from bot.community.caller import Caller, community_of
from bot.community.models import Community
from bot.store import UnitOfWork

P = ParamSpec("P")
NO_COMMUNITY = (
    "I don't know which community you belong to. Ask a facilitator to add you with /commonthread."
)
NOT_A_MEMBER = (
    "This is for members of {name}, because it shows or keeps what members write to each other."
    " Ask a facilitator to add you with /commonthread."
)
NOT_A_FACILITATOR = "Only a facilitator of this community can do this. Ask one of them to do it."


class Refused(Exception):
    """The caller may not do this, or not like this; the message says why and what to do.

    Raised before anything is changed: the turn's owner commits after a refusal too.
    """


def kindly(handler: Callable[P, Answer | None]) -> Callable[P, Answer | None]:
    """Make a handler answer a refusal with its words."""

    @wraps(handler)
    def answering(*args: P.args, **kwargs: P.kwargs) -> Answer | None:
        try:
            return handler(*args, **kwargs)
        except Refused as refusal:
            return Say(notice(str(refusal)))

    return answering


def the_community(unit: UnitOfWork, caller: Caller) -> Community:
    """Return the community the caller speaks of. Raises Refused when there is none."""
    community = community_of(unit, caller)
    if community is None:
        raise Refused(NO_COMMUNITY)
    return community


def as_member(unit: UnitOfWork, caller: Caller) -> Community:
    """Return the community the caller speaks of and is a member of. Raises Refused."""
    community = the_community(unit, caller)
    if not caller.belongs(community.id):
        raise Refused(NOT_A_MEMBER.format(name=community.name))
    return community


def must_facilitate(caller: Caller, community_id: int) -> None:
    """Raise Refused unless the caller may curate this community."""
    if not caller.facilitates(community_id):
        raise Refused(NOT_A_FACILITATOR)
