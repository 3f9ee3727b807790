"""Takes the snapshot of a community's week that a summary shows."""

from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from bot.capture.models import Contribution, Kind
from bot.community.models import Community, Hub
from bot.digests.bands import LEAST_HUBS, Band, Shown, show
from bot.digests.models import Summary, SummaryState
from bot.digests.snapshot import Snapshot, ThemeLine, thaw
from bot.schedules.calendar import Period
from bot.store import UnitOfWork
from bot.themes.models import Theme, ThemeMembership
from bot.themes.numbers import ThemeNumbers, counted, same_thread, themes_between
from bot.themes.outside import common_phrases, names_in, texts_in
from bot.themes.trend import Trend
from bot.themes.unattributed import NO_LABEL, Names, fit
from bot.words import listed

MOST_THEMES = 5
MOST_PHRASES = 3
WEEKS_BEFORE = 3
NO_SENTENCE = "Several hubs talked about this."
DONE = {
    Kind.QUESTION: "asked questions",
    Kind.CHALLENGE: "shared challenges",
    Kind.LESSON: "shared lessons",
}


def take_snapshot(unit: UnitOfWork, community: Community, period: Period) -> Snapshot:
    """Return what may be told of the period; without themes when there is none to tell."""
    names = names_in(unit.session, community)
    told = _told(unit, community, period)
    lines = [_line(unit, theme, shown, names, period) for theme, shown in told]
    zone = period.ends_at.tzinfo
    return Snapshot(
        community=community.name,
        week=week_in_words(period),
        zone=zone.key if isinstance(zone, ZoneInfo) else "UTC",
        spoke=_spoke(unit, community, period),
        hubs=_count_hubs(unit, community),
        themes=tuple(
            sorted(lines, key=lambda line: (line.band is not Band.MANY, line.label.casefold()))
        ),
    )


def week_in_words(period: Period) -> str:
    """Return which week it is: "week to Monday 28 September 2026"."""
    ends = period.ends_at
    return f"week to {ends:%A} {ends.day} {ends:%B %Y}"


def _told(
    unit: UnitOfWork, community: Community, period: Period
) -> Sequence[tuple[ThemeNumbers, Shown]]:
    """Return the themes to tell of and their bands: those that most hubs raised this week."""
    earlier = [period.starts_at - timedelta(days=7 * n) for n in range(WEEKS_BEFORE + 1)]
    themes = themes_between(unit, community.id, [period.ends_at, *earlier])
    last = _last_shown(unit, community)
    told = [
        (theme, shown)
        for theme in themes
        if (shown := show(theme.weekly_hubs[-1], last.get(theme.theme_id))) is not None
    ]
    return sorted(told, key=lambda one: -one[0].weekly_hubs[-1])[:MOST_THEMES]


def _last_shown(unit: UnitOfWork, community: Community) -> dict[int, Shown]:
    kept = unit.session.scalar(
        select(Summary.snapshot)
        .where(Summary.community_id == community.id, Summary.state == SummaryState.APPROVED)
        .order_by(Summary.ends_at.desc())
        .limit(1)
    )
    return {line.theme_id: line.shown for line in thaw(kept).themes} if kept else {}


def _line(
    unit: UnitOfWork, theme: ThemeNumbers, shown: Shown, names: Names, period: Period
) -> ThemeLine:
    messages = texts_in(unit.session, theme.theme_id)
    told = _sentence(unit, theme.theme_id, names, period)
    return ThemeLine(
        theme_id=theme.theme_id,
        label=fit(theme.label, messages, names, NO_LABEL),
        sentence=fit(theme.description, messages, names, told),
        band=shown.band,
        trend=theme.trend if theme.direction.sure else Trend.STEADY,  # no "perhaps" goes out
        counted=shown.counted,
    )


def _sentence(unit: UnitOfWork, theme_id: int, names: Names, period: Period) -> str:
    """Return what hubs did about a theme in the period, and of what they spoke.

    Only as far as three or more hubs did the same, or used the same words.
    """
    done = [
        words for kind, words in DONE.items() if _hubs(unit, theme_id, kind, period) >= LEAST_HUBS
    ]
    theme = unit.session.get_one(Theme, theme_id)
    phrases = [names.hide(each) for each in common_phrases(unit.session, theme, LEAST_HUBS)]
    if phrases:
        return f"Hubs {listed(done) or 'spoke'} about {listed(phrases[:MOST_PHRASES])}."
    return f"Hubs {listed(done)}." if done else NO_SENTENCE


def _hubs(unit: UnitOfWork, theme_id: int, kind: Kind, period: Period) -> int:
    root = aliased(Contribution)
    hubs = (
        select(func.count(Contribution.hub_id.distinct()))
        .join(root, same_thread(root))
        .join(ThemeMembership, ThemeMembership.contribution_id == root.id)
        .where(
            ThemeMembership.theme_id == theme_id,
            counted(),
            Contribution.kind == kind,
            Contribution.posted_at > period.starts_at,
            Contribution.posted_at <= period.ends_at,
        )
    )
    return unit.session.scalar(hubs) or 0


def _spoke(unit: UnitOfWork, community: Community, period: Period) -> int:
    spoke = select(func.count(Hub.id.distinct())).where(
        Hub.id == Contribution.hub_id,
        Hub.programme_id == community.programme_id,
        Contribution.community_id == community.id,
        Contribution.deleted_at.is_(None),
        Contribution.posted_at > period.starts_at,
        Contribution.posted_at <= period.ends_at,
    )
    return unit.session.scalar(spoke) or 0


def _count_hubs(unit: UnitOfWork, community: Community) -> int:
    hubs = select(func.count(Hub.id)).where(Hub.programme_id == community.programme_id)
    return unit.session.scalar(hubs) or 0
