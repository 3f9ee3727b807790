"""The desk itself: gathers its sections for a facilitator and makes the card of what they see."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from bot.cards import Card
from bot.community.handlers.home import below, own_page
from bot.community.models import Community
from bot.desk.cards.desk import desk_card, section_card
from bot.desk.choosing import desks_of, meant, the_desk
from bot.desk.content import Section, SectionContent
from bot.desk.snoozing import left_out
from bot.desk.view import View
from bot.router import Turn

_HOME_IS_A_MESSAGE = frozenset({"teams"})
"""Platforms on which a person's own page is a message, below which nothing can stay in place."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The sections, in the order in which they stand; days are told in the zone."""

    sections: Sequence[Section]
    zone: ZoneInfo

    def first(self, turn: Turn) -> Card:
        """Return the desk that the caller means. Raises Refused for who has none."""
        community = meant(turn, desks_of(turn))
        return self._card(turn, View(community_id=community.id))

    def above(self, turn: Turn) -> Card | None:
        """Return what stands above a facilitator's own page; None for others."""
        desks = desks_of(turn)
        if not desks:
            return None
        on_a_page = turn.caller.who.platform not in _HOME_IS_A_MESSAGE
        return self._card(turn, View(community_id=meant(turn, desks).id, home=on_a_page))

    def again(self, turn: Turn, view: View, note: str = "") -> Card:
        """Return the desk as it is now, to stand where it stood. Raises Refused."""
        card = self._card(turn, view, note)
        if not view.home:
            return card
        return below(card, own_page(turn, turn.caller.person, self.zone))

    def waiting(self, turn: Turn, community: Community) -> list[SectionContent]:
        """Return what waits, without what was put off; an item stands in one section only."""
        gone = set(left_out(turn.unit, community.id, turn.now))
        kept: list[SectionContent] = []
        for section in reversed([gather(turn, community) for gather in self.sections]):
            items = tuple(item for item in section.items if item.key not in gone)
            gone |= {item.key for item in items}
            kept.append(replace(section, items=items))
        return kept[::-1]

    def _card(self, turn: Turn, view: View, note: str = "") -> Card:
        community = the_desk(turn, view.community_id)
        sections = self.waiting(turn, community)
        alone = next((one for one in sections if one.name == view.section), None)
        if alone is not None:
            return section_card(community.name, view, alone, note=note)
        others = [(one.id, one.name) for one in desks_of(turn) if one.id != community.id]
        return desk_card(community.name, view, sections, others=others, note=note)
