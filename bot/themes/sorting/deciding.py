"""What a facilitator's answer does. Each is a person's decision, noted, and can be taken back.

No permissions here: the handlers check who asks.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete

from bot.privacy.audit import record
from bot.store import UnitOfWork
from bot.themes.curation import Curation
from bot.themes.models import Theme, ThemeAsk, ThemeMembership, ThemeRefusal, ThemeState

SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Sorting:
    """A person's answers, in one unit of work."""

    hand: Curation

    @property
    def unit(self) -> UnitOfWork:
        """Return the unit of work."""
        return self.hand.unit

    def place(self, ask: ThemeAsk, theme: Theme) -> None:
        """Put the thread in a theme."""
        row = self._row(ask)
        self._answered(ask, "placed", [row])
        if row.theme_id not in (None, theme.id):
            self.hand.move(self._theme(row), [row.contribution_id], theme)
        self.hand.decide([row], theme.id)
        self.hand.note(theme, "sorted", threads=[row.contribution_id])

    def place_in_new(self, ask: ThemeAsk, community_id: int, label: str) -> Theme:
        """Make a new theme of the thread. Raises NotPossible before anything is changed."""
        self.hand.must_be_free(community_id, label)
        row = self._row(ask)
        self._answered(ask, "placed", [row])
        if row.theme_id is None:
            return self.hand.begin(community_id, label, [row])
        return self.hand.split(self._theme(row), [row.contribution_id], label)

    def leave_out(self, ask: ThemeAsk) -> None:
        """Say that the thread belongs to no theme."""
        row = self._row(ask)
        self._answered(ask, "left out", [row])
        if row.theme_id is not None:
            self.hand.move(self._theme(row), [row.contribution_id], None)
        self.hand.decide([row], None)
        self._audit(ask, "theme.left_out")

    def refuse(self, ask: ThemeAsk, themes: list[Theme]) -> None:
        """Say that the thread is about none of these; the next grouping looks elsewhere for it."""
        row = self.unit.session.get(ThemeMembership, ask.contribution_id)
        self._answered(ask, "none of these", [row] if row is not None else [])
        for theme in themes:
            refusal = ThemeRefusal(
                contribution_id=ask.contribution_id,
                theme_id=theme.id,
                by_id=self.hand.by.id,
                at=self.hand.now,
            )
            self.unit.session.merge(refusal)
            self.hand.note(theme, "refused", threads=[ask.contribution_id])
        if row is not None and row.theme_id in {theme.id for theme in themes}:
            self.unit.session.delete(row)
        self.unit.flush()

    def agree(self, ask: ThemeAsk, theme: Theme) -> None:
        """Say that the machine's name is right: it is a person's from now on."""
        self._answered(ask, "agreed", [])
        theme.label_by_id = self.hand.by.id
        self.hand.note(theme, "renamed")

    def dissolve(self, ask: ThemeAsk, theme: Theme) -> int:
        """Say that a group is not a theme: its threads belong to none; return how many."""
        rows = [row for row in self.hand.members(theme.id) if row.by_id is None]
        self._answered(ask, "dissolved", rows)
        self.hand.decide(rows, None)
        theme.state = ThemeState.FADED
        self.hand.note(theme, "dissolved", threads=[row.contribution_id for row in rows])
        return len(rows)

    def skip(self, ask: ThemeAsk) -> None:
        """Leave a question; the next grouping may ask it again."""
        self._answered(ask, SKIPPED, [])

    def take_back(self, ask: ThemeAsk) -> None:
        """Undo an answer: rows are as before where nobody decided otherwise since."""
        refusals = ThemeRefusal.contribution_id == ask.contribution_id, _by(self.hand.by.id)
        self.unit.session.execute(delete(ThemeRefusal).where(*refusals))
        for contribution_id, theme_id, by_id, fit in ask.before:
            self._restore(contribution_id, theme_id, by_id, fit)
        for theme_id in ask.themes if ask.answer == "dissolved" else ():
            self.unit.session.get_one(Theme, theme_id).state = ThemeState.ACTIVE
        ask.answer, ask.answered_by_id, ask.before = None, None, []
        self._audit(ask, "theme.sort_undone")
        self.unit.flush()

    def _restore(
        self, contribution_id: int, theme_id: int | None, by_id: int | None, fit: float
    ) -> None:
        row = self.unit.session.get(ThemeMembership, contribution_id)
        if row is None:
            row = ThemeMembership(contribution_id=contribution_id, by_id=self.hand.by.id)
            self.unit.session.add(row)
        if row.by_id != self.hand.by.id:
            return
        left = self.unit.session.get(Theme, row.theme_id) if row.theme_id else None
        row.theme_id, row.by_id, row.fit, row.since = theme_id, by_id, fit, self.hand.now
        if theme_id is None and by_id is None:
            self.unit.session.delete(row)
        self.unit.flush()
        back_in = self.unit.session.get(Theme, theme_id) if theme_id else None
        if back_in is not None and back_in.state is ThemeState.FADED:
            back_in.state = ThemeState.ACTIVE
        if left is not None:
            self.hand.fade_if_empty(left)

    def _row(self, ask: ThemeAsk) -> ThemeMembership:
        """Return the thread's row; one that is in no theme gets one."""
        row = self.unit.session.get(ThemeMembership, ask.contribution_id)
        if row is None:
            row = ThemeMembership(contribution_id=ask.contribution_id, fit=0.0, since=self.hand.now)
            self.unit.session.add(row)
        return row

    def _theme(self, row: ThemeMembership) -> Theme:
        return self.unit.session.get_one(Theme, row.theme_id)

    def _answered(self, ask: ThemeAsk, answer: str, changed: list[ThemeMembership]) -> None:
        ask.answer, ask.answered_by_id = answer, self.hand.by.id
        ask.before = [_as_it_was(row) for row in changed]

    def _audit(self, ask: ThemeAsk, action: str) -> None:
        subject = f"contribution:{ask.contribution_id}"
        record(self.unit, by=self.hand.by, action=action, subject=subject, now=self.hand.now)


def _by(person_id: int) -> Any:
    return ThemeRefusal.by_id == person_id


def _as_it_was(row: ThemeMembership) -> list[Any]:
    return [row.contribution_id, row.theme_id, row.by_id, row.fit]
