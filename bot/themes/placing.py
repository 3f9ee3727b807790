"""Places new threads between two groupings, by what the last grouping learned.

It is kept in the database, so that every replica and the next start places alike, and nothing is
worked out anew while somebody waits.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.ports import Placement, ThemeFinder
from bot.store import UnitOfWork
from bot.themes.curation import resolve
from bot.themes.models import Theme, ThemePlacement, ThemeState


class Placements:
    """What was learned of each community, read once and again when it was learned anew."""

    def __init__(self, finder: ThemeFinder, embedder: str) -> None:
        """Prepare; `embedder` says whose vectors are compared: another's are never used."""
        self._finder = finder
        self._embedder = embedder
        self._known: dict[int, tuple[datetime, Placement]] = {}

    def keep(self, unit: UnitOfWork, community_id: int, placement: Placement, at: datetime) -> None:
        """Keep what was learned of a community at a time."""
        row = ThemePlacement(
            community_id=community_id,
            embedder=self._embedder,
            made_at=at,
            learned=placement.kept(),
        )
        unit.session.merge(row)

    def nearest(
        self, session: Session, community_id: int, vector: bytes
    ) -> tuple[int, float] | None:
        """Return the living theme a vector belongs in and how well it fits, or None.

        Where people merged that theme since, it is the one it went into.
        """
        placement = self._placement(session, community_id)
        nearest = placement.nearest(vector) if placement else None
        theme = session.get(Theme, nearest[0]) if nearest else None
        if nearest is None or theme is None:
            return None
        theme = resolve(session, theme)
        return (theme.id, nearest[1]) if theme.state is ThemeState.ACTIVE else None

    def _placement(self, session: Session, community_id: int) -> Placement | None:
        mine = (
            ThemePlacement.community_id == community_id,
            ThemePlacement.embedder == self._embedder,
        )
        made_at = session.scalar(select(ThemePlacement.made_at).where(*mine))
        if made_at is None:
            return None
        known = self._known.get(community_id)
        if known is None or known[0] != made_at:
            learned = session.scalars(select(ThemePlacement.learned).where(*mine)).one()
            known = self._known[community_id] = (made_at, self._finder.restored(learned))
        return known[1]
