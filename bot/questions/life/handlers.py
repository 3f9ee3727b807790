"""Answers the buttons by which askers and facilitators say what became of a question.

A button may be old: what it does is what is right now, and it says what is so.
"""

from bot.capture.models import Contribution
from bot.cards import Answer, Replace
from bot.community.checks import kindly
from bot.events import ButtonPressed, MessageDeleted
from bot.questions.acted_on import known_message
from bot.questions.life import cards
from bot.questions.life.changing import hand_on
from bot.questions.life.saying import ask_again, say_answered, say_closed, say_not_yet
from bot.questions.life.viewing import standing
from bot.questions.models import QuestionState
from bot.router import Router, Turn

THANKS, BEFORE = "Thank you.", "That was settled before."


def _now(turn: Turn, question: Contribution, lead: str) -> Answer:
    return Replace(cards.standing_card(standing(turn.unit.session, question), lead))


def _answered(turn: Turn, pressed: ButtonPressed) -> Answer:
    question, new = say_answered(turn, pressed.value)
    return _now(turn, question, THANKS if new else BEFORE)


def _elsewhere(turn: Turn, pressed: ButtonPressed) -> Answer:
    question, new = say_closed(turn, pressed.value, QuestionState.ANSWERED)
    return _now(turn, question, THANKS if new else BEFORE)


def _not_needed(turn: Turn, pressed: ButtonPressed) -> Answer:
    question, new = say_closed(turn, pressed.value, QuestionState.NO_LONGER_NEEDED)
    return _now(turn, question, THANKS if new else BEFORE)


def _not_yet(turn: Turn, pressed: ButtonPressed) -> Answer:
    question, is_open = say_not_yet(turn, pressed.value)
    return _now(turn, question, cards.STAYS_OPEN if is_open else BEFORE)


def _again(turn: Turn, pressed: ButtonPressed) -> Answer:
    question, _ = ask_again(turn, pressed.value)
    return _now(turn, question, cards.OPEN_AGAIN)


def on_deleting(turn: Turn, event: MessageDeleted) -> None:
    """Let a question live on in its cross-post when one of the two is about to be erased."""
    known = known_message(turn, event)
    if known is not None and known.deleted_at is None and event.at >= known.version:
        hand_on(turn.unit, known)


def register_before_capture(router: Router) -> None:
    """Register what must see a message before it is erased."""
    router.on(MessageDeleted, on_deleting)


def register(router: Router) -> None:
    """Register the buttons."""
    router.button(cards.THIS_ANSWERED, kindly(_answered))
    router.button(cards.ELSEWHERE, kindly(_elsewhere))
    router.button(cards.NOT_NEEDED, kindly(_not_needed))
    router.button(cards.NOT_YET, kindly(_not_yet))
    router.button(cards.AGAIN, kindly(_again))
