"""What waits for the department: asks that were sent to it, and what it has not replied to in chat.

What nobody asked it about for sure waits until an official writes below it, or somebody closes it.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.capture.models import Contribution
from bot.cards import LinkButton
from bot.community.models import Community
from bot.desk.content import Item, SectionContent
from bot.desk.sections.tracked import tracked_asks
from bot.digests.replies.cards import ask_button
from bot.digests.replies.overhearing import asks_awaiting
from bot.router import Turn
from bot.schedules.working import WorkingCalendar
from bot.words import count, shorten

NAME = "asks"
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
