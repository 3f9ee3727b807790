"""Answers a facilitator who asks how asking is going; nobody else."""

from dataclasses import dataclass

from bot.cards import Answer, Card, Say
from bot.community.checks import NO_COMMUNITY, Refused, kindly, must_facilitate, the_community
from bot.community.models import Community
from bot.events import ButtonPressed, CommandGiven
from bot.questions.measures.cards import MEASURES, measures_card
from bot.questions.measures.months import begins, count_months, hours_of, latest_months
from bot.questions.measures.reading import asked_since, saved_since
from bot.router import Router, Turn
from bot.schedules.working import WorkingCalendar
from bot.words import number_in

MONTHS = 6


@dataclass(frozen=True, slots=True)
class Measures:
    """The handlers, with the calendar that tells when people work and when months begin."""

    calendar: WorkingCalendar

    def pressed(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Answer the button, which carries a community."""
        community = turn.unit.session.get(Community, number_in(given.value))
        if community is None:
            raise Refused(NO_COMMUNITY)
        return Say(self._card(turn, community))

    def typed(self, turn: Turn, given: CommandGiven) -> Answer:
        """Answer the word after /commonthread."""
        return Say(self._card(turn, the_community(turn.unit, turn.caller)))

    def _card(self, turn: Turn, community: Community) -> Card:
        must_facilitate(turn.caller, community.id)
        session, calendar = turn.unit.session, self.calendar
        first_days = latest_months(turn.now, calendar.zone, MONTHS)
        since = begins(first_days[0], calendar.zone)
        months = count_months(
            asked_since(session, community.id, since),
            saved_since(session, community.id, since),
            first_days,
            calendar,
        )
        opens, closes = hours_of(calendar, first_days[0])
        return measures_card(community.name, months, closes - opens)


def register(router: Router, calendar: WorkingCalendar) -> None:
    """Register the button, and the word after /commonthread."""
    measures = Measures(calendar)
    router.button(MEASURES, kindly(measures.pressed), reads=True)
    router.words["measures"] = kindly(measures.typed)
