"""The facilitators' desk: drafts summaries, and decides on them through the real reception."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count

from sqlalchemy import select

from bot.cards import Answer, Card, Replace, Say, from_json
from bot.community.models import Community
from bot.delivery.models import OutboxRow
from bot.digests.models import Summary, SummaryState
from bot.digests.service import draft
from bot.events import ButtonPressed, FormSubmitted, Place, Sender
from bot.privacy.models import AuditEntry
from bot.reception import Reception
from bot.schedules.calendar import Period
from bot.store import Database
from tests.unit.digests.talk import Talk

HERE = Place(platform="file", tenant="t", conversation="facilitators")
AT = datetime(2026, 9, 21, 9, tzinfo=UTC)
ROOT = Sender(platform="file", tenant="t", user_id="root", name="Root")


@dataclass
class Desk:
    """Presses buttons and sends forms through the real reception."""

    database: Database
    reception: Reception
    _events: "count[int]" = field(default_factory=count)

    def press(self, who: Sender, action: str, value: object) -> Answer | None:
        event = f"e{next(self._events)}"
        return self.reception.answer_now(
            ButtonPressed(
                event_id=event, at=AT, who=who, where=HERE, action=action, value=str(value)
            )
        )

    def approve(self, who: Sender, summary: object) -> Answer | None:
        return self.press(who, "summary_approve", summary)

    def send_back(self, who: Sender, summary: object, reason: str) -> Answer | None:
        return self.reception.answer_now(
            FormSubmitted(
                event_id=f"e{next(self._events)}",
                at=AT,
                who=who,
                where=HERE,
                form="summary_send_back",
                context=str(summary),
                values={"reason": reason},
            )
        )

    def seen_in(self, conversation: str) -> list[Card]:
        with self.database.read() as unit:
            rows = unit.session.scalars(
                select(OutboxRow)
                .where(OutboxRow.conversation == conversation)
                .order_by(OutboxRow.id)
            )
            return [from_json(row.card) for row in rows]

    def audited(self) -> list[str]:
        with self.database.read() as unit:
            return list(unit.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))

    def state(self) -> SummaryState:
        with self.database.read() as unit:
            return unit.session.scalars(select(Summary.state)).one()


def draft_it(talk: Talk, period: Period, now: datetime | None = None) -> int | None:
    with talk.database.write() as unit:
        community = unit.session.get_one(Community, talk.community_id)
        summary = draft(unit, community, period, now or talk.now)
        unit.commit()
        return summary.id if summary else None


def words_of(answer: Answer | None) -> str:
    assert isinstance(answer, Say | Replace)
    return answer.card.text
