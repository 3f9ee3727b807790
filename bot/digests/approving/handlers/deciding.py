"""Answers Approve and Send back."""

from dataclasses import dataclass

from bot.cards import Answer, Ask, Invalid, Replace, Say, notice
from bot.community.caller import ensure_person
from bot.community.checks import kindly
from bot.community.models import Community
from bot.digests.approving import forms
from bot.digests.approving.deciding import (
    AlreadyDecided,
    Approval,
    NoCentralChannel,
    Overtaken,
    SamePerson,
    Stale,
    approve,
    send_back,
)
from bot.digests.approving.handlers.finding import already, the_summary
from bot.digests.approving.reading import decided, draft_of
from bot.digests.cards.draft import APPROVE, SEND_BACK, draft_card
from bot.digests.cards.outcomes import approved_card
from bot.digests.models import SummaryState
from bot.digests.service import bring_up_to_date
from bot.digests.snapshot import thaw
from bot.events import ButtonPressed, FormSubmitted
from bot.router import Router, Turn
from bot.schedules.working import WorkingCalendar
from bot.words import number_in

NO_CENTRAL = (
    "Nothing was posted, because {community} has no central channel yet. Go to the channel where"
    " the department reads summaries, type /commonthread and choose “Central government” as the"
    " channel's purpose. Then press Approve again."
)
OVERTAKEN = (
    "Nothing was posted: another summary was approved after this one was drafted, so what may be"
    " told has changed. The draft was made anew, as it stands below. Read it again, then approve."
)
CHANGED_SINCE = (
    "Nothing was posted: the draft was changed after the one you read. This is how it stands now."
)
FIRST_KEPT = (
    "Your approval is kept. Nothing is posted before a second facilitator approves it too. A change"
    " to the draft takes your approval back."
)
SAME = (
    "You have approved this draft already. Another facilitator has to approve it too; nothing is"
    " posted before."
)
NO_REASON = "Say why, so that the others know what to change."
SENT_BACK = "Sent back. Nothing was posted to the central channel."


@dataclass(frozen=True, slots=True)
class Approving:
    """The handler; a draft that is made anew tells days in the calendar's zone."""

    calendar: WorkingCalendar

    def approved(self, turn: Turn, pressed: ButtonPressed) -> Answer:
        """Approve the draft that was shown."""
        number, _, seen = pressed.value.partition(" ")
        summary = the_summary(turn, number, lock=True)
        person = ensure_person(turn.unit, turn.caller.who)
        try:
            done = approve(turn.unit, summary, person, number_in(seen), turn.now)
        except AlreadyDecided:
            return already(turn, summary)
        except Stale:
            draft = draft_of(turn.unit.session, summary)
            return Say(draft_card(draft, note=CHANGED_SINCE))
        except Overtaken:
            bring_up_to_date(turn.unit, summary, person, self.calendar, turn.now)
            draft = draft_of(turn.unit.session, summary)
            return Say(draft_card(draft, note=OVERTAKEN))
        except SamePerson:
            return Say(notice(SAME))
        except NoCentralChannel:
            community = turn.unit.session.get_one(Community, summary.community_id)
            return Say(notice(NO_CENTRAL.format(community=community.name)))
        if done is Approval.FIRST:
            return Say(notice(FIRST_KEPT))
        outcome = f"{decided(turn.unit.session, summary)} It is posted to the central channel."
        return Replace(approved_card(summary.id, thaw(summary.snapshot), outcome))


def ask_why(turn: Turn, pressed: ButtonPressed) -> Answer:
    """Ask why a draft is sent back."""
    summary = the_summary(turn, pressed.value)
    if summary.state is not SummaryState.DRAFTED:
        return already(turn, summary)
    return Ask(forms.reason_form(summary.id))


def sent_back(turn: Turn, form: FormSubmitted) -> Answer:
    """Send a draft back."""
    summary = the_summary(turn, form.context, lock=True)
    reason = form.text(forms.REASON)
    if not reason:
        return Invalid({forms.REASON: NO_REASON})
    person = ensure_person(turn.unit, turn.caller.who)
    try:
        send_back(turn.unit, summary, person, reason, turn.now)
    except AlreadyDecided:
        return already(turn, summary)
    return Say(notice(SENT_BACK))


def register(router: Router, calendar: WorkingCalendar) -> None:
    """Register the buttons and the form."""
    router.button(APPROVE, kindly(Approving(calendar).approved))
    router.button(SEND_BACK, kindly(ask_why), reads=True)
    router.forms[SEND_BACK] = kindly(sent_back)
