"""Where a caller may look, and the filters they chose within that: read from what there is.

A filter only ever narrows what the caller may see. Hubs are named to members of their own
community alone, so only those can be chosen; messages of other communities then are left out.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, Select, and_, exists, or_, select, tuple_
from sqlalchemy.orm import Session

from bot.capture.models import Contribution, Kind
from bot.community.models import Community, Hub, Programme
from bot.lessons.resources.reading import sharing
from bot.questions.finding.query import Query
from bot.questions.finding.since import EXAMPLES, first_day
from bot.questions.finding.terms import tokens
from bot.questions.ranking import FINDABLE
from bot.themes.models import Theme, ThemeMembership, ThemeState
from bot.words import day, listed

NAMED = 12
"""So many of the things to choose from are told to who chose something else."""


class NotThere(Exception):
    """A filter names nothing that the caller can filter by; the message says what there is."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class Reach:
    """The communities whose messages a caller may see: their own, and those of past programmes."""

    own: frozenset[int]
    past: Mapping[int, str]

    @property
    def all(self) -> frozenset[int]:
        """Return both."""
        return self.own | set(self.past)


@dataclass(frozen=True, slots=True)
class Scope:
    """The messages to search: None filters nothing. `told` says the filters in words."""

    communities: frozenset[int]
    hubs: frozenset[int] | None = None
    themes: frozenset[int] | None = None
    since: datetime | None = None
    told: str = ""

    @property
    def is_narrow(self) -> bool:
        """Say whether more is asked of a message than its community."""
        return any(one is not None for one in (self.hubs, self.themes, self.since))

    def conditions(self) -> list[ColumnElement[bool]]:
        """Return what a contribution in the scope is."""
        one = Contribution
        # SQLite would look through a whole community for a hub's few; a sum is in no index.
        community = one.community_id if self.hubs is None else one.community_id + 0
        wanted: list[ColumnElement[bool]] = [
            community.in_(self.communities),
            one.deleted_at.is_(None),
            or_(
                one.kind.in_(FINDABLE),
                and_(one.kind != Kind.CHATTER, one.id.in_(sharing())),
            ),
        ]
        if self.hubs is not None:
            wanted.append(one.hub_id.in_(self.hubs))
        if self.since is not None:
            wanted.append(one.posted_at >= self.since)
        if self.themes is not None:
            wanted.append(_in_themes(self.themes))
        return wanted


def _in_themes(themes: Iterable[int]) -> ColumnElement[bool]:
    """Say which contributions are in the threads of these themes."""
    one = Contribution
    thread = (one.platform, one.tenant, one.conversation, one.thread)
    heads = (
        select(*thread)
        .join(ThemeMembership, ThemeMembership.contribution_id == one.id)
        .where(ThemeMembership.theme_id.in_(themes))
    )
    return tuple_(*thread).in_(heads)


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to filter by: its row's ids, the word that stands for it and its name."""

    ids: frozenset[int]
    value: str
    name: str


def programmes(session: Session, reach: Reach) -> list[Choice]:
    """Return the programmes whose messages the caller may see."""
    rows = session.execute(
        select(Programme.id, Programme.slug, Programme.name)
        .where(exists().where(Community.programme_id == Programme.id, Community.id.in_(reach.all)))
        .order_by(Programme.past, Programme.name)
    )
    return [_choice(row) for row in rows]


def hubs(session: Session, reach: Reach) -> list[Choice]:
    """Return the hubs that spoke in the caller's own communities."""
    spoke = exists().where(
        Contribution.hub_id == Hub.id,
        Contribution.community_id.in_(reach.own),
        Contribution.deleted_at.is_(None),
    )
    rows = session.execute(select(Hub.id, Hub.slug, Hub.name).where(spoke).order_by(Hub.name))
    return [_choice(row) for row in rows]


def themes(session: Session, reach: Reach) -> list[Choice]:
    """Return the living themes that the caller may open, each label once."""
    rows = session.execute(
        select(Theme.id, Theme.label)
        .where(Theme.community_id.in_(reach.all), Theme.state == ThemeState.ACTIVE)
        .order_by(Theme.label, Theme.id)
    )
    found: dict[str, set[int]] = {}
    for row in rows:
        found.setdefault(row.label, set()).add(row.id)
    return [Choice(frozenset(ids), label, label) for label, ids in found.items()]


def _choice(row: Row[int, str, str]) -> Choice:
    return Choice(frozenset({row.id}), row.slug, row.name)


def resolve(session: Session, reach: Reach, query: Query, today: date, zone: ZoneInfo) -> Scope:
    """Return the scope that a query's filters make. Raises NotThere."""
    communities, told = reach.all, []
    if query.programme:
        chosen = _chosen("programme", query.programme, programmes(session, reach))
        ids = {key for one in chosen for key in one.ids}
        communities &= set(session.scalars(_communities_of(ids)))
        told.append(f"programme {_named(chosen)}")
    in_themes = _filter(session, reach, "theme", query.theme, themes, told)
    of_hubs = _filter(session, reach, "hub", query.hub, hubs, told)
    if of_hubs is not None:
        communities &= reach.own
    since = None
    if query.since:
        first = first_day(query.since, today)
        if first is None:
            raise NotThere("since", f"I don't know when “{query.since}” is. Try: {EXAMPLES}.")
        since = datetime.combine(first, time(), zone)
        told.append(f"since {day(first)}")
    return Scope(communities, of_hubs, in_themes, since, ", ".join(told))


def _communities_of(programme_ids: Iterable[int]) -> Select[int]:
    return select(Community.id).where(Community.programme_id.in_(programme_ids))


def _filter(
    session: Session,
    reach: Reach,
    field: str,
    wanted: str,
    choices: Callable[[Session, Reach], list[Choice]],
    told: list[str],
) -> frozenset[int] | None:
    if not wanted:
        return None
    chosen = _chosen(field, wanted, choices(session, reach))
    told.append(f"{field} {_named(chosen)}")
    return frozenset().union(*(one.ids for one in chosen))


def matching(wanted: str, choices: Sequence[Choice]) -> list[Choice]:
    """Return what is called so, else all whose name has these words."""
    called = tokens(wanted)
    exactly = [one for one in choices if called in (tokens(one.value), tokens(one.name))]
    return exactly or [one for one in choices if called and set(called) <= set(_words_of(one))]


def _chosen(field: str, wanted: str, choices: Sequence[Choice]) -> list[Choice]:
    """Return what a filter chooses. Raises NotThere."""
    if chosen := matching(wanted, choices):
        return chosen
    names = [one.name for one in choices]
    if not names:
        raise NotThere(field, f"There is no {field} to filter by yet. Leave the filter out.")
    more = len(names) - NAMED
    shown = [*names[:NAMED], *([f"{more} more"] if more > 0 else [])]
    raise NotThere(field, f"I know no {field} “{wanted}”. There is: {listed(shown)}.")


def _words_of(choice: Choice) -> list[str]:
    return [*tokens(choice.value), *tokens(choice.name)]


def _named(chosen: list[Choice]) -> str:
    return listed([one.name for one in chosen])
