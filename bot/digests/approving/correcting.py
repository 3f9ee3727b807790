"""Amends a posted summary where it stands, or recalls it; both say so, and why."""

from datetime import datetime

from bot.cards import notice
from bot.community.models import Person, Purpose
from bot.digests.approving import forms
from bot.digests.approving.changes import AMENDED, RECALLED, drafting, note
from bot.digests.approving.changing import Typed, Unfit
from bot.digests.approving.checking import faults
from bot.digests.approving.editing import checked_change, keep_change
from bot.digests.approving.posting import channels, publish, take_back
from bot.digests.approving.reading import decided, name_of
from bot.digests.approving.showing import show_summary_anew, summary_name
from bot.digests.cards.outcomes import taken_back_card
from bot.digests.cards.summary import recalled_card
from bot.digests.models import Summary, SummaryState
from bot.digests.snapshot import date_in_words, thaw
from bot.store import UnitOfWork

NO_WHY = "Say why: the department will read this."
AMENDED_NOTE = "The posted summary ({week}) was amended by {name}: {why}"


class NotPosted(Exception):
    """The summary was not posted, or was recalled."""


def amend(
    unit: UnitOfWork,
    summary: Summary,
    piece: str,
    typed: Typed,
    by: Person,
    now: datetime,
) -> bool:
    """Change a piece of a locked posted summary as typed, and what stands in the channels.

    False: nothing was typed that changes it. Raises NotPosted, NotThere or Unfit.
    """
    _must_be_posted(summary)
    why = _checked_why(unit, summary, typed(forms.WHY))
    changed = checked_change(unit, summary, piece, typed)
    if changed.snapshot == thaw(summary.snapshot):
        return False
    keep_change(unit, summary, piece, changed)
    summary.version += 1
    note(unit, summary, AMENDED, by, now, part=piece, reason=why)
    show_summary_anew(unit, summary, now)
    told = AMENDED_NOTE.format(week=changed.snapshot.week, name=name_of(by), why=why)
    name = f"summary-amended:{summary.id}:v{summary.version}"
    to = channels(unit, summary.community_id, Purpose.FACILITATORS)
    publish(unit, to, name, lambda _: (notice(told),), now)
    return True


def recall(unit: UnitOfWork, summary: Summary, why: str, by: Person, now: datetime) -> None:
    """Take a locked posted summary back from wherever it was posted, and say so there.

    Raises NotPosted or Unfit.
    """
    _must_be_posted(summary)
    reason = _checked_why(unit, summary, why)
    name, snapshot = summary_name(unit, summary), thaw(summary.snapshot)
    summary.state, summary.reason = SummaryState.RECALLED, reason
    summary.decided_by_id, summary.decided_at = by.id, now
    note(unit, summary, RECALLED, by, now, reason=reason)
    take_back(unit, name, how="recalled", now=now)
    card = recalled_card(snapshot, date_in_words(now, snapshot.zone), reason)
    to = channels(unit, summary.community_id, Purpose.CENTRAL)
    again = drafting(unit.session, summary)
    publish(unit, to, f"summary-recalled:{again}", lambda _: (card,), now)
    _tell_facilitators(unit, summary, now)


def _tell_facilitators(unit: UnitOfWork, summary: Summary, now: datetime) -> None:
    """Tell the facilitators that a posted summary was recalled."""
    outcome = f"{decided(unit.session, summary)} Reason: {summary.reason}"
    card = taken_back_card(summary.id, thaw(summary.snapshot), outcome)
    to = channels(unit, summary.community_id, Purpose.FACILITATORS)
    name = f"summary-taken-back:{drafting(unit.session, summary)}"
    publish(unit, to, name, lambda _: (card,), now)


def _must_be_posted(summary: Summary) -> None:
    if summary.state is not SummaryState.APPROVED:
        raise NotPosted


def _checked_why(unit: UnitOfWork, summary: Summary, why: str) -> str:
    """Return why, fit for the department to read. Raises Unfit."""
    if not why:
        raise Unfit({forms.WHY: NO_WHY})
    if errors := faults(unit.session, summary, "", {forms.WHY: (why, "")}):
        raise Unfit(errors)
    return why
