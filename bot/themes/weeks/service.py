"""Keeps each week's themes as they were at its last grouping, and reads them again."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.store import Database, UnitOfWork
from bot.themes.models import Theme, ThemeMembership, ThemeWeek
from bot.themes.numbers import ThemeNumbers, theme_weeks

WEEKS_SHOWN = 8


def week_of(at: datetime, zone: ZoneInfo) -> date:
    """Return the Monday of the week that a time is in."""
    local = at.astimezone(zone).date()
    return local - timedelta(days=local.weekday())


def keep_week(database: Database, community_id: int, now: datetime, zone: ZoneInfo) -> None:
    """Keep a community's themes as they are, in the place of what this week kept before."""
    week = week_of(now, zone)
    with database.read() as unit:
        numbers = theme_weeks(unit, community_id, now, WEEKS_SHOWN)
        members = _members(unit.session, [one.theme_id for one in numbers])
    with database.write() as unit:
        mine = ThemeWeek.community_id == community_id, ThemeWeek.week == week
        unit.session.execute(delete(ThemeWeek).where(*mine))
        for one in numbers:
            _keep(unit, community_id, week, one, members[one.theme_id], now)
        unit.commit()


def _keep(
    unit: UnitOfWork,
    community_id: int,
    week: date,
    one: ThemeNumbers,
    members: list[int],
    now: datetime,
) -> None:
    theme = unit.session.get_one(Theme, one.theme_id)
    row = ThemeWeek(
        theme_id=theme.id,
        week=week,
        community_id=community_id,
        at=now,
        label=theme.label,
        label_by_id=theme.label_by_id,
        hubs=len(one.hubs),
        messages=one.messages,
        first_raised=one.first_raised,
        last_raised=one.last_raised,
        trend=str(one.trend),
        trend_sure=one.direction.sure,
    )
    row.weekly_hubs, row.members = list(one.weekly_hubs), members
    unit.session.add(row)


def _members(session: Session, themes: Sequence[int]) -> dict[int, list[int]]:
    rows = session.execute(
        select(ThemeMembership.theme_id, ThemeMembership.contribution_id)
        .where(ThemeMembership.theme_id.in_(themes))
        .order_by(ThemeMembership.contribution_id)
    )
    found: dict[int, list[int]] = defaultdict(list)
    for theme_id, head in rows:
        if theme_id is not None:
            found[theme_id].append(head)
    return found


def weeks_kept(session: Session, community_id: int) -> list[date]:
    """Return the Mondays of the weeks that were kept, the newest first."""
    rows = session.scalars(
        select(ThemeWeek.week)
        .where(ThemeWeek.community_id == community_id)
        .distinct()
        .order_by(ThemeWeek.week.desc())
    )
    return list(rows)


def themes_then(session: Session, community_id: int, week: date) -> list[ThemeWeek]:
    """Return a community's themes as they were in a week, most hubs first."""
    rows = session.scalars(
        select(ThemeWeek)
        .where(ThemeWeek.community_id == community_id, ThemeWeek.week == week)
        .order_by(ThemeWeek.hubs.desc(), ThemeWeek.messages.desc(), ThemeWeek.theme_id)
    )
    return list(rows)
