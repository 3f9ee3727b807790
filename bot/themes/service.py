"""Groups a community's threads into themes and keeps their identity; what people decided stays."""

import logging
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.capture.models import Contribution, Kind
from bot.capture.traffic import Traffic
from bot.community.models import Community
from bot.ports import Clock, Grouping, TextEmbedder, ThemeFinder, Thread
from bot.progress import NoProgress, Progress
from bot.store import Database, UnitOfWork
from bot.themes.models import Theme, ThemeMembership
from bot.themes.placing import Placements
from bot.themes.reading import active_themes
from bot.themes.regrouping.applying import Placed, Plan, end_lost, keep_members, keep_themes
from bot.themes.regrouping.decisions import as_named, decided_by_people, words_of_people
from bot.themes.sorting.service import keep_asks
from bot.themes.threads import head_of, read_threads
from bot.themes.weeks.service import keep_week

log = logging.getLogger(__name__)
TRIES = 3
"""How often a regrouping begins again when the themes changed while it looked."""
SILENT = NoProgress()


class KeepChanging(Exception):
    """The themes changed each time while they were looked at; try again later."""


class Stopped(Exception):
    """The program is stopping; what is left of the regrouping is for the next start."""


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


@dataclass(frozen=True, slots=True)
class _Looked:
    """What a regrouping looked at, and what it found in it."""

    at: datetime
    standing: tuple[set[int], int]
    threads: Sequence[Thread]
    grouping: Grouping


class Themes:
    """Regroups communities, and places new messages between regroupings."""

    def __init__(
        self,
        database: Database,
        finder: ThemeFinder,
        embedder: TextEmbedder,
        clock: Clock,
        *,
        zone: ZoneInfo,
        traffic: Traffic | None = None,
    ) -> None:
        """Prepare. Weeks begin on Mondays of the zone; writing lets the traffic go first."""
        self._database = database
        self._finder = finder
        self._embedder = embedder
        self._clock = clock
        self._zone = zone
        self._traffic = traffic or Traffic()
        self._placements = Placements(finder, embedder.name)
        self._stopping = False

    def stop(self) -> None:
        """Stop a regrouping that runs, between two pieces of its writing."""
        self._stopping = True

    def regroup_all(self, progress: Progress = SILENT) -> list[RegroupReport]:
        """Regroup every community, one after the other. Raises Stopped or KeepChanging."""
        with self._database.read() as unit:
            ids = unit.session.scalars(select(Community.id).order_by(Community.id)).all()
        progress.begin("Grouping", len(ids), "communities")
        reports = []
        for number, community_id in enumerate(ids, start=1):
            reports.append(self.regroup(community_id))
            progress.reach(number)
        progress.end()
        return reports

    def regroup(self, community_id: int) -> RegroupReport:
        """Regroup one community. The finding itself holds no transaction.

        When the themes changed meanwhile (a facilitator merged two, another replica regrouped) or
        words were erased, what was found is no longer so: it is looked for again. Raises
        KeepChanging, or Stopped when the program is.
        """
        for _ in range(TRIES):
            started = time.monotonic()
            looked = self._look(community_id)
            report = self._keep(community_id, looked)
            if report is not None:
                log.info("Regrouped %s, in %.1f s", report, time.monotonic() - started)
                return report
        raise KeepChanging

    def _look(self, community_id: int) -> _Looked:
        self._go_on()
        at = self._clock.now()
        with self._database.read() as unit:
            standing = _standing(unit.session, community_id)
            threads = read_threads(unit.session, community_id, self._embedder.name)
            words = words_of_people(unit.session, community_id)
        grouping = self._finder.find(threads, as_named(words, self._embedder))
        return _Looked(at, standing, threads, grouping)

    def _keep(self, community_id: int, looked: _Looked) -> RegroupReport | None:
        """Write down what was found; None when it is no longer so."""
        now, grouping = self._clock.now(), looked.grouping
        self._go_on()
        with self._database.write() as unit:
            community = _lock_community(unit.session, community_id)
            if _standing(unit.session, community_id) != looked.standing:
                return None
            known = active_themes(unit.session, community_id)
            themes = keep_themes(unit, community_id, grouping, known, now)
            decided = decided_by_people(unit.session, community_id)
            placed = _placed(grouping, themes, looked.threads)
            unit.commit()
        machine = {head: where for head, where in placed.items() if head not in decided}
        plan = Plan(machine, {thread.key for thread in looked.threads}, looked.at)
        keep_members(self._database, community_id, plan, now, self._between)
        placement = self._finder.placement(_as_placed(looked.threads, placed, decided))
        kept = {theme.id for theme in themes}
        kept |= {theme for theme in decided.values() if theme is not None}
        self._go_on()
        with self._database.write() as unit:
            merged, faded = end_lost(unit, known, kept, grouping, now)
            self._placements.keep(unit, community_id, placement, now)
            keep_asks(unit, community_id, grouping.asks, themes)
            unit.commit()
        keep_week(self._database, community_id, now, self._zone)
        return RegroupReport(
            community=community.name,
            threads=sum(not thread.chatter for thread in looked.threads),
            themes=len(kept),
            born=sum(theme.id not in known for theme in themes),
            merged=merged,
            faded=faded,
            left_out=sum(not one.chatter and one.key not in placed for one in looked.threads),
        )

    def _go_on(self) -> None:
        if self._stopping:
            raise Stopped

    def _between(self, done: int) -> None:
        self._go_on()
        self._traffic.wait_for_lull()

    def place_new(self, unit: UnitOfWork, understood: Sequence[tuple[Contribution, bytes]]) -> None:
        """Place new threads into the nearest theme, if near enough; the rest waits."""
        now = self._clock.now()
        for contribution, vector in understood:
            if contribution.same_as_id is not None or contribution.kind is Kind.CHATTER:
                continue
            # Mostly it is the first of a thread: then there is nothing to look for.
            head = contribution if contribution.is_root else head_of(unit.session, contribution)
            if head.id != contribution.id or unit.session.get(ThemeMembership, head.id) is not None:
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
        return self._placements.nearest(session, community_id, vector)


def _placed(grouping: Grouping, themes: list[Theme], threads: Sequence[Thread]) -> Placed:
    """Return where each thread is to be; what a person said it is not about, it is not put in."""
    refused = {thread.key: thread.not_in for thread in threads if thread.not_in}
    return {
        head: (theme.id, fit)
        for theme, found in zip(themes, grouping.themes, strict=True)
        for head, fit in found.members.items()
        if theme.id not in refused.get(head, ())
    }


def _as_placed(
    threads: Sequence[Thread], placed: Placed, decided: dict[int, int | None]
) -> list[Thread]:
    """Return the threads with the themes they are in now."""
    themes: dict[int, int | None] = {head: theme for head, (theme, _) in placed.items()}
    themes |= decided
    said = [thread for thread in threads if not thread.chatter]
    return [replace(thread, theme=themes.get(thread.key)) for thread in said]


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
