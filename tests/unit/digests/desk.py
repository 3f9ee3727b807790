"""The facilitators' desk: drafts summaries, and decides on them through the real reception."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from itertools import count
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.cards import Answer, Ask, Card, Replace, Say, from_json
from bot.community.models import Community
from bot.delivery.models import Doing, OutboxRow
from bot.digests.models import Summary, SummaryChange, SummaryState
from bot.digests.service import draft
from bot.digests.snapshot import Snapshot, freeze, thaw
from bot.events import ButtonPressed, CommandGiven, FormSubmitted, Place, Sender
from bot.privacy.models import AuditEntry
from bot.reception import Reception
from bot.schedules.calendar import Period
from bot.schedules.working import Nation, WorkingCalendar
from bot.store import Database
from tests.unit.digests.talk import Talk

HERE = Place(platform="file", tenant="t", conversation="facilitators")
AT = datetime(2026, 9, 21, 9, tzinfo=UTC)
CALENDAR = WorkingCalendar(Nation.ENGLAND_AND_WALES, ZoneInfo("Europe/London"), time(9), time(17))
ROOT = Sender(platform="file", tenant="t", user_id="root", name="Root")


@dataclass
class Desk:
    """Presses buttons, sends forms and types words through the real reception."""

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

    def send(self, who: Sender, form: str, context: object, **values: str) -> Answer | None:
        return self.reception.answer_now(
            FormSubmitted(
                event_id=f"e{next(self._events)}",
                at=AT,
                who=who,
                where=HERE,
                form=form,
                context=str(context),
                values=dict(values),
            )
        )

    def type(self, who: Sender, words: str) -> Answer | None:
        return self.reception.answer_now(
            CommandGiven(
                event_id=f"e{next(self._events)}",
                at=AT,
                who=who,
                where=HERE,
                command="commonthread",
                text=words,
            )
        )

    def approve(self, who: Sender, summary: object) -> Answer | None:
        """Approve a draft as it stands."""
        return self.press(who, "summary_approve", f"{summary} {self.revision(summary)}")

    def revision(self, summary: object) -> int:
        revising = ("changed", "dropped", "asked", "drafted_again")
        return max([0, *(one.id for one in self.changes(summary) if one.what in revising)])

    def change(self, who: Sender, summary: object, piece: str, **values: str) -> Answer | None:
        """Change a piece as its two forms let a person."""
        chosen = self.send(who, "summary_choose", summary, which=piece)
        assert isinstance(chosen, Ask), chosen
        given = {one.name: getattr(one, "value", "") for one in chosen.form.fields} | values
        return self.send(who, chosen.form.form, chosen.form.context, **given)

    def send_back(self, who: Sender, summary: object, reason: str) -> Answer | None:
        return self.send(who, "summary_send_back", summary, reason=reason)

    def seen_in(self, conversation: str) -> list[Card]:
        """Return what was posted to a conversation, each as it was amended last."""
        with self.database.read() as unit:
            rows = unit.session.scalars(
                select(OutboxRow)
                .where(OutboxRow.conversation == conversation)
                .order_by(OutboxRow.id)
            ).all()
        standing: dict[str, str] = {}
        for row in rows:
            if row.doing is Doing.DELETE:
                standing.pop(str(row.of_key))
            elif row.doing is Doing.UPDATE:
                standing[str(row.of_key)] = row.card
            else:
                standing[row.key] = row.card
        return [from_json(card) for card in standing.values()]

    def audited(self) -> list[str]:
        with self.database.read() as unit:
            return list(unit.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))

    def state(self) -> SummaryState:
        with self.database.read() as unit:
            return unit.session.scalars(select(Summary.state)).one()

    def changes(self, summary: object) -> list[SummaryChange]:
        with self.database.read() as unit:
            rows = select(SummaryChange).where(SummaryChange.summary_id == summary)
            return list(unit.session.scalars(rows.order_by(SummaryChange.id)))

    def snapshot(self) -> Snapshot:
        with self.database.read() as unit:
            return thaw(unit.session.scalars(select(Summary.snapshot)).one())

    def hold(self, snapshot: Snapshot) -> None:
        """Have the one summary say something else, as if it had been drafted so."""
        with self.database.write() as unit:
            unit.session.scalars(select(Summary)).one().snapshot = freeze(snapshot)
            unit.commit()


def draft_it(talk: Talk, period: Period, now: datetime | None = None) -> int | None:
    with talk.database.write() as unit:
        community = unit.session.get_one(Community, talk.community_id)
        summary = draft(unit, community, period, CALENDAR, now or talk.now)
        unit.commit()
        return summary.id if summary else None


def words_of(answer: Answer | None) -> str:
    assert isinstance(answer, Say | Replace), answer
    return answer.card.text
