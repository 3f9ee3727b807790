"""Themes of the reader's communities that are sure to be new, rising or fading."""

from collections.abc import Sequence

from bot.capture.models import Contribution
from bot.digests.letters.composing import Item
from bot.digests.letters.gathering.scope import Scope, Shared
from bot.digests.letters.items import Moving, theme_item
from bot.themes.models import Theme
from bot.themes.numbers import ThemeNumbers
from bot.themes.reading import messages_in
from bot.themes.trend import RECENT_WEEKS, Trend

READ = 60
HUBS = 3
"""A theme of fewer is talk between neighbours, and no movement yet."""


def theme_items(scope: Scope, shared: Shared) -> list[Item]:
    """Return the themes that move: the reader's own hub's first, then those of most hubs."""
    hub_id = scope.person.hub_id if scope.person else None
    moving = [
        one
        for community_id in scope.communities
        for one in shared.weeks(scope.unit, community_id, scope.until)
        if one.direction.sure and one.trend is not Trend.STEADY and len(one.hubs) >= HUBS
    ]
    lately = {one.theme_id: _hubs(one)[0] for one in moving}
    moving.sort(key=lambda one: (hub_id not in lately[one.theme_id], -len(lately[one.theme_id])))
    return [_item(scope, one, own=hub_id in lately[one.theme_id]) for one in moving]


def _item(scope: Scope, one: ThemeNumbers, *, own: bool) -> Item:
    session = scope.unit.session
    said = _speaks_for_it(scope, messages_in(session, session.get_one(Theme, one.theme_id), READ))
    lately, before = _hubs(one)
    return theme_item(
        Moving(
            id=one.theme_id,
            label=one.label,
            trend=one.trend,
            lately=len(lately),
            before=len(before),
            own=own,
            example=scope.said(said) if said else None,
        )
    )


def _speaks_for_it(scope: Scope, found: Sequence[Contribution]) -> Contribution | None:
    """Return the message that speaks for a theme best, if there is one a recent one."""
    recent = [one for one in found if scope.since < one.posted_at <= scope.until]
    return next(iter([*recent, *found]), None)


def _hubs(one: ThemeNumbers) -> tuple[frozenset[int], frozenset[int]]:
    """Return the hubs of the last two weeks, and those of the two before."""
    recent = frozenset[int]().union(*one.weekly[-RECENT_WEEKS:])
    return recent, frozenset[int]().union(*one.weekly[-2 * RECENT_WEEKS : -RECENT_WEEKS])
