"""What people decide about themes: rename, pin, merge and undo it, move threads, split off.

Every decision is a person's row (`by_id`), an event and an audit entry. A regrouping leaves them
as they are and learns from them. No permissions here: the handlers check who asks.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from bot.community.models import Person
from bot.privacy.audit import record
from bot.store import UnitOfWork
from bot.themes.models import Theme, ThemeEvent, ThemeMembership, ThemeRefusal, ThemeState

REPRESENTATIVES = 3


class NotPossible(Exception):
    """The decision can't be carried out as things stand; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Curation:
    """A person's decisions, in one unit of work."""

    unit: UnitOfWork
    by: Person
    now: datetime

    def rename(self, theme: Theme, label: str, description: str) -> bool:
        """Give a theme a person's words; False when they are the words it has."""
        if (label, description) == (theme.label, theme.description):
            return False
        other = _labelled(self.unit.session, theme.community_id, label)
        if other is not None and other.id != theme.id:
            raise NotPossible("Another theme has this name. Use other words, or merge the two.")
        if label != theme.label:
            theme.label, theme.label_by_id = label, self.by.id
        if description != theme.description:
            theme.description, theme.description_by_id = description, self.by.id
        self.note(theme, "renamed")
        return True

    def pin(self, theme: Theme, pinned: bool) -> bool:
        """Pin a theme (it never fades by itself) or unpin it; False when it is so already."""
        if theme.pinned == pinned:
            return False
        theme.pinned = pinned
        self.note(theme, "pinned" if pinned else "unpinned")
        return True

    def merge(self, theme: Theme, into: Theme) -> None:
        """Put a theme's threads into another theme. Raises NotPossible."""
        if theme.id == into.id or theme.community_id != into.community_id:
            raise NotPossible("Choose another theme of the same community.")
        if theme.state is not ThemeState.ACTIVE or into.state is not ThemeState.ACTIVE:
            raise NotPossible("One of these themes is no longer active. Type /themes to see them.")
        members = self.members(theme.id)
        before = [[row.contribution_id, row.by_id, row.fit] for row in members]
        self.decide(members, into.id)
        theme.state, theme.merged_into_id = ThemeState.MERGED, into.id
        self.note(theme, "merged", into=into.id, members=before)

    def unmerge(self, theme: Theme) -> int:
        """Take back a merge: its threads return as they were; return how many. NotPossible."""
        event = merged_by_person(self.unit.session, theme)
        if event is None:
            raise NotPossible("This theme is not merged into another any more.")
        now_in = resolve(self.unit.session, theme)
        returned = 0
        for contribution_id, by_id, fit in event.detail["members"]:
            row = self.unit.session.get(ThemeMembership, contribution_id)
            if row is None or row.theme_id != now_in.id:
                continue
            row.theme_id, row.by_id, row.fit, row.since = theme.id, by_id, fit, self.now
            returned += 1
        theme.state, theme.merged_into_id = ThemeState.ACTIVE, None
        self.note(theme, "unmerged", out_of=now_in.id)
        self.fade_if_empty(now_in)
        return returned

    def move(self, theme: Theme, threads: Collection[int], to: Theme | None) -> int:
        """Move threads of a theme to another, or (None) to no theme; return how many moved."""
        members = self._still_in(theme, threads)
        if to is not None and (
            to.community_id != theme.community_id or to.state is not ThemeState.ACTIVE
        ):
            raise NotPossible("That theme is no longer active. Type /themes to see them.")
        self._move(theme, members, to)
        return len(members)

    def split(self, theme: Theme, threads: Collection[int], label: str) -> Theme:
        """Make a new theme of some of a theme's threads. Raises NotPossible."""
        members = self._still_in(theme, threads)
        self.must_be_free(theme.community_id, label)
        new = self._begin(theme.community_id, label, members, out_of=theme.id)
        self._move(theme, members, new)
        return new

    def must_be_free(self, community_id: int, label: str) -> None:
        """Raise NotPossible when a living theme has this name."""
        if _labelled(self.unit.session, community_id, label) is not None:
            raise NotPossible("Another theme has this name. Choose it in the list, or other words.")

    def begin(self, community_id: int, label: str, members: list[ThemeMembership]) -> Theme:
        """Make a new theme of threads that are in none. Raises NotPossible."""
        self.must_be_free(community_id, label)
        new = self._begin(community_id, label, members)
        self.decide(members, new.id)
        return new

    def _begin(
        self, community_id: int, label: str, members: list[ThemeMembership], **detail: int
    ) -> Theme:
        new = Theme(
            community_id=community_id, label=label, label_by_id=self.by.id, born_at=self.now
        )
        new.representatives = [row.contribution_id for row in members[:REPRESENTATIVES]]
        self.unit.session.add(new)
        self.unit.flush()
        self.note(new, "born", threads=len(members), **detail)
        return new

    def _still_in(self, theme: Theme, threads: Collection[int]) -> list[ThemeMembership]:
        members = [row for row in self.members(theme.id) if row.contribution_id in set(threads)]
        if not members:
            raise NotPossible("Those messages are no longer in this theme: they were moved before.")
        return members

    def _move(self, theme: Theme, members: list[ThemeMembership], to: Theme | None) -> None:
        self.decide(members, to.id if to else None)
        moved = [row.contribution_id for row in members]
        theme.representatives = [one for one in theme.representatives if one not in moved]
        self.note(theme, "moved", to=to.id if to else None, threads=moved)
        self.fade_if_empty(theme)

    def members(self, theme_id: int) -> list[ThemeMembership]:
        """Return the rows of a theme's threads."""
        rows = select(ThemeMembership).where(ThemeMembership.theme_id == theme_id)
        return list(self.unit.session.scalars(rows.order_by(ThemeMembership.contribution_id)))

    def decide(self, rows: Iterable[ThemeMembership], theme_id: int | None) -> None:
        """Put threads where this person wants them, and leave no doubt about who did."""
        for row in rows:
            row.theme_id, row.by_id, row.fit, row.since = theme_id, self.by.id, 1.0, self.now
            refused = ThemeRefusal.contribution_id == row.contribution_id
            here = ThemeRefusal.theme_id == theme_id
            self.unit.session.execute(delete(ThemeRefusal).where(refused, here))
        self.unit.flush()

    def fade_if_empty(self, theme: Theme) -> None:
        """End a theme that decisions left empty, unless it is pinned."""
        if theme.state is ThemeState.ACTIVE and not theme.pinned and not self.members(theme.id):
            theme.state = ThemeState.FADED
            self.note(theme, "faded")

    def note(self, theme: Theme, what: str, **detail: object) -> None:
        """Write down what was decided: an event of the theme's, and an audit entry."""
        event = ThemeEvent(theme_id=theme.id, what=what, at=self.now, by_id=self.by.id)
        event.detail = dict(detail)
        self.unit.session.add(event)
        record(
            self.unit, by=self.by, action=f"theme.{what}", subject=f"theme:{theme.id}", now=self.now
        )
        self.unit.flush()


def merged_by_person(session: Session, theme: Theme) -> ThemeEvent | None:
    """Return the merge by a person that holds for this theme, if one does."""
    if theme.state is not ThemeState.MERGED:
        return None
    event = session.scalar(
        select(ThemeEvent)
        .where(ThemeEvent.theme_id == theme.id, ThemeEvent.what == "merged")
        .order_by(ThemeEvent.id.desc())
        .limit(1)
    )
    return event if event is not None and event.by_id is not None else None


def merged_into(session: Session, theme: Theme) -> list[Theme]:
    """Return the themes that people merged into this one, and could take back."""
    rows = session.scalars(select(Theme).where(Theme.merged_into_id == theme.id).order_by(Theme.id))
    return [one for one in rows if merged_by_person(session, one) is not None]


def resolve(session: Session, theme: Theme) -> Theme:
    """Return where a theme's threads are now: itself, or the end of its merges."""
    seen = {theme.id}
    while theme.merged_into_id is not None and theme.merged_into_id not in seen:
        seen.add(theme.merged_into_id)
        theme = session.get_one(Theme, theme.merged_into_id)
    return theme


def _labelled(session: Session, community_id: int, label: str) -> Theme | None:
    return session.scalar(
        select(Theme)
        .where(
            Theme.community_id == community_id,
            Theme.state == ThemeState.ACTIVE,
            func.lower(Theme.label) == label.lower(),
        )
        .limit(1)
    )
