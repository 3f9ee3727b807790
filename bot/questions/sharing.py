"""What of what was found may be put before everybody in a conversation: stricter than /find.

In a channel of a community, what each of its members may find. Anywhere else, only lessons that a
facilitator has checked and whose author shares them that widely, in the words made for it.
"""

from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from bot.community.caller import Caller
from bot.community.models import Purpose, Role
from bot.lessons.models import STANDING
from bot.lessons.service import Sharing
from bot.questions.lookup import Found
from bot.questions.ranking import ANSWERS
from bot.questions.sight import Shown, shown

MEMBERS_CHANNELS = (Purpose.COMMUNITY, Purpose.FACILITATORS)


@dataclass(frozen=True, slots=True)
class Audience:
    """Who is in a conversation: members of a community, or people who may know `sharing`."""

    community_id: int | None
    sharing: frozenset[str]


def audience_of(caller: Caller) -> Audience:
    """Return who reads what the caller puts where they are."""
    channel = caller.channel
    if channel is None:
        return Audience(None, frozenset({Sharing.PUBLIC}))
    if channel.purpose in MEMBERS_CHANNELS and caller.belongs(channel.community_id):
        return Audience(channel.community_id, frozenset())
    if channel.purpose is Purpose.CENTRAL:
        return Audience(None, frozenset({Sharing.DEPARTMENT, Sharing.PUBLIC}))
    return Audience(None, frozenset({Sharing.PUBLIC}))


def shown_to(
    audience: Audience, found: Found, caller: Caller, past: dict[int, str], zone: ZoneInfo
) -> Shown | None:
    """Return an answer or a lesson found, as the audience may see it; None when they may not."""
    if found.lesson is None and found.contribution.kind not in ANSWERS:
        return None
    community_id = audience.community_id
    if community_id is not None:
        everyone = frozenset({(community_id, Role.MEMBER)})
        reader = Caller(who=caller.who, person=None, roles=everyone)
        seen = found.contribution.community_id in {community_id, *past}
        return shown(found, reader, past, zone) if seen else None
    lesson = found.lesson
    if lesson is None or lesson.status not in STANDING or lesson.sharing not in audience.sharing:
        return None
    stranger = Caller(who=caller.who, person=None)
    hub = found.contribution.hub
    return replace(
        shown(found, stranger, past, zone),
        words="",
        hub=hub.name if hub and lesson.named else "",
        link=None,
        confirmed=False,
        others=0,
    )
