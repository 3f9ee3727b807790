"""What a section of the desk holds, and what makes one. Sections know no cards but their buttons'.

An item's key names it within its community for good ("question:12", "hub:3"): what was put off
is known by it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.cards import Button, LinkButton
from bot.community.models import Community
from bot.router import Turn


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """Something that waits for a facilitator: what it is, what there is to know, what to do.

    `drawn` is a sparkline that the facts say in words. `closes`: it is a question, which may be
    closed here. `writes`: it is a hub that may be written to.
    """

    key: str
    lead: str
    facts: str
    drawn: str = ""
    buttons: tuple[Button | LinkButton, ...] = ()
    closes: bool = False
    writes: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionContent:
    """A section's items, the most pressing first; `nothing` says in half a line that none waits."""

    name: str
    title: str
    nothing: str
    items: tuple[Item, ...] = ()


Section = Callable[[Turn, Community], SectionContent]
"""Gathers what waits in a community. The caller is known to facilitate it."""
