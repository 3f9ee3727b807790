"""Answers Edit and Amend: first which piece to change, then how."""

from bot.cards import Answer, Ask
from bot.community.checks import Refused, kindly
from bot.digests.approving import forms
from bot.digests.approving.handlers.finding import already, the_summary
from bot.digests.approving.pieces import pieces
from bot.digests.cards.draft import EDIT
from bot.digests.cards.outcomes import AMEND
from bot.digests.models import SummaryState
from bot.digests.snapshot import Snapshot, thaw
from bot.events import ButtonPressed, FormSubmitted
from bot.router import Router, Turn

NOT_IN_IT = "That is not in the summary any more. Nothing was changed."
NOT_POSTED = "That summary is not posted, or was recalled. Nothing was changed."


def which_to_edit(turn: Turn, pressed: ButtonPressed) -> Answer:
    """Ask which piece of a draft to change."""
    summary = the_summary(turn, pressed.value)
    if summary.state is not SummaryState.DRAFTED:
        return already(turn, summary)
    return Ask(forms.choose_form(summary.id, thaw(summary.snapshot), posted=False))


def which_to_amend(turn: Turn, pressed: ButtonPressed) -> Answer:
    """Ask which piece of a posted summary to change."""
    summary = the_summary(turn, pressed.value)
    if summary.state is not SummaryState.APPROVED:
        raise Refused(NOT_POSTED)
    return Ask(forms.choose_form(summary.id, thaw(summary.snapshot), posted=True))


def how_to_change(turn: Turn, form: FormSubmitted) -> Answer:
    """Ask how to change the piece that was chosen."""
    summary = the_summary(turn, form.context)
    snapshot, piece = thaw(summary.snapshot), form.text(forms.WHICH)
    must_be_in(snapshot, piece)
    match summary.state:
        case SummaryState.DRAFTED | SummaryState.APPROVED as state:
            posted = state is SummaryState.APPROVED
            return Ask(forms.change_form(summary.id, snapshot, piece, posted=posted))
    return already(turn, summary)


def must_be_in(snapshot: Snapshot, piece: str) -> None:
    """Raise Refused unless the piece is in the summary."""
    if piece not in [one.name for one in pieces(snapshot)]:
        raise Refused(NOT_IN_IT)


def register(router: Router) -> None:
    """Register the buttons and the first form."""
    router.button(EDIT, kindly(which_to_edit), reads=True)
    router.button(AMEND, kindly(which_to_amend), reads=True)
    router.forms[forms.CHOOSE] = kindly(how_to_change)
