"""Answers the desk's word and its buttons. Each checks anew that the caller looks after it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.cards import Answer, Ask, Invalid, Replace, Say
from bot.community.caller import ensure_person
from bot.community.checks import Refused, kindly
from bot.community.models import Community, Hub
from bot.desk.cards import desk as cards
from bot.desk.cards.letter import FORM, LONGEST, TEXT, letter_form
from bot.desk.choosing import the_desk
from bot.desk.closing import close_question
from bot.desk.desk import Desk
from bot.desk.sections.quiet import members_here
from bot.desk.sections.summaries import OPEN as OPEN_SUMMARY
from bot.desk.snoozing import left_out, put_off
from bot.desk.view import id_in, read_view
from bot.desk.writing import write_to_hub
from bot.digests.approving.reading import draft_of
from bot.digests.cards.draft import draft_card
from bot.digests.models import Summary, SummaryState
from bot.events import ButtonPressed, CommandGiven, FormSubmitted
from bot.questions.life.changing import Closed
from bot.questions.models import QuestionState
from bot.router import Router, Turn
from bot.schedules.working import WorkingCalendar
from bot.words import count, number_in

WEEK = timedelta(days=7)
OFF_THE_DESK = "That is not on your desk any more."
NOBODY_THERE = "Nobody of that hub is here to write to. Nothing was sent."
WRITTEN = "Somebody has written to {hub}, or put them off, already. Nothing was sent."
DECIDED = "That summary was decided about already. Open your desk again to see what waits."


@dataclass(frozen=True, slots=True)
class Handlers:
    """The handlers; `calendar` says when a working day has passed."""

    desk: Desk
    calendar: WorkingCalendar

    @kindly
    def word(self, turn: Turn, given: CommandGiven) -> Answer:
        """Answer the word "desk"."""
        return Say(self.desk.first(turn))

    def open(self, turn: Turn, pressed: ButtonPressed) -> Answer:
        """Show a desk, a section of it, or an item's further buttons."""
        return Replace(self.desk.again(turn, read_view(pressed.value)))

    def put_off(self, turn: Turn, pressed: ButtonPressed) -> Answer:
        """Leave an item out for a working day, or a week."""
        how, _, value = pressed.value.partition(" ")
        view = read_view(value)
        community = the_desk(turn, view.community_id)
        note = OFF_THE_DESK
        if self._stands(turn, community, view.item):
            until = self.calendar.after(turn.now, 1) if how == cards.DAY else turn.now + WEEK
            by = ensure_person(turn.unit, turn.caller.who)
            put_off(turn.unit, community.id, view.item, until, by, turn.now)
            note = f"Put off until {self._day(until)}."
        return Replace(self.desk.again(turn, view.opened(""), note))

    def answered(self, turn: Turn, pressed: ButtonPressed) -> Answer:
        """Mark a question answered."""
        return self._close(turn, pressed, QuestionState.ANSWERED)

    def not_needed(self, turn: Turn, pressed: ButtonPressed) -> Answer:
        """Say that a question needs no answer any more."""
        return self._close(turn, pressed, QuestionState.NO_LONGER_NEEDED)

    def _close(self, turn: Turn, pressed: ButtonPressed, state: Closed) -> Answer:
        view = read_view(pressed.value)
        community = the_desk(turn, view.community_id)
        note = close_question(turn, community, id_in(view.item, "question"), state)
        return Replace(self.desk.again(turn, view.opened(""), note))

    def summary(self, turn: Turn, pressed: ButtonPressed) -> Answer:
        """Show a draft with its buttons again."""
        draft = turn.unit.session.get(Summary, number_in(pressed.value))
        if draft is None:
            raise Refused(DECIDED)
        the_desk(turn, draft.community_id)
        if draft.state is not SummaryState.DRAFTED:
            raise Refused(DECIDED)
        return Say(draft_card(draft_of(turn.unit.session, draft)))

    def write(self, turn: Turn, pressed: ButtonPressed) -> Answer:
        """Ask what to write to a hub."""
        view = read_view(pressed.value)
        community, hub = self._hub(turn, pressed.value)
        people = members_here(turn.unit.session, community, hub.id)
        if not people:
            raise Refused(NOBODY_THERE)
        context = f"{pressed.event_id[:60]}\n{view.opened(view.item).value()}"
        return Ask(letter_form(community.name, hub.name, len(people), context))

    def written(self, turn: Turn, form: FormSubmitted) -> Answer:
        """Send what was written, and put the hub off for a week."""
        nonce, _, value = form.context.partition("\n")
        community, hub = self._hub(turn, value)
        text = form.text(TEXT)
        if not text or len(text) > LONGEST:
            return Invalid({TEXT: f"Write a message of at most {LONGEST:,} characters."})
        item = f"hub:{hub.id}"
        if item in left_out(turn.unit, community.id, turn.now):
            raise Refused(WRITTEN.format(hub=hub.name))
        who = turn.caller.who
        sent = write_to_hub(turn.unit, community, hub, text, by=who, now=turn.now, nonce=nonce)
        if not sent:
            raise Refused(NOBODY_THERE)
        by = ensure_person(turn.unit, who)
        put_off(turn.unit, community.id, item, turn.now + WEEK, by, turn.now)
        note = f"Sent to {count(sent, 'member')} of {hub.name}. The hub is put off for a week."
        return Replace(self.desk.again(turn, read_view(value).opened(""), note))

    def _hub(self, turn: Turn, value: str) -> tuple[Community, Hub]:
        """Return the desk's community and the hub of a button or form. Raises Refused."""
        view = read_view(value)
        community = the_desk(turn, view.community_id)
        hub = turn.unit.session.get(Hub, id_in(view.item, "hub"))
        if hub is None or hub.programme_id != community.programme_id or hub.capture_off:
            raise Refused(OFF_THE_DESK)
        return community, hub

    def _stands(self, turn: Turn, community: Community, item: str) -> bool:
        sections = self.desk.waiting(turn, community)
        return any(one.key == item for section in sections for one in section.items)

    def _day(self, at: datetime) -> str:
        local = at.astimezone(self.desk.zone)
        return f"{local:%A} {local.day} {local:%B}"


def register(router: Router, handlers: Handlers) -> None:
    """Register the desk's word after /commonthread, its buttons and its form."""
    router.words["desk"] = handlers.word
    router.button(cards.OPEN, kindly(handlers.open), reads=True)
    router.button(cards.PUT_OFF, kindly(handlers.put_off))
    router.button(cards.ANSWERED, kindly(handlers.answered))
    router.button(cards.NOT_NEEDED, kindly(handlers.not_needed))
    router.button(cards.WRITE, kindly(handlers.write), reads=True)
    router.button(OPEN_SUMMARY, kindly(handlers.summary), reads=True)
    router.forms[FORM] = kindly(handlers.written)
