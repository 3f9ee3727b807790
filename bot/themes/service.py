"""Groups a community's threads into themes and keeps their identity; what people decided stays."""

import logging
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.capture.models import Contribution, Kind
from bot.community.models import Community
from bot.ports import Clock, FoundTheme, Grouping, Placement, ThemeFinder
from bot.store import Database, UnitOfWork
from bot.themes.models import Theme, ThemeEvent, ThemeMembership, ThemeState
from bot.themes.threads import head_of, read_threads

log = logging.getLogger(__name__)
PLACEMENT_SECONDS = 600
TRIES = 3
"""How often a regrouping begins again when the themes changed while it looked."""


class KeepChanging(Exception):
    """The themes changed each time while they were looked at; try again later."""


@dataclass(frozen=True, slots=True)
class RegroupReport:
    """What a regrouping did to one community."""

    community: str
    threads: int
    themes: int
    born: int
    merged: int
    faded: int
    left_out: int

    def as_dict(self) -> dict[str, str | int]:
        """Return the report for a program to read."""
        return asdict(self)

    def __str__(self) -> str:
        """Return the report as a line a person reads."""
        return (
            f"{self.community}: {self.threads} threads, {self.themes} themes"
            f" ({self.born} new, {self.merged} merged, {self.faded} faded),"
            f" {self.left_out} threads in no theme"
        )


class Themes:
    """Regroups communities, and places new messages between regroupings."""

    def __init__(
        self, database: Database, finder: ThemeFinder, embedder_name: str, clock: Clock
    ) -> None:
        """Prepare; `embedder_name` says whose vectors are compared."""
        self._database = database
        self._finder = finder
        self._embedder = embedder_name
        self._clock = clock
        self._placements: dict[int, tuple[float, Placement]] = {}

    def regroup_all(self) -> list[RegroupReport]:
        """Regroup every community, one after the other."""
        with self._database.read() as unit:
            ids = unit.session.scalars(select(Community.id).order_by(Community.id)).all()
        return [self.regroup(community_id) for community_id in ids]

    def regroup(self, community_id: int) -> RegroupReport:
        """Regroup one community. The finding itself holds no transaction.

        When the themes changed meanwhile (a facilitator merged two, another replica regrouped) or
        words were erased, what was found is no longer so: it is looked for again. Raises
        KeepChanging.
        """
        for _ in range(TRIES):
            with self._database.read() as unit:
                before = _standing(unit.session, community_id)
                threads = read_threads(unit.session, community_id, self._embedder)
            grouping = self._finder.find(threads)
            with self._database.write() as unit:
                community = _lock_community(unit.session, community_id)
                if _standing(unit.session, community_id) != before:
                    continue
                report = self._apply(unit, community, grouping, len(threads))
                unit.commit()
            self._placements.pop(community_id, None)
            log.info("Regrouped %s", report)
            return report
        raise KeepChanging

    def _apply(
        self, unit: UnitOfWork, community: Community, grouping: Grouping, threads: int
    ) -> RegroupReport:
        now = self._clock.now()
        known = active_themes(unit.session, community.id)
        decided = _decided_by_people(unit.session, community.id)
        placed: dict[int, tuple[int, float]] = {}
        kept: set[int] = set()
        born = 0
        for found in grouping.themes:
            theme = known.get(found.theme) if found.theme is not None else None
            born += theme is None
            theme = self._continue(unit, theme, found, community.id, now)
            kept.add(theme.id)
            placed.update({head: (theme.id, fit) for head, fit in found.members.items()})
        _place(unit, community.id, placed, decided, now)
        kept |= {theme for theme in decided.values() if theme is not None}
        ended = [t for t in known.values() if t.id not in kept and not t.pinned]
        merged = sum(_end(unit, theme, grouping, now) for theme in ended)
        return RegroupReport(
            community=community.name,
            threads=threads,
            themes=len(kept),
            born=born,
            merged=merged,
            faded=len(ended) - merged,
            left_out=len(grouping.left_out),
        )

    def _continue(
        self,
        unit: UnitOfWork,
        theme: Theme | None,
        found: FoundTheme,
        community_id: int,
        now: datetime,
    ) -> Theme:
        if theme is None:
            theme = Theme(community_id=community_id, label=found.label, born_at=now)
            theme.labelled_at_size = 0
            unit.session.add(theme)
        grown = len(found.members) >= 2 * theme.labelled_at_size
        if theme.label_by_id is None and grown:
            theme.label = found.label
            theme.labelled_at_size = len(found.members)
        if theme.description_by_id is None and (grown or not theme.description):
            theme.description = found.description
        theme.representatives = list(found.representatives)
        theme.phrases = list(found.phrases)
        fresh = theme.id is None
        unit.flush()
        if fresh:
            unit.session.add(ThemeEvent(theme_id=theme.id, what="born", at=now, detail={}))
        return theme

    def place_new(self, unit: UnitOfWork, understood: Sequence[tuple[Contribution, bytes]]) -> None:
        """Place new threads into the nearest theme, if near enough; the rest waits."""
        now = self._clock.now()
        for contribution, vector in understood:
            if contribution.same_as_id is not None or contribution.kind is Kind.CHATTER:
                continue
            head = head_of(unit.session, contribution)
            if unit.session.get(ThemeMembership, head.id) is not None or head.id != contribution.id:
                continue
            nearest = self.nearest_theme(unit.session, contribution.community_id, vector)
            if nearest is not None:
                theme_id, fit = nearest
                unit.session.add(
                    ThemeMembership(contribution_id=head.id, theme_id=theme_id, fit=fit, since=now)
                )

    def nearest_theme(
        self, session: Session, community_id: int, vector: bytes
    ) -> tuple[int, float] | None:
        """Return the living theme a vector would be placed in and how well it fits, or None."""
        nearest = self._placement(session, community_id).nearest(vector)
        if nearest is None:
            return None
        theme = session.get(Theme, nearest[0])
        return nearest if theme and theme.state is ThemeState.ACTIVE else None

    def _placement(self, session: Session, community_id: int) -> Placement:
        """Return what was learned from the themes there are, anew every now and then.

        Another replica may have regrouped meanwhile.
        """
        known = self._placements.get(community_id)
        if known is None or time.monotonic() - known[0] > PLACEMENT_SECONDS:
            threads = read_threads(session, community_id, self._embedder)
            known = (time.monotonic(), self._finder.placement(threads))
            self._placements[community_id] = known
        return known[1]


def _lock_community(session: Session, community_id: int) -> Community:
    """Return the community, which no other replica regroups until this transaction ends."""
    statement = select(Community).where(Community.id == community_id).with_for_update(of=Community)
    return session.scalars(statement).one()


def _standing(session: Session, community_id: int) -> tuple[set[int], int]:
    """Return what a regrouping must not overlook: the living themes, and how much was erased."""
    erased = select(func.count(Contribution.id)).where(
        Contribution.community_id == community_id, Contribution.deleted_at.is_not(None)
    )
    return set(active_themes(session, community_id)), session.scalar(erased) or 0


def active_themes(session: Session, community_id: int) -> dict[int, Theme]:
    """Return a community's living themes by id."""
    rows = session.scalars(
        select(Theme).where(Theme.community_id == community_id, Theme.state == ThemeState.ACTIVE)
    )
    return {theme.id: theme for theme in rows}


def _decided_by_people(session: Session, community_id: int) -> dict[int, int | None]:
    rows = session.execute(
        select(ThemeMembership.contribution_id, ThemeMembership.theme_id)
        .join(Contribution, Contribution.id == ThemeMembership.contribution_id)
        .where(Contribution.community_id == community_id, ThemeMembership.by_id.is_not(None))
    )
    return {row.contribution_id: row.theme_id for row in rows}


def _place(
    unit: UnitOfWork,
    community_id: int,
    placed: dict[int, tuple[int, float]],
    decided: dict[int, int | None],
    now: datetime,
) -> None:
    """Write the machine's placements; rows a person decided are left as they are."""
    rows = unit.session.scalars(
        select(ThemeMembership)
        .join(Contribution, Contribution.id == ThemeMembership.contribution_id)
        .where(Contribution.community_id == community_id, ThemeMembership.by_id.is_(None))
    )
    current = {row.contribution_id: row for row in rows}
    for head, row in current.items():
        if head not in placed:
            unit.session.delete(row)
    for head, (theme_id, fit) in placed.items():
        if head in decided:
            continue
        row = current.get(head) or ThemeMembership(contribution_id=head, since=now)
        if row.theme_id != theme_id:
            row.theme_id, row.since = theme_id, now
        row.fit = fit
        unit.session.add(row)
    unit.flush()


def _end(unit: UnitOfWork, theme: Theme, grouping: Grouping, now: datetime) -> bool:
    """End a theme that was not found again; return whether it went into another."""
    into = grouping.merged.get(theme.id)
    theme.state = ThemeState.MERGED if into is not None else ThemeState.FADED
    theme.merged_into_id = into
    detail = {"into": into} if into is not None else {}
    unit.session.add(ThemeEvent(theme_id=theme.id, what=str(theme.state), at=now, detail=detail))
    return into is not None
