"""Draft summaries that wait for a facilitator's approval."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.cards import Button
from bot.community.models import Community
from bot.desk.content import Item, SectionContent
from bot.digests.models import Summary, SummaryState
from bot.digests.snapshot import Snapshot, thaw
from bot.router import Turn
from bot.words import count, day

NAME = "summaries"
OPEN = "desk_summary"


@dataclass(frozen=True, slots=True)
class Summaries:
    """The section; days are told in the zone."""

    zone: ZoneInfo

    def __call__(self, turn: Turn, community: Community) -> SectionContent:
        """Return the drafts nobody has decided about, the newest first."""
        drafts = turn.unit.session.scalars(
            select(Summary)
            .where(Summary.community_id == community.id, Summary.state == SummaryState.DRAFTED)
            .order_by(Summary.ends_at.desc())
        )
        return SectionContent(
            name=NAME,
            title="Summaries to approve",
            nothing="no summary to approve",
            items=tuple(
                _item(draft.id, thaw(draft.snapshot), draft.drafted_at.astimezone(self.zone))
                for draft in drafts
            ),
        )


def _item(summary_id: int, snapshot: Snapshot, drafted: datetime) -> Item:
    week = snapshot.week[0].upper() + snapshot.week[1:]
    themes = count(len(snapshot.themes), "theme")
    return Item(
        key=f"summary:{summary_id}",
        lead=week,
        facts=f"{themes}, drafted on {day(drafted.date())}. Nothing was sent yet.",
        buttons=(Button("Open the draft", OPEN, str(summary_id)),),
    )
