"""Keeps what a grouping found: first the themes, then their threads a few at a time, then the end.

Whoever waits to write waits for one piece and not for the whole; stopped between two, the next
grouping does the rest. What a person decided meanwhile stays.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.capture.models import Contribution
from bot.ports import FoundTheme, Grouping
from bot.store import Database, UnitOfWork
from bot.themes.models import Theme, ThemeEvent, ThemeMembership, ThemeState
from bot.themes.regrouping.wording import take_words

AT_ONCE = 200
CLOSER = 0.02
"""A fit that moved by less is not written: it would be most rows, every night."""
Placed = dict[int, tuple[int, float]]
"""Where each thread (by head) is to be: its theme and how well it fits."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Where threads are to be: those `placed`, of all `heads` that were looked at, and when."""

    placed: Placed
    heads: Set[int]
    looked_at: datetime


def keep_themes(
    unit: UnitOfWork,
    community_id: int,
    grouping: Grouping,
    known: Mapping[int, Theme],
    at: datetime,
) -> list[Theme]:
    """Continue or begin the themes found; return them in the order found."""
    themes = []
    for found in grouping.themes:
        theme = known.get(found.theme) if found.theme is not None else None
        themes.append(_continued(unit, theme, found, at) if theme else _begun(community_id, at))
        take_words(themes[-1], found)
        unit.session.add(themes[-1])
    unit.flush()
    for number, (theme, found) in enumerate(zip(themes, grouping.themes, strict=True)):
        if theme.id not in known:
            _tell_beginning(unit, theme, found, grouping.split.get(number), at)
    return themes


def _begun(community_id: int, at: datetime) -> Theme:
    theme = Theme(community_id=community_id, label="", born_at=at)
    theme.labelled_at_size = 0
    return theme


def _tell_beginning(
    unit: UnitOfWork, theme: Theme, found: FoundTheme, origin: int | None, at: datetime
) -> None:
    detail = {"threads": len(found.members)} | ({"out_of": origin} if origin is not None else {})
    what = "split" if origin is not None else "born"
    unit.session.add(ThemeEvent(theme_id=theme.id, what=what, at=at, detail=detail))


def _continued(unit: UnitOfWork, theme: Theme, found: FoundTheme, at: datetime) -> Theme:
    """Tell how a theme has grown, when it is by half or more since that was last told."""
    told = unit.session.scalar(
        select(ThemeEvent)
        .where(ThemeEvent.theme_id == theme.id, ThemeEvent.what.in_(("born", "split", "grown")))
        .order_by(ThemeEvent.id.desc())
        .limit(1)
    )
    before = (told.detail.get("threads") if told else None) or theme.labelled_at_size
    if before and 2 * len(found.members) >= 3 * before:
        detail = {"threads": len(found.members), "before": before}
        unit.session.add(ThemeEvent(theme_id=theme.id, what="grown", at=at, detail=detail))
    return theme


def keep_members(
    database: Database,
    community_id: int,
    plan: Plan,
    at: datetime,
    between: Callable[[int], None],
) -> None:
    """Write the machine's placements, AT_ONCE rows a transaction; people's rows stay.

    So does what came in, and was placed, since the grouping looked. `between` is called between
    two transactions with the number of rows done; it may wait, and may raise to stop.
    """
    with database.read() as unit:
        changes = _changes(unit.session, community_id, plan)
    done = 0
    for heads in _portions(changes):
        between(done)
        try:
            _write(database, heads, plan.placed, at)
        except IntegrityError:  # on PostgreSQL a new message was placed at the same moment
            _write(database, heads, plan.placed, at)
        done += len(heads)


def _portions(heads: Sequence[int]) -> Iterator[list[int]]:
    rest = iter(heads)
    while portion := list(islice(rest, AT_ONCE)):
        yield portion


def _changes(session: Session, community_id: int, plan: Plan) -> list[int]:
    """Return the heads whose row is not as it should be; those of the same theme together."""
    rows = session.execute(
        select(
            ThemeMembership.contribution_id,
            ThemeMembership.theme_id,
            ThemeMembership.fit,
            ThemeMembership.by_id,
            ThemeMembership.since,
        )
        .join(Contribution, Contribution.id == ThemeMembership.contribution_id)
        .where(Contribution.community_id == community_id)
    ).all()
    wrong = [
        head
        for head, theme, fit, by, since in rows
        if by is None
        and (head in plan.heads or since < plan.looked_at)
        and _differs(plan.placed.get(head), theme, fit)
    ]
    new = plan.placed.keys() - {head for head, *_ in rows}
    return sorted([*wrong, *new], key=lambda head: (plan.placed.get(head, (0,))[0], head))


def _differs(wanted: tuple[int, float] | None, theme: int | None, fit: float) -> bool:
    return wanted is None or wanted[0] != theme or abs(wanted[1] - fit) >= CLOSER


def _write(database: Database, heads: list[int], placed: Placed, at: datetime) -> None:
    with database.write(durable=False) as unit:  # undone, the next grouping does it again
        _write_rows(unit, heads, placed, at)
        unit.commit()


def _write_rows(unit: UnitOfWork, heads: list[int], placed: Placed, at: datetime) -> None:
    """Write some rows, but none of a person's, none of erased words, none to an ended theme."""
    rows = unit.session.scalars(
        select(ThemeMembership).where(ThemeMembership.contribution_id.in_(heads)).with_for_update()
    )
    there = {row.contribution_id: row for row in rows}
    alive = unit.session.scalars(
        select(Contribution.id).where(Contribution.id.in_(heads), Contribution.deleted_at.is_(None))
    ).all()
    wanted = {head: placed[head] for head in alive if head in placed}
    living = set(
        unit.session.scalars(
            select(Theme.id).where(
                Theme.id.in_({theme for theme, _ in wanted.values()}),
                Theme.state == ThemeState.ACTIVE,
            )
        )
    )
    gone = [head for head, row in there.items() if row.by_id is None and head not in wanted]
    machine = ThemeMembership.contribution_id.in_(gone), ThemeMembership.by_id.is_(None)
    unit.session.execute(delete(ThemeMembership).where(*machine))
    for head, (theme_id, fit) in wanted.items():
        row = there.get(head) or ThemeMembership(contribution_id=head, since=at)
        if row.by_id is not None or theme_id not in living:
            continue
        if row.theme_id != theme_id:
            row.theme_id, row.since = theme_id, at
        row.fit = fit
        unit.session.add(row)


def end_lost(
    unit: UnitOfWork, known: Mapping[int, Theme], kept: set[int], grouping: Grouping, at: datetime
) -> tuple[int, int]:
    """End the themes that were not found again; return how many merged and how many faded.

    Pinned ones stay, and so do those in which a person's thread stands (`kept`).
    """
    merged = faded = 0
    for before in known.values():
        theme = unit.session.get_one(Theme, before.id)
        if theme.id in kept or theme.pinned or theme.state is not ThemeState.ACTIVE:
            continue
        into = grouping.merged.get(theme.id)
        into = into if into in kept else None
        theme.state = ThemeState.MERGED if into is not None else ThemeState.FADED
        theme.merged_into_id = into
        detail = {"into": into} if into is not None else {}
        event = ThemeEvent(theme_id=theme.id, what=str(theme.state), at=at, detail=detail)
        unit.session.add(event)
        merged, faded = merged + (into is not None), faded + (into is None)
    return merged, faded
