"""Puts words that may be quoted into the draft that waits for approval, and takes them out again.

Whoever changes a draft holds it until the unit of work ends: what is approved is what is shown.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from bot.capture.models import Contribution
from bot.community.models import Community
from bot.digests.approving.changes import CHANGED, note
from bot.digests.approving.showing import show_draft_anew
from bot.digests.consent.choosing import may_be_offered, theme_ids_of
from bot.digests.models import Summary, SummaryState
from bot.digests.snapshot import Quoted, ThemeLine, freeze, thaw
from bot.store import UnitOfWork
from bot.themes.outside import names_in


def hold_drafts(unit: UnitOfWork, community_id: int) -> Sequence[Summary]:
    """Return a community's drafts, held so that none is approved meanwhile."""
    drafts = select(Summary).where(
        Summary.community_id == community_id, Summary.state == SummaryState.DRAFTED
    )
    held = drafts.order_by(Summary.id).with_for_update()
    return unit.session.scalars(held.execution_options(populate_existing=True)).all()


def put_into_draft(unit: UnitOfWork, message: Contribution, now: datetime) -> None:
    """Quote a message below its theme in the latest draft, if there is one without a quote."""
    community = unit.session.get_one(Community, message.community_id)
    if not may_be_offered(message.text, names_in(unit.session, community)):
        return
    quote = Quoted(contribution_id=message.id, words=message.text)
    themes = theme_ids_of(unit.session, message)
    for draft in hold_drafts(unit, message.community_id)[-1:]:

        def quoting(line: ThemeLine) -> ThemeLine:
            fits = line.theme_id in themes and line.quote is None
            return replace(line, quote=quote) if fits else line

        _change(unit, draft, quoting, f"quote:{message.id}", now)


def take_out_of_drafts(unit: UnitOfWork, message: Contribution, now: datetime) -> None:
    """Quote a message no more in what waits for approval."""

    def without(line: ThemeLine) -> ThemeLine:
        quoted = line.quote is not None and line.quote.contribution_id == message.id
        return replace(line, quote=None) if quoted else line

    for draft in hold_drafts(unit, message.community_id):
        _change(unit, draft, without, f"quote:{message.id}", now)


def _change(
    unit: UnitOfWork,
    draft: Summary,
    change: Callable[[ThemeLine], ThemeLine],
    how: str,
    now: datetime,
) -> None:
    """Change a draft's lines, and show it anew where it stands; the log tells `how`."""
    before = thaw(draft.snapshot)
    after = replace(before, themes=tuple(change(line) for line in before.themes))
    if after == before:
        return
    draft.snapshot = freeze(after)
    unit.flush()
    kept = note(unit, draft, CHANGED, None, now, part=how)
    show_draft_anew(unit, draft, f"r{kept.id}", now)
