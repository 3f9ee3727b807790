"""People whom a facilitator might introduce to each other, and why."""

from bot.community.models import Community
from bot.desk.content import Item, SectionContent
from bot.introductions import ToIntroduce, to_make
from bot.router import Turn
from bot.words import shorten

NAME = "introductions"
QUOTED = 100


def introductions_to_make(turn: Turn, community: Community) -> SectionContent:
    """Return the introductions worth making, those over questions that wait first."""
    return SectionContent(
        name=NAME,
        title="Introductions to make",
        nothing="no introduction to make",
        items=tuple(map(_item, to_make(turn.unit.session, community.id, turn.now))),
    )


def _item(one: ToIntroduce) -> Item:
    asked = f"“{shorten(one.quoted, QUOTED)}” " if one.quoted else ""
    return Item(
        key=f"introduce:{one.button.value}",
        lead=f"{one.one} and {one.other}",
        facts=f"{asked}{one.reason}",
        buttons=(one.button,),
    )
