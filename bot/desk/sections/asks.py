"""What waits for the department: asks that were sent to it, and what it has not replied to in chat.

Where it reads along is told from what its officials write there; which of them is for it, nobody
says. So whatever they have not answered in its thread waits, until somebody closes it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from bot.capture.models import Contribution, Kind
from bot.cards import LinkButton
from bot.community.models import Community, Membership, Role
from bot.desk.content import Item, SectionContent
from bot.desk.sections.tracked import tracked_asks
from bot.digests.replies.cards import ask_button
from bot.digests.replies.models import DepartmentAsk
from bot.questions.models import AnsweredQuestion, QuestionLife, QuestionState
from bot.router import Turn
from bot.schedules.working import WorkingCalendar
from bot.themes.numbers import same_thread
from bot.words import count, shorten

NAME = "asks"
TAKES_PART = timedelta(days=60)
WAITED_FOR = timedelta(days=90)
"""Older ones are let go of: nobody replies to them any more."""
QUOTED = 140


@dataclass(frozen=True, slots=True)
class AsksAwaiting:
    """The section; waiting is counted in working days."""

    calendar: WorkingCalendar

    def __call__(self, turn: Turn, community: Community) -> SectionContent:
        """Return the asks that await the department's reply, the longest waiting first."""
        session = turn.unit.session
        tracked = tracked_asks(session, community.id, self.calendar, turn.now)
        asks = asks_awaiting(session, community.id, turn.now)
        return SectionContent(
            name=NAME,
            title="Waiting for the department",
            nothing="nothing waiting for the department",
            items=(*tracked, *(self._item(one, turn.now) for one in asks)),
        )

    def _item(self, one: Contribution, now: datetime) -> Item:
        days = count(self.calendar.days_between(one.posted_at, now), "working day")
        hub = one.hub.name if one.hub else "Someone"
        return Item(
            key=f"question:{one.id}",
            lead=f"“{shorten(one.text, QUOTED)}”",
            facts=f"{hub}, in #{one.channel.name}, {days} ago. No official has replied.",
            buttons=(
                *((LinkButton("Open", one.permalink),) if one.permalink else ()),
                ask_button(f"message:{one.id}"),
            ),
            closes=True,
        )


def asks_awaiting(session: Session, community_id: int, now: datetime) -> Sequence[Contribution]:
    """Return the open questions and challenges that no official has replied to, oldest first.

    They stand in channels in which an official of the community wrote lately, and no facilitator
    has asked the department about them yet.
    """
    official = _officials(community_id)
    reads_along = select(Contribution.channel_id).where(
        Contribution.author_id.in_(official),
        Contribution.community_id == community_id,
        Contribution.posted_at > now - TAKES_PART,
    )
    root = aliased(Contribution)
    replied = select(Contribution.id).where(same_thread(root), Contribution.author_id.in_(official))
    marked = select(AnsweredQuestion.question_id).where(AnsweredQuestion.question_id == root.id)
    closed = select(QuestionLife.question_id).where(
        QuestionLife.question_id == root.id, QuestionLife.state != QuestionState.OPEN
    )
    asked = select(DepartmentAsk.id).where(DepartmentAsk.contribution_id == root.id)
    return session.scalars(
        select(root)
        .where(
            root.community_id == community_id,
            root.posted_at > now - WAITED_FOR,
            root.channel_id.in_(reads_along.distinct()),
            root.thread == root.message_id,
            root.kind.in_((Kind.QUESTION, Kind.CHALLENGE)),
            root.origin == "chat",
            root.deleted_at.is_(None),
            root.same_as_id.is_(None),
            ~replied.exists(),
            ~marked.exists(),
            ~closed.exists(),
            ~asked.exists(),
        )
        .order_by(root.posted_at)
    ).all()


def _officials(community_id: int) -> Select[int]:
    return select(Membership.person_id).where(
        Membership.community_id == community_id, Membership.role == Role.OFFICIAL
    )
