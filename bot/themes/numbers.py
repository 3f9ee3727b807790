"""How many hubs raised each theme, week by week, and which way it is going.

Hubs of the community's own programme are counted, and not messages. Deleted messages, the later of
cross-posted twins and chatter are left out. Nothing here is fit to be shown outside the community:
these are exact counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, select
from sqlalchemy.orm import aliased

from bot.capture.models import Contribution, Kind
from bot.community.models import Community, Hub
from bot.store import UnitOfWork
from bot.themes.models import Theme, ThemeMembership, ThemeState
from bot.themes.trend import RECENT_WEEKS, WEEK, Direction, Trend, direction


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemeNumbers:
    """A theme's numbers at a time.

    `hubs` and `messages` are of all time. `weekly` holds the hubs of each week, the newest last.
    """

    theme_id: int
    label: str
    description: str
    hubs: frozenset[int]
    messages: int
    first_raised: datetime
    last_raised: datetime
    weekly: tuple[frozenset[int], ...]
    direction: Direction

    @property
    def trend(self) -> Trend:
        """Return which way it is going; `direction` says how sure that is."""
        return self.direction.trend

    @property
    def weekly_hubs(self) -> tuple[int, ...]:
        """Return the number of hubs in each week, the newest last."""
        return tuple(len(hubs) for hubs in self.weekly)


def week_edges(now: datetime, weeks: int) -> tuple[datetime, ...]:
    """Return the edges of the last weeks, the newest first: `weeks` + 1 times from now back."""
    return tuple(now - WEEK * number for number in range(weeks + 1))


def theme_weeks(
    unit: UnitOfWork, community_id: int, now: datetime, weeks: int
) -> list[ThemeNumbers]:
    """Return the numbers of a community's active themes that have messages, most hubs first."""
    return themes_between(unit, community_id, week_edges(now, weeks))


def themes_between(
    unit: UnitOfWork, community_id: int, edges: Sequence[datetime]
) -> list[ThemeNumbers]:
    """Return the same for weeks given by their edges, the newest first (at least five of them)."""
    themes: dict[int, list[_Count]] = {}
    for row in unit.session.execute(_counts(community_id, edges)):
        count = _Count(*row)
        themes.setdefault(count.theme_id, []).append(count)
    numbers = [_numbers(counts, edges) for counts in themes.values()]
    return sorted(numbers, key=lambda one: (-len(one.hubs), -one.messages, one.theme_id))


@dataclass(frozen=True, slots=True)
class _Count:
    """One hub's messages on one theme in one week; `week` counts back from 0, -1 is before all."""

    theme_id: int
    label: str
    description: str
    hub_id: int | None
    week: int
    messages: int
    first: datetime
    last: datetime


def _counts(
    community_id: int, edges: Sequence[datetime]
) -> Select[int, str, str, int | None, int, int, datetime, datetime]:
    root = aliased(Contribution)
    week = _week_of(edges).label("week")
    return (
        select(
            Theme.id,
            Theme.label,
            Theme.description,
            Hub.id,
            week,
            func.count(),
            func.min(Contribution.posted_at),
            func.max(Contribution.posted_at),
        )
        .join(ThemeMembership, ThemeMembership.theme_id == Theme.id)
        .join(root, root.id == ThemeMembership.contribution_id)
        .join(Contribution, same_thread(root))
        .join(Community, Community.id == Theme.community_id)
        .outerjoin(Hub, _of_the_programme())
        .where(
            Theme.community_id == community_id,
            Theme.state == ThemeState.ACTIVE,
            Contribution.community_id == community_id,
            Contribution.posted_at <= edges[0],
            counted(),
        )
        .group_by(Theme.id, Theme.label, Theme.description, Hub.id, week)
    )


def _of_the_programme() -> ColumnElement[bool]:
    """Guests of another programme are heard, and are none of its hubs."""
    return and_(Hub.id == Contribution.hub_id, Hub.programme_id == Community.programme_id)


def counted() -> ColumnElement[bool]:
    """Say which contributions count towards a theme."""
    return and_(
        Contribution.deleted_at.is_(None),
        Contribution.same_as_id.is_(None),
        Contribution.kind != Kind.CHATTER,
    )


def same_thread(root: type[Contribution]) -> ColumnElement[bool]:
    """Say which contributions are in a root's thread, itself included."""
    return and_(
        Contribution.platform == root.platform,
        Contribution.tenant == root.tenant,
        Contribution.conversation == root.conversation,
        Contribution.thread == root.thread,
    )


def _week_of(edges: Sequence[datetime]) -> ColumnElement[int]:
    whens = [(Contribution.posted_at > edge, number) for number, edge in enumerate(edges[1:])]
    return case(*whens, else_=literal(-1))


def _numbers(counts: Sequence[_Count], edges: Sequence[datetime]) -> ThemeNumbers:
    weeks = len(edges) - 1
    weekly: list[set[int]] = [set() for _ in range(weeks)]
    for count in counts:
        if count.week >= 0 and count.hub_id is not None:
            weekly[weeks - 1 - count.week].add(count.hub_id)
    first = min(count.first for count in counts)
    recent = set[int]().union(*weekly[-RECENT_WEEKS:])
    before = set[int]().union(*weekly[-2 * RECENT_WEEKS : -RECENT_WEEKS])
    return ThemeNumbers(
        theme_id=counts[0].theme_id,
        label=counts[0].label,
        description=counts[0].description,
        hubs=frozenset(count.hub_id for count in counts if count.hub_id is not None),
        messages=sum(count.messages for count in counts),
        first_raised=first,
        last_raised=max(count.last for count in counts),
        weekly=tuple(frozenset(hubs) for hubs in weekly),
        direction=direction(first_raised=first, now=edges[0], recent=recent, before=before),
    )
