"""Puts an ask into a draft summary, and notes who did."""

from dataclasses import replace
from datetime import datetime

from bot.community.models import Person
from bot.digests.models import Summary, SummaryChange
from bot.digests.replies.models import DepartmentAsk
from bot.digests.snapshot import AskLine, freeze, thaw
from bot.store import UnitOfWork


def add_to_draft(
    unit: UnitOfWork, summary: Summary, ask: DepartmentAsk, by: Person, now: datetime
) -> None:
    """Add an ask to a draft that nobody has decided about."""
    snapshot = thaw(summary.snapshot)
    line = AskLine(ask_id=ask.id, kind=ask.kind, words=ask.words)
    summary.snapshot = freeze(replace(snapshot, asks=(*snapshot.asks, line)))
    change = SummaryChange(summary_id=summary.id, what="changed", part="asks", by_id=by.id, at=now)
    unit.session.add(change)
    unit.flush()
