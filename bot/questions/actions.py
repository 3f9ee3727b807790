"""Answers the actions in a message's menu: capture as, this answers it, don't keep this."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.capture import service as capture
from bot.capture.models import Contribution, Kind
from bot.cards import Answer, Say, notice
from bot.community.checks import Refused, kindly
from bot.events import MessageAction, MessageActionChosen
from bot.privacy.audit import record
from bot.questions.acted_on import kept_message, known_message, members_channel
from bot.questions.answering import ASKER_ONLY, mark_answered, may_say, question_of
from bot.questions.erasing import ERASED, check_may_erase, erase_message
from bot.questions.life.cards import marked_card
from bot.questions.lookup import EarlierAnswers
from bot.router import Router, Turn

KEPT_AS = {
    Kind.QUESTION: "Kept as a question. Replies in its thread count as answers.",
    Kind.CHALLENGE: "Kept as a challenge. It counts towards your community's themes.",
}
MARKED_BEFORE = "That reply is marked as the answer already."


def correct_kind(turn: Turn, contribution: Contribution, kind: Kind) -> None:
    """Record that the caller said what kind a message is."""
    person = turn.caller.person
    capture.correct_kind(turn.unit, contribution, kind, person, turn.now)
    record(
        turn.unit,
        by=person,
        action="contribution.kind_said",
        subject=f"contribution:{contribution.id}",
        now=turn.now,
        kind=str(kind),
    )


def capture_as(kind: Kind) -> Callable[[Turn, MessageActionChosen], Answer]:
    """Return the handler that captures a message as this kind, or corrects its kind."""

    def handle(turn: Turn, chosen: MessageActionChosen) -> Answer:
        correct_kind(turn, kept_message(turn, chosen), kind)
        return Say(notice(KEPT_AS[kind]))

    return handle


def answers_it(turn: Turn, chosen: MessageActionChosen) -> Answer:
    """Mark the message as what answered its thread's question."""
    members_channel(turn)
    known = known_message(turn, chosen)
    question = question_of(turn, chosen, known.thread if known else chosen.where.thread)
    if not may_say(turn, question):
        raise Refused(ASKER_ONLY)
    answer = kept_message(turn, chosen)
    new = mark_answered(turn.unit, question, answer, turn.caller.person, turn.now)
    return Say(marked_card(question.id) if new else notice(MARKED_BEFORE))


@dataclass(frozen=True, slots=True)
class DontKeep:
    """Erases; look-up is told what to let go of."""

    earlier: EarlierAnswers

    def __call__(self, turn: Turn, chosen: MessageActionChosen) -> Answer:
        """Erase what is kept of the message, and never keep it again."""
        known = known_message(turn, chosen)
        check_may_erase(turn, chosen, known)
        erase_message(turn, chosen, known, self.earlier)
        return Say(notice(ERASED))


def register(router: Router, *, earlier: EarlierAnswers) -> None:
    """Register the four actions that are about questions and keeping."""
    actions = router.actions
    actions[MessageAction.CAPTURE_AS_QUESTION] = kindly(capture_as(Kind.QUESTION))
    actions[MessageAction.CAPTURE_AS_CHALLENGE] = kindly(capture_as(Kind.CHALLENGE))
    actions[MessageAction.THIS_ANSWERS_IT] = kindly(answers_it)
    actions[MessageAction.DONT_KEEP_THIS] = kindly(DontKeep(earlier).__call__)
