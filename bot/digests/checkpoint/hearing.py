"""Reads what hubs said on each theme in a summary's time, and in the one before it.

A person counts in one hub, whichever accounts they wrote with and whatever hub each was in; the
later of cross-posted twins does not count. Exact numbers: nothing here is fit to leave.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from bot.capture.models import Contribution, Kind
from bot.community.models import Community, Hub
from bot.digests.checkpoint.window import Window
from bot.digests.disclosure.rules import Heard
from bot.themes.models import Theme, ThemeMembership, ThemeState
from bot.themes.numbers import counted, same_thread

_COLUMNS = (Contribution.author_id, Hub.id, Contribution.posted_at)


class Said(NamedTuple):
    """A message of a hub, as it is counted."""

    author_id: int | None
    hub_id: int
    posted_at: datetime
    theme_id: int = 0
    kind: Kind = Kind.UNSURE
    text: str = ""


@dataclass(frozen=True, slots=True)
class Talk:
    """What was said on a theme in the summary's time, each message with the hub it counts for."""

    theme: Theme
    now: Sequence[tuple[int, Said]]
    before: Sequence[tuple[int, Said]]
    recent: bool

    @property
    def heard(self) -> Heard:
        """Return the theme as the rules of disclosure take it."""
        return Heard(
            theme_id=self.theme.id,
            label=self.theme.label,
            now={hub for hub, _ in self.now},
            before={hub for hub, _ in self.before},
            recent=self.recent,
        )

    def hubs_with(self, kind: Kind) -> int:
        """Return how many hubs said something of a kind."""
        return len({hub for hub, said in self.now if said.kind is kind})

    def hubs_saying(self, phrase: str) -> int:
        """Return how many hubs used a phrase."""
        words = phrase.casefold()
        return len({hub for hub, said in self.now if words in said.text.casefold()})

    def share_of(self, kind: Kind) -> float:
        """Return the share of a kind among the messages."""
        return sum(said.kind is kind for _, said in self.now) / max(1, len(self.now))


def talk_of(session: Session, community: Community, window: Window) -> list[Talk]:
    """Return the talk on each theme that somebody raised in the window or the one before."""
    if window.is_empty:
        return []
    root = aliased(Contribution)
    rows = session.execute(
        select(*_COLUMNS, Theme.id, Contribution.kind, Contribution.text)
        .select_from(Contribution)
        .join(Hub, Hub.id == Contribution.hub_id)
        .join(root, same_thread(root))
        .join(ThemeMembership, ThemeMembership.contribution_id == root.id)
        .join(Theme, Theme.id == ThemeMembership.theme_id)
        .where(
            Theme.community_id == community.id,
            Theme.state == ThemeState.ACTIVE,
            Hub.programme_id == community.programme_id,
            Contribution.community_id == community.id,
            Contribution.posted_at > window.before,
            Contribution.posted_at <= window.ends_at,
            counted(),
        )
    )
    said = [Said(*row) for row in rows]
    hubs = hub_of_each(said)
    older = _raised_until(session, community, window.before)
    by_theme: dict[int, list[Said]] = defaultdict(list)
    for one in said:
        by_theme[one.theme_id].append(one)
    return [
        _talk(session.get_one(Theme, theme_id), saying, hubs, window, theme_id not in older)
        for theme_id, saying in sorted(by_theme.items())
    ]


def hubs_that_spoke(session: Session, community: Community, window: Window) -> int:
    """Return how many hubs of the programme said anything in the window."""
    rows = session.execute(
        select(*_COLUMNS)
        .select_from(Contribution)
        .join(Hub, Hub.id == Contribution.hub_id)
        .where(
            Hub.programme_id == community.programme_id,
            Contribution.community_id == community.id,
            Contribution.deleted_at.is_(None),
            Contribution.posted_at > window.starts_at,
            Contribution.posted_at <= window.ends_at,
        )
    )
    said = [Said(*row) for row in rows]
    hubs = hub_of_each(said)
    return len({counts_for(one, hubs) for one in said})


def hub_of_each(said: Iterable[Said]) -> dict[int, int]:
    """Return the one hub that each person counts in: the one they wrote for last."""
    in_order = sorted(said, key=lambda one: one.posted_at)
    return {one.author_id: one.hub_id for one in in_order if one.author_id is not None}


def counts_for(said: Said, hubs: Mapping[int, int]) -> int:
    """Return the hub that a message counts for."""
    return said.hub_id if said.author_id is None else hubs[said.author_id]


def _raised_until(session: Session, community: Community, until: datetime) -> set[int]:
    """Return the themes that somebody raised until then."""
    root = aliased(Contribution)
    themes = (
        select(Theme.id)
        .join(ThemeMembership, ThemeMembership.theme_id == Theme.id)
        .join(root, root.id == ThemeMembership.contribution_id)
        .join(Contribution, same_thread(root))
        .where(Theme.community_id == community.id, Contribution.posted_at <= until, counted())
    )
    return set(session.scalars(themes.distinct()))


def _talk(
    theme: Theme, said: Sequence[Said], hubs: Mapping[int, int], window: Window, recent: bool
) -> Talk:
    counted_for = [(counts_for(one, hubs), one) for one in said]
    return Talk(
        theme,
        now=[one for one in counted_for if one[1].posted_at > window.starts_at],
        before=[one for one in counted_for if one[1].posted_at <= window.starts_at],
        recent=recent,
    )
