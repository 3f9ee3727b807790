"""Questions that nobody answered in over two working days."""

from dataclasses import dataclass

from bot.cards import LinkButton
from bot.community.models import Community
from bot.desk.content import Item, SectionContent
from bot.questions import life
from bot.router import Turn
from bot.schedules.working import WorkingCalendar
from bot.words import count, shorten

NAME = "unanswered"
QUOTED = 140


@dataclass(frozen=True, slots=True)
class Unanswered:
    """The section; waiting is counted in working days."""

    calendar: WorkingCalendar

    def __call__(self, turn: Turn, community: Community) -> SectionContent:
        """Return the questions, the longest waiting first."""
        waiting = life.unanswered(turn.unit.session, community.id, self.calendar, turn.now)
        return SectionContent(
            name=NAME,
            title="Questions without an answer",
            nothing="no question without an answer for 2 working days",
            items=tuple(map(_item, waiting)),
        )


def _item(one: life.Waiting) -> Item:
    question = one.question
    hub = question.hub.name if question.hub else "Someone"
    offers = f" {count(one.offers, 'person has', 'people have')} offered to help."
    return Item(
        key=f"question:{question.id}",
        lead=f"“{shorten(question.text, QUOTED)}”",
        facts=f"{hub}, {count(one.days, 'working day')} ago.{offers if one.offers else ''}",
        buttons=(LinkButton("Open", question.permalink),) if question.permalink else (),
        closes=True,
    )
