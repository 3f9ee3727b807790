"""What people decided, as a grouping learns from it.

A thread that a person put somewhere (moved, merged, split off, sorted) is a labelled member: it
stays, it belongs with the others put there and apart from those put elsewhere. A name, a
description and a pin say in words what a theme is about.
"""

from collections.abc import Iterator

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.capture.models import Contribution
from bot.ports import NamedTheme, TextEmbedder
from bot.themes.curation import resolve
from bot.themes.models import Theme, ThemeMembership, ThemeState


def words_of_people(session: Session, community_id: int) -> list[tuple[int, str]]:
    """Return themes with what people called them; a merged theme's words go to where it went."""
    themes = session.scalars(
        select(Theme)
        .where(
            Theme.community_id == community_id,
            Theme.state.in_((ThemeState.ACTIVE, ThemeState.MERGED)),
            or_(Theme.label_by_id.is_not(None), Theme.description_by_id.is_not(None), Theme.pinned),
        )
        .order_by(Theme.id)
    ).all()
    return [found for theme in themes if (found := _words(session, theme)) is not None]


def _words(session: Session, theme: Theme) -> tuple[int, str] | None:
    shown = resolve(session, theme)
    parts = list(_parts(theme))
    if shown.state is not ThemeState.ACTIVE or not parts:
        return None
    return shown.id, ". ".join(parts)


def _parts(theme: Theme) -> Iterator[str]:
    """Give the words that people stand behind: a pin stands behind the label it was put on."""
    if theme.label_by_id is not None or (theme.pinned and theme.description_by_id is None):
        yield theme.label
    if theme.description_by_id is not None and theme.description:
        yield theme.description


def as_named(words: list[tuple[int, str]], embedder: TextEmbedder) -> list[NamedTheme]:
    """Return the same with vectors. Not for inside a transaction: it takes the model's time."""
    vectors = embedder.embed([said for _, said in words]) if words else []
    return [
        NamedTheme(theme, said, vector)
        for (theme, said), vector in zip(words, vectors, strict=True)
    ]


def decided_by_people(session: Session, community_id: int) -> dict[int, int | None]:
    """Return the threads (by head) that people placed, and where: None is no theme."""
    rows = session.execute(
        select(ThemeMembership.contribution_id, ThemeMembership.theme_id)
        .join(Contribution, Contribution.id == ThemeMembership.contribution_id)
        .where(Contribution.community_id == community_id, ThemeMembership.by_id.is_not(None))
    )
    return {row.contribution_id: row.theme_id for row in rows}
