"""Answers the buttons of the card that asks to be quoted. Only the message's author may."""

from bot.capture.service import find
from bot.cards import Answer, Replace, Say, notice
from bot.community.checks import Refused, kindly
from bot.digests.consent.cards import GONE, NO, SENT, YES, answered_card
from bot.digests.consent.drafts import hold_drafts, put_into_draft, take_out_of_drafts
from bot.digests.consent.service import answer, consent_to_answer, was_sent
from bot.digests.consent.taking_back import let_go_of_changed
from bot.events import ButtonPressed, MessageDeleted, MessageEdited
from bot.router import Router, Turn
from bot.words import number_in


def register(router: Router) -> None:
    """Register the two buttons, and what follows when a message is changed; after capture."""
    router.button(YES, kindly(_answered))
    router.button(NO, kindly(_answered))
    router.on(MessageEdited, _changed)
    router.on(MessageDeleted, _changed)


def _changed(turn: Turn, event: MessageEdited | MessageDeleted) -> None:
    message = find(turn.unit.session, event.where, event.message_id)
    let_go_of_changed(turn.unit, message, turn.now)


def _answered(turn: Turn, pressed: ButtonPressed) -> Answer:
    person = turn.caller.person
    number = number_in(pressed.value)
    message = consent_to_answer(turn.unit, number, person) if person else None
    if message is None:
        raise Refused(GONE)
    hold_drafts(turn.unit, message.community_id)  # so that none is sent before this is noted
    if was_sent(turn.unit.session, message):
        return Say(notice(SENT))
    agreed = pressed.action == YES
    answer(turn.unit, message, agreed, turn.now)
    if agreed:
        put_into_draft(turn.unit, message, turn.now)
    else:
        take_out_of_drafts(turn.unit, message, turn.now)
    return Replace(answered_card(message.id, message.text, agreed))
