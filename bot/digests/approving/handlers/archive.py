"""Answers /commonthread summaries and draft, and opens, or drafts again, one of the list.

Facilitators see all summaries of their community, officials those that were posted.
"""

from dataclasses import dataclass

from bot.cards import Answer, Say, notice
from bot.community.caller import ensure_person
from bot.community.checks import NO_COMMUNITY, Refused, kindly, must_facilitate, the_community
from bot.community.models import Community, Purpose, Role
from bot.digests.approving.handlers.finding import GONE, already, the_summary
from bot.digests.approving.posting import channels
from bot.digests.approving.reading import amended, decided, draft_of, entries
from bot.digests.cards.archive import DRAFT_NOW, archive_card, kept_card
from bot.digests.cards.draft import draft_card
from bot.digests.cards.outcomes import AGAIN, OPEN
from bot.digests.cards.sections import no_buttons
from bot.digests.models import Summary, SummaryState
from bot.digests.replies.cards import reply_buttons
from bot.digests.service import NotSettled, draft_again, draft_on_request
from bot.digests.snapshot import thaw
from bot.events import ButtonPressed, CommandGiven
from bot.router import Router, Turn
from bot.schedules.working import WorkingCalendar
from bot.words import number_in

NOT_FOR_YOU = "Summaries are for the facilitators of {name} and for the department."
NO_FACILITATORS = (
    "There is no channel for facilitators yet, and a draft has to go there. Type /commonthread in"
    " the channel where facilitators meet and choose “Facilitators” as its purpose."
)
NOTHING = (
    "There is nothing to summarise: no theme was raised by three or more hubs in the last two"
    " weeks, and nothing is asked of the department."
)
NOTHING_AGAIN = "There is nothing left to tell of that time, so it was not drafted again."


@dataclass(frozen=True, slots=True)
class Archive:
    """The handlers; drafts tell days in the calendar's zone."""

    calendar: WorkingCalendar

    def summaries(self, turn: Turn, given: CommandGiven) -> Answer:
        """List a community's summaries."""
        community = the_community(turn.unit, turn.caller)
        curates = turn.caller.facilitates(community.id)
        if not curates and not turn.caller.has(community.id, Role.OFFICIAL):
            raise Refused(NOT_FOR_YOU.format(name=community.name))
        listed = entries(turn.unit.session, community.id, curates=curates)
        card = archive_card(community.name, listed, community_id=community.id, curates=curates)
        return Say(card)

    def typed_draft(self, turn: Turn, given: CommandGiven) -> Answer:
        """Draft a summary now, for who types so."""
        return self._draft(turn, the_community(turn.unit, turn.caller))

    def pressed_draft(self, turn: Turn, pressed: ButtonPressed) -> Answer:
        """Draft a summary now, of the list's community."""
        community = turn.unit.session.get(Community, number_in(pressed.value))
        if community is None:
            raise Refused(NO_COMMUNITY)
        return self._draft(turn, community)

    def _draft(self, turn: Turn, community: Community) -> Answer:
        must_facilitate(turn.caller, community.id)
        if not channels(turn.unit, community.id, Purpose.FACILITATORS):
            raise Refused(NO_FACILITATORS)
        made = draft_on_request(turn.unit, community, self.calendar, turn.now)
        if made is None:
            return Say(notice(NOTHING))
        return Say(draft_card(draft_of(turn.unit.session, made)))

    def again(self, turn: Turn, pressed: ButtonPressed) -> Answer:
        """Draft a summary again that was sent back or recalled."""
        summary = the_summary(turn, pressed.value, lock=True)
        by = ensure_person(turn.unit, turn.caller.who)
        try:
            made = draft_again(turn.unit, summary, by, self.calendar, turn.now)
        except NotSettled:
            if summary.state is SummaryState.APPROVED:
                return already(turn, summary)
            return Say(draft_card(draft_of(turn.unit.session, summary)))
        if made is None:
            return Say(notice(NOTHING_AGAIN))
        return Say(draft_card(draft_of(turn.unit.session, made)))


def opened(turn: Turn, pressed: ButtonPressed) -> Answer:
    """Show a summary as it was posted; to facilitators also one that was not."""
    found = turn.unit.session.get(Summary, number_in(pressed.value))
    if found is None:
        raise Refused(GONE)
    curates = turn.caller.facilitates(found.community_id)
    posted = found.state is SummaryState.APPROVED
    if not curates and not (posted and turn.caller.has(found.community_id, Role.OFFICIAL)):
        name = turn.unit.session.get_one(Community, found.community_id).name
        raise Refused(NOT_FOR_YOU.format(name=name))
    session = turn.unit.session
    if found.state is SummaryState.DRAFTED:
        return Say(draft_card(draft_of(session, found)))
    state, note = decided(session, found), amended(session, found)
    card = kept_card(
        found.id,
        thaw(found.snapshot),
        state,
        amends=curates and posted,
        note=note,
        buttons=no_buttons if curates else reply_buttons,
    )
    return Say(card)


def register(router: Router, calendar: WorkingCalendar) -> None:
    """Register the words after /commonthread, and the buttons."""
    archive = Archive(calendar)
    router.words["summaries"] = kindly(archive.summaries)
    router.words["draft"] = kindly(archive.typed_draft)
    router.button(DRAFT_NOW, kindly(archive.pressed_draft))
    router.button(OPEN, kindly(opened), reads=True)
    router.button(AGAIN, kindly(archive.again))
