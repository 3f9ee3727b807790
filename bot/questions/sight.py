"""Who may see what of what was found: in which communities to look, and whom to name."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.community.caller import Caller
from bot.community.models import Community, Programme
from bot.questions.lookup import Found


@dataclass(frozen=True, slots=True)
class Shown:
    """A found message as one reader may see it; what they may not see is empty."""

    contribution_id: int
    kind: str
    words: str
    recommendation: str
    hub: str
    person: str
    programme: str
    """A past programme's name, empty for the reader's own community."""
    on: date
    link: str | None
    confirmed: bool
    others: int
    lesson_id: int = 0
    """The lesson made of the message; 0: none."""


def past_communities(session: Session) -> dict[int, str]:
    """Return the communities of programmes that have ended, with the programme's name."""
    rows = session.execute(
        select(Community.id, Programme.name)
        .join(Programme, Programme.id == Community.programme_id)
        .where(Programme.past)
    )
    return {row.id: row.name for row in rows}


def own_communities(caller: Caller) -> frozenset[int]:
    """Return the communities whose messages the caller may see."""
    return frozenset(community for community, _ in caller.roles if caller.belongs(community))


def shown(found: Found, caller: Caller, past: dict[int, str], zone: ZoneInfo) -> Shown:
    """Return a found message as the caller may see it.

    Hubs are named to members of the same community; people where its own channel was the place.
    """
    one = found.contribution
    fellow = caller.belongs(one.community_id)
    named = fellow and caller.belongs(one.channel.community_id)
    return Shown(
        contribution_id=one.id,
        kind=str(one.kind),
        words=one.text,
        recommendation=found.lesson.recommendation if found.lesson else "",
        hub=one.hub.name if fellow and one.hub else "",
        person=one.author.name if named and one.author else "",
        programme=past.get(one.community_id, ""),
        on=one.posted_at.astimezone(zone).date(),
        link=one.permalink,
        confirmed=found.confirmed,
        others=found.others,
        lesson_id=found.lesson.id if found.lesson else 0,
    )
