"""Changes a draft, piece by piece; each change is logged and shown at once where it stands."""

from dataclasses import replace
from datetime import datetime

from bot.community.models import Person
from bot.digests.approving.changes import ASKED, note
from bot.digests.approving.changing import Changed, Typed, Unfit, change
from bot.digests.approving.checking import faults
from bot.digests.approving.deciding import AlreadyDecided, lock_summary
from bot.digests.approving.showing import show_draft_anew
from bot.digests.models import Summary, SummaryState
from bot.digests.replies.models import DepartmentAsk
from bot.digests.snapshot import AskLine, freeze, thaw
from bot.store import UnitOfWork


def edit(
    unit: UnitOfWork, summary: Summary, piece: str, typed: Typed, by: Person, now: datetime
) -> bool:
    """Change a piece of a locked draft as typed; False: it says that already.

    Raises AlreadyDecided, NotThere or Unfit.
    """
    if summary.state is not SummaryState.DRAFTED:
        raise AlreadyDecided
    changed = checked_change(unit, summary, piece, typed)
    if changed.snapshot == thaw(summary.snapshot):
        return False
    keep_change(unit, summary, piece, changed)
    kept = note(unit, summary, changed.what, by, now, part=piece)
    show_draft_anew(unit, summary, f"r{kept.id}", now)
    return True


def add_ask(unit: UnitOfWork, summary: Summary, ask: DepartmentAsk) -> bool:
    """Add something that is asked of the department to a draft. False: it is decided, or has it.

    Then the ask goes into the next summary.
    """
    summary = lock_summary(unit, summary.id) or summary
    snapshot = thaw(summary.snapshot)
    there = ask.id in [line.ask_id for line in snapshot.asks]
    if summary.state is not SummaryState.DRAFTED or there:
        return False
    line = AskLine(ask_id=ask.id, kind=ask.kind, words=ask.words)
    summary.snapshot = freeze(replace(snapshot, asks=(*snapshot.asks, line)))
    by = unit.session.get(Person, ask.raised_by_id) if ask.raised_by_id else None
    kept = note(unit, summary, ASKED, by, ask.raised_at, part=f"ask:{ask.id}")
    show_draft_anew(unit, summary, f"r{kept.id}", ask.raised_at)
    return True


def checked_change(unit: UnitOfWork, summary: Summary, piece: str, typed: Typed) -> Changed:
    """Return a piece's change, its words found fit. Raises NotThere or Unfit."""
    changed = change(thaw(summary.snapshot), piece, typed)
    if errors := faults(unit.session, summary, piece, changed.new):
        raise Unfit(errors)
    return changed


def keep_change(unit: UnitOfWork, summary: Summary, piece: str, changed: Changed) -> None:
    """Keep a change; an ask in new words is kept so too, for its replies to speak of."""
    summary.snapshot = freeze(changed.snapshot)
    kind, _, number = piece.partition(":")
    ask = unit.session.get(DepartmentAsk, int(number)) if kind == "ask" else None
    line = next((one for one in changed.snapshot.asks if f"ask:{one.ask_id}" == piece), None)
    if ask is not None and line is not None:
        ask.words = line.words
    unit.flush()
