"""Answers /themes, its pages and "Open"."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.cards import Answer, Replace, Say
from bot.community.checks import kindly, the_community
from bot.events import ButtonPressed, CommandGiven
from bot.router import Router, Turn
from bot.themes import curating
from bot.themes.sorting import handlers as sorting
from bot.themes.viewing import list_view, theme_of, theme_view
from bot.themes.weeks import handlers as weeks
from bot.words import number_in


@dataclass(frozen=True, slots=True)
class Browsing:
    """The handlers; days are told in the zone."""

    zone: ZoneInfo

    def themes(self, turn: Turn, given: CommandGiven) -> Answer:
        """Answer /themes with the first page."""
        return Say(list_view(turn, the_community(turn.unit, turn.caller), 0, self.zone))

    def page(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Turn to another page."""
        community = the_community(turn.unit, turn.caller)
        return Replace(list_view(turn, community, number_in(given.value), self.zone))

    def open(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Open one theme."""
        return Say(theme_view(turn, theme_of(turn, given.value), self.zone))


def register(router: Router, *, zone: ZoneInfo) -> None:
    """Register what is answered here, and what facilitators do to themes."""
    browsing = Browsing(zone)
    router.command(
        "themes",
        kindly(browsing.themes),
        description="See what your community is raising, and which way it is going",
        reads=True,
    )
    router.button("themes_page", kindly(browsing.page), reads=True)
    router.button("theme_open", kindly(browsing.open), reads=True)
    curating.register(router, zone=zone)
    sorting.register(router, zone=zone)
    weeks.register(router, zone=zone)
