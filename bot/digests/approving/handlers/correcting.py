"""Answers the form that changes a piece, of a draft or of what was posted, and Recall."""

from bot.cards import Answer, Ask, Invalid, Say, notice
from bot.community.caller import ensure_person
from bot.community.checks import Refused, kindly
from bot.digests.approving import forms
from bot.digests.approving.changing import NotThere, Unfit
from bot.digests.approving.correcting import NotPosted, amend, recall
from bot.digests.approving.editing import edit
from bot.digests.approving.handlers.editing import NOT_IN_IT, NOT_POSTED
from bot.digests.approving.handlers.finding import already, the_summary
from bot.digests.cards.outcomes import RECALL
from bot.digests.models import Summary, SummaryState
from bot.events import ButtonPressed, FormSubmitted
from bot.router import Router, Turn

SAVED = "Saved. The draft in the facilitators' channel shows it; nothing has been sent."
AMENDED = "Amended. What stands in the central channel is being changed, and says so."
UNCHANGED = "Nothing was changed: that is what it says already."
RECALLED = "Recalled. What was posted is being removed, and a note in its place says why."


def change(turn: Turn, form: FormSubmitted) -> Answer:
    """Change a piece as typed."""
    number, _, piece = form.context.partition(" ")
    summary = the_summary(turn, number, lock=True)
    try:
        if summary.state is SummaryState.APPROVED:
            return _amend(turn, summary, piece, form)
        return _edit(turn, summary, piece, form)
    except NotThere:
        raise Refused(NOT_IN_IT) from None
    except Unfit as unfit:
        return Invalid(unfit.errors)


def _amend(turn: Turn, summary: Summary, piece: str, form: FormSubmitted) -> Answer:
    by = ensure_person(turn.unit, turn.caller.who)
    done = amend(turn.unit, summary, piece, form.text, by, turn.now)
    return Say(notice(AMENDED if done else UNCHANGED))


def _edit(turn: Turn, summary: Summary, piece: str, form: FormSubmitted) -> Answer:
    if summary.state is not SummaryState.DRAFTED:
        return already(turn, summary)
    by = ensure_person(turn.unit, turn.caller.who)
    done = edit(turn.unit, summary, piece, form.text, by, turn.now)
    return Say(notice(SAVED if done else UNCHANGED))


def ask_to_recall(turn: Turn, pressed: ButtonPressed) -> Answer:
    """Ask why a posted summary is taken back."""
    summary = the_summary(turn, pressed.value)
    if summary.state is not SummaryState.APPROVED:
        raise Refused(NOT_POSTED)
    return Ask(forms.recall_form(summary.id))


def recalled(turn: Turn, form: FormSubmitted) -> Answer:
    """Take a posted summary back."""
    summary = the_summary(turn, form.context, lock=True)
    by = ensure_person(turn.unit, turn.caller.who)
    try:
        recall(turn.unit, summary, form.text(forms.WHY), by, turn.now)
    except NotPosted:
        raise Refused(NOT_POSTED) from None
    except Unfit as unfit:
        return Invalid(unfit.errors)
    return Say(notice(RECALLED))


def register(router: Router) -> None:
    """Register the button and the forms."""
    router.forms[forms.CHANGE] = kindly(change)
    router.button(RECALL, kindly(ask_to_recall), reads=True)
    router.forms[RECALL] = kindly(recalled)
