"""Themes that are on the rise, or new and raised by several hubs already.

They are told as they were at the last grouping, last night: to count all messages of a large
community anew would keep the whole desk waiting.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.cards import Button
from bot.community.models import Community
from bot.desk.content import Item, SectionContent
from bot.router import Turn
from bot.themes.lines import hubs_words, trend_words
from bot.themes.models import Theme, ThemeState, ThemeWeek
from bot.themes.trend import RECENT_WEEKS, Direction, Trend
from bot.words import BAND_LEAST, sparkline

NAME = "rising"
FRESH = timedelta(days=8)
"""Older groupings say nothing of now."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A theme as the last grouping told it, under the label it has now."""

    theme_id: int
    label: str
    hubs: int
    direction: Direction
    weekly_hubs: Sequence[int]


def rising_themes(turn: Turn, community: Community) -> SectionContent:
    """Return the themes that rise, those of most hubs lately first."""
    told = _last_told(turn.unit.session, community.id, turn.now - FRESH)
    rising = sorted(filter(_rises, told), key=lambda one: (-_lately(one), one.theme_id))
    return SectionContent(
        name=NAME,
        title="Themes on the rise",
        nothing="no theme on the rise",
        items=tuple(map(_item, rising)),
    )


def _last_told(session: Session, community_id: int, since: datetime) -> list[_Told]:
    here = ThemeWeek.community_id == community_id
    newest = select(func.max(ThemeWeek.week)).where(here).scalar_subquery()
    rows = session.execute(
        select(
            Theme.id,
            Theme.label,
            ThemeWeek.hubs,
            ThemeWeek.trend,
            ThemeWeek.trend_sure,
            ThemeWeek.weekly_hubs,
        )
        .join(Theme, Theme.id == ThemeWeek.theme_id)
        .where(here, ThemeWeek.week == newest, ThemeWeek.at > since)
        .where(Theme.state == ThemeState.ACTIVE)
    )
    return [_Told(row[0], row[1], row[2], Direction(Trend(row[3]), row[4]), row[5]) for row in rows]


def _rises(one: _Told) -> bool:
    trend = one.direction.trend
    return trend is Trend.RISING or (trend is Trend.NEW and one.hubs >= BAND_LEAST)


def _lately(one: _Told) -> int:
    return max(one.weekly_hubs[-RECENT_WEEKS:], default=0)


def _item(one: _Told) -> Item:
    hubs, trend = hubs_words(one.hubs, fellow=True), trend_words(one.direction)
    weeks = ", ".join(map(str, one.weekly_hubs))
    return Item(
        key=f"theme:{one.theme_id}",
        lead=one.label,
        facts=f"{weeks} hubs a week. {hubs} in all, {trend}.",
        drawn=sparkline(one.weekly_hubs),
        buttons=(Button("Open the theme", "theme_open", str(one.theme_id)),),
    )
