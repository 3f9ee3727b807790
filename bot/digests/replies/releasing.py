"""Answers a facilitator's Release and Hold back: a reply, or a question of the department."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.cards import Answer, Ask, Card, Invalid, Replace, Say, notice
from bot.community.caller import ensure_person
from bot.community.checks import Refused, kindly, must_facilitate
from bot.community.models import Community
from bot.digests.replies import cards, forms
from bot.digests.replies.models import AskBack, DepartmentReply, ReplyState
from bot.digests.replies.sending import shown
from bot.digests.replies.service import (
    hold_question,
    hold_reply,
    release_question,
    release_reply,
)
from bot.digests.replies.wording import subject_words
from bot.events import ButtonPressed, FormSubmitted
from bot.router import Router, Turn
from bot.store import UnitOfWork
from bot.words import number_in

Waits = TypeVar("Waits", DepartmentReply, AskBack)
GONE = "That is not there any more. Open your desk to see what waits."
SETTLED = {
    ReplyState.RELEASED: "That was released before. It is not sent again.",
    ReplyState.HELD_BACK: "That was held back before. The hubs have not seen it.",
    ReplyState.WAITING: GONE,
}
HELD = "Held back. The hubs have not seen it, and the official is told why."
NO_REASON = "Say why, so that the official knows what to change."


@dataclass(frozen=True, slots=True)
class Releasing:
    """The handlers; days are told in the zone."""

    zone: ZoneInfo

    def open_reply(self, turn: Turn, pressed: ButtonPressed) -> Answer:
        """Show a reply that waits, with its buttons, from the desk."""
        reply = _theirs(turn, DepartmentReply, pressed.value)
        return Say(reply_to_release(turn.unit, reply))

    def release_reply(self, turn: Turn, pressed: ButtonPressed) -> Answer:
        """Let a reply go to the hubs."""
        reply = _theirs(turn, DepartmentReply, pressed.value, locked=True)
        by = ensure_person(turn.unit, turn.caller.who)
        release_reply(turn.unit, reply, by, turn.now)
        name = by.name or "a facilitator"
        told = shown(turn.unit, reply)
        return Replace(cards.released_card(told, name, self._day(turn.now)))

    def ask_why(self, turn: Turn, pressed: ButtonPressed) -> Answer:
        """Ask why a reply is held back."""
        reply = _theirs(turn, DepartmentReply, pressed.value)
        return Ask(forms.reason_form(forms.HOLD_FORM, str(reply.id)))

    def hold_reply(self, turn: Turn, form: FormSubmitted) -> Answer:
        """Hold a reply back."""
        reply = _theirs(turn, DepartmentReply, form.context, locked=True)
        reason = form.text(forms.REASON)
        if not reason:
            return Invalid({forms.REASON: NO_REASON})
        by = ensure_person(turn.unit, turn.caller.who)
        hold_reply(turn.unit, reply, reason, by, turn.now)
        return Say(notice(HELD))

    def open_question(self, turn: Turn, pressed: ButtonPressed) -> Answer:
        """Show a question that waits, with its buttons, from the desk."""
        question = _theirs(turn, AskBack, pressed.value)
        community = turn.unit.session.get_one(Community, question.community_id)
        label = subject_words(turn.unit.session, question.theme_id, None)
        return Say(
            cards.question_to_release_card(question.id, label, question.words, community.name)
        )

    def release_question(self, turn: Turn, pressed: ButtonPressed) -> Answer:
        """Let a question be posted."""
        question = _theirs(turn, AskBack, pressed.value, locked=True)
        by = ensure_person(turn.unit, turn.caller.who)
        release_question(turn.unit, question, by, turn.now)
        label = subject_words(turn.unit.session, question.theme_id, None)
        name, on = by.name or "a facilitator", self._day(turn.now)
        return Replace(cards.question_released_card(label, question.words, name, on))

    def ask_why_question(self, turn: Turn, pressed: ButtonPressed) -> Answer:
        """Ask why a question is held back."""
        question = _theirs(turn, AskBack, pressed.value)
        return Ask(forms.reason_form(forms.BACK_HOLD_FORM, str(question.id)))

    def hold_question(self, turn: Turn, form: FormSubmitted) -> Answer:
        """Hold a question back."""
        question = _theirs(turn, AskBack, form.context, locked=True)
        reason = form.text(forms.REASON)
        if not reason:
            return Invalid({forms.REASON: NO_REASON})
        by = ensure_person(turn.unit, turn.caller.who)
        hold_question(turn.unit, question, reason, by, turn.now)
        return Say(notice(HELD))

    def _day(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()


def reply_to_release(unit: UnitOfWork, reply: DepartmentReply) -> Card:
    """Return a reply as facilitators see it who have to release it."""
    community = unit.session.get_one(Community, reply.community_id)
    return cards.to_release_card(reply.id, shown(unit, reply), community.name)


def _theirs(turn: Turn, table: type[Waits], value: str, *, locked: bool = False) -> Waits:
    """Return what waits, if the caller looks after its community. Raises Refused.

    `locked`: as it is now, held until this unit of work ends, to decide about it.
    """
    key, session = number_in(value), turn.unit.session
    waits = session.get(table, key, with_for_update=locked or None, populate_existing=locked)
    if waits is None:
        raise Refused(GONE)
    must_facilitate(turn.caller, waits.community_id)
    if waits.state is not ReplyState.WAITING:
        raise Refused(SETTLED[waits.state])
    return waits


def register(router: Router, releasing: Releasing) -> None:
    """Register the facilitators' buttons and forms."""
    router.button(cards.OPEN_REPLY, kindly(releasing.open_reply), reads=True)
    router.button(cards.RELEASE, kindly(releasing.release_reply))
    router.button(cards.HOLD, kindly(releasing.ask_why), reads=True)
    router.button(cards.OPEN_BACK, kindly(releasing.open_question), reads=True)
    router.button(cards.BACK_RELEASE, kindly(releasing.release_question))
    router.button(cards.BACK_HOLD, kindly(releasing.ask_why_question), reads=True)
    router.forms[forms.HOLD_FORM] = kindly(releasing.hold_reply)
    router.forms[forms.BACK_HOLD_FORM] = kindly(releasing.hold_question)
