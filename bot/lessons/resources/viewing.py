"""Resources as one reader may see them."""

from bot.lessons.permission import may_widen
from bot.lessons.resources.cards import Shared
from bot.lessons.resources.models import Resource
from bot.lessons.resources.reading import of_themes
from bot.router import Turn


def shared_in_theme(turn: Turn, theme_id: int) -> tuple[Shared, ...]:
    """Return what was shared in a theme, for a member, the newest first."""
    found = of_themes(turn.unit.session, [theme_id])[theme_id]
    return tuple(_shared(turn, one) for one in found)


def _shared(turn: Turn, one: Resource) -> Shared:
    hub = one.contribution.hub
    about = hub.name if hub else ""
    changeable = may_widen(turn, one.contribution)
    return Shared(one.id, one.title, one.url, one.who_for, about, changeable)
