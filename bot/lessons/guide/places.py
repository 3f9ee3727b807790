"""Where a lesson stands in the guide: its theme is that of the thread it was said in."""

from collections.abc import Collection

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, aliased

from bot.capture.models import Contribution
from bot.themes.models import Theme, ThemeMembership, ThemeState


def themes_of(session: Session, contributions: Collection[int]) -> dict[int, int]:
    """Return the living theme of each message's thread, by the message; without one: left out."""
    head = aliased(Contribution)
    same_thread = and_(
        head.platform == Contribution.platform,
        head.tenant == Contribution.tenant,
        head.conversation == Contribution.conversation,
        head.thread == Contribution.thread,
    )
    rows = session.execute(
        select(Contribution.id, ThemeMembership.theme_id)
        .join(head, same_thread)
        .join(ThemeMembership, ThemeMembership.contribution_id == head.id)
        .join(Theme, Theme.id == ThemeMembership.theme_id)
        .where(Contribution.id.in_(contributions), Theme.state == ThemeState.ACTIVE)
    )
    return {message: theme for message, theme in rows if theme is not None}
