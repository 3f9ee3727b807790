"""Reads what stands in a theme: its messages, its threads, the lessons among them."""

from collections.abc import Collection

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session, aliased, joinedload

from bot.capture.models import Contribution
from bot.lessons.models import LIVING, STANDING, Lesson
from bot.themes.models import Theme, ThemeMembership, ThemeState
from bot.themes.numbers import counted


def active_themes(session: Session, community_id: int) -> dict[int, Theme]:
    """Return a community's living themes by id."""
    rows = session.scalars(
        select(Theme).where(Theme.community_id == community_id, Theme.state == ThemeState.ACTIVE)
    )
    return {theme.id: theme for theme in rows}


def messages_in(session: Session, theme: Theme, most: int) -> list[Contribution]:
    """Return messages that speak for a theme: its representatives, then what fits it best."""
    ids = [int(one) for one in theme.representatives]
    rows = session.scalars(
        _threads(theme.id)
        .where(counted())
        .order_by(
            Contribution.id.in_(ids).desc(), ThemeMembership.fit.desc(), Contribution.id.desc()
        )
        .limit(most)
        .options(joinedload(Contribution.hub), joinedload(Contribution.author))
    )
    return list(rows)


def threads_in(session: Session, theme_id: int, most: int) -> list[Contribution]:
    """Return the heads of a theme's threads, those that fit it least first."""
    heads = _threads(theme_id).where(Contribution.deleted_at.is_(None))
    rows = session.scalars(heads.order_by(ThemeMembership.fit, Contribution.id.desc()).limit(most))
    return list(rows)


def _threads(theme_id: int) -> Select[Contribution]:
    return (
        select(Contribution)
        .join(ThemeMembership, ThemeMembership.contribution_id == Contribution.id)
        .where(ThemeMembership.theme_id == theme_id)
    )


def lessons_in(session: Session, theme_id: int, sharing: Collection[str] | None) -> list[Lesson]:
    """Return the lessons in a theme's threads, newest first.

    With `sharing`, only those shared so and checked by a facilitator: all that outsiders may see.
    What was declined or is out of date is never among them.
    """
    head = aliased(Contribution)
    query = (
        select(Lesson)
        .join(Contribution, Contribution.id == Lesson.contribution_id)
        .join(
            head,
            and_(
                head.platform == Contribution.platform,
                head.tenant == Contribution.tenant,
                head.conversation == Contribution.conversation,
                head.thread == Contribution.thread,
            ),
        )
        .join(ThemeMembership, ThemeMembership.contribution_id == head.id)
        .where(ThemeMembership.theme_id == theme_id, Contribution.deleted_at.is_(None))
        .where(Lesson.status.in_(LIVING))
        .order_by(Lesson.tagged_at.desc(), Lesson.id.desc())
    )
    if sharing is not None:
        query = query.where(Lesson.sharing.in_(sharing), Lesson.status.in_(STANDING))
    return list(session.scalars(query))
