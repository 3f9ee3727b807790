"""Officials follow themes: they are told of a summary with them, and of a reply on them.

Whether they are still officials of the community is checked at the time of telling.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.cards import Card
from bot.community.models import Community, Membership, Role
from bot.digests.replies.cards import followed_card
from bot.digests.replies.models import ThemeFollow
from bot.digests.replies.reading import with_merged
from bot.digests.replies.telling import tell
from bot.digests.snapshot import Snapshot, ThemeLine
from bot.store import UnitOfWork
from bot.themes.models import Theme


def follow(unit: UnitOfWork, theme: Theme, person_id: int, now: datetime) -> bool:
    """Have an official follow a theme; False when they did before."""
    if follows(unit.session, theme.id, person_id):
        return False
    unit.session.add(ThemeFollow(theme_id=theme.id, person_id=person_id, since=now))
    unit.flush()
    return True


def unfollow(unit: UnitOfWork, theme: Theme, person_id: int) -> None:
    """Have an official follow a theme, and what was merged into it, no longer."""
    themes = with_merged(unit.session, theme.id)
    theirs = ThemeFollow.person_id == person_id, ThemeFollow.theme_id.in_(themes)
    unit.session.execute(delete(ThemeFollow).where(*theirs))


def follows(session: Session, theme_id: int, person_id: int) -> bool:
    """Say whether a person follows a theme, or one that was merged into it."""
    themes = with_merged(session, theme_id)
    row = select(ThemeFollow.person_id).where(
        ThemeFollow.person_id == person_id, ThemeFollow.theme_id.in_(themes)
    )
    return session.scalar(row.limit(1)) is not None


def tell_followers(
    unit: UnitOfWork,
    community_id: int,
    theme_id: int,
    card: Card,
    *,
    key: str,
    but: Collection[int | None],
    now: datetime,
) -> None:
    """Tell the officials who follow a theme, all but some, once a key."""
    for person_id in _followers(unit.session, community_id, [theme_id]):
        if person_id not in but:
            tell(unit, person_id, card, key=f"{key}:{person_id}", now=now)


def tell_of_summary(unit: UnitOfWork, snapshot: Snapshot, key: str, now: datetime) -> None:
    """Tell each official which of the themes they follow a summary tells of.

    Once a community and key.
    """
    lines = {line.theme_id: line for line in snapshot.themes}
    theme = unit.session.get(Theme, next(iter(lines), 0))
    if theme is None:
        return
    community = unit.session.get_one(Community, theme.community_id)
    for person_id, themes in _followers(unit.session, community.id, list(lines)).items():
        told = tuple((lines[one].label, _facts(lines[one])) for one in lines if one in themes)
        card = followed_card(community.name, told)
        once = f"followed:{community.id}:{key}:{person_id}"
        tell(unit, person_id, card, key=once, now=now)


def _facts(line: ThemeLine) -> str:
    return f"{line.band}, {line.trend}"


def _followers(
    session: Session, community_id: int, theme_ids: Sequence[int]
) -> dict[int, set[int]]:
    """Return the officials who follow any of these themes, each with which."""
    now = {old: one for one in theme_ids for old in with_merged(session, one)}
    rows = session.execute(
        select(ThemeFollow.person_id, ThemeFollow.theme_id)
        .join(Membership, Membership.person_id == ThemeFollow.person_id)
        .where(
            ThemeFollow.theme_id.in_(now),
            Membership.community_id == community_id,
            Membership.role == Role.OFFICIAL,
        )
        .order_by(ThemeFollow.person_id)
    )
    found: dict[int, set[int]] = defaultdict(set)
    for person_id, theme_id in rows:
        found[person_id].add(now[theme_id])
    return found
