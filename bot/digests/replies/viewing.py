"""What stands on a theme's page of the department: its replies, and what the reader can do."""

from zoneinfo import ZoneInfo

from bot.cards import Button, Element
from bot.community.models import Role
from bot.digests.replies.cards import ask_button, replies_elements, theme_buttons
from bot.digests.replies.following import follows
from bot.digests.replies.reading import replies_on
from bot.digests.replies.sending import shown
from bot.router import Turn
from bot.store import UnitOfWork
from bot.themes.models import Theme

REPLIES_SHOWN = 3


def replied_on(unit: UnitOfWork, theme: Theme, zone: ZoneInfo) -> list[Element]:
    """Return the newest replies on a theme as anybody may read them; days are told in the zone."""
    replies = replies_on(unit.session, theme, REPLIES_SHOWN)
    return replies_elements([(shown(unit, one), one.at.astimezone(zone).date()) for one in replies])


def further_on(turn: Turn, theme: Theme) -> tuple[Button, ...]:
    """Return what an official, or a facilitator, can do about a theme."""
    caller = turn.caller
    if (theme.community_id, Role.OFFICIAL) in caller.roles and caller.person is not None:
        following = follows(turn.unit.session, theme.id, caller.person.id)
        return theme_buttons(theme.id, follows=following)
    if caller.facilitates(theme.community_id):
        return (ask_button(f"theme:{theme.id}"),)
    return ()
