"""Whether a question was answered, and by which reply: said by the asker or a facilitator."""

from datetime import datetime

from bot.capture import service as capture
from bot.capture.models import Contribution
from bot.community.checks import Refused
from bot.community.models import Person
from bot.events import MessageActionChosen, ReactionAdded
from bot.questions import life
from bot.questions.acted_on import wrote
from bot.questions.models import QuestionState
from bot.questions.network import adopt
from bot.router import Turn
from bot.store import UnitOfWork

ON_A_REPLY = "Choose this on the reply that answers the question, not on the question itself."
NO_QUESTION = (
    "I have not kept the question that starts this thread."
    " Choose “Capture as question” on it first, then try again."
)
NOT_A_QUESTION = (
    "This thread does not start with a question."
    " If it should count as one, choose “Capture as question” on its first message first."
)
ASKER_ONLY = (
    "Thank you. Only the person who asked, or a facilitator, can say what answered a question."
)


def may_say(turn: Turn, question: Contribution) -> bool:
    """Say whether the caller may say what answered this question."""
    return wrote(turn, question) or turn.caller.facilitates(question.community_id)


def question_of(
    turn: Turn, event: MessageActionChosen | ReactionAdded, thread: str | None
) -> Contribution:
    """Return the question that starts the message's thread. Raises Refused."""
    if thread is None or thread == event.message_id:
        raise Refused(ON_A_REPLY)
    adopt(turn.unit, event.where, thread)
    question = capture.find(turn.unit.session, event.where, thread)
    if question is None or question.deleted_at is not None:
        raise Refused(NO_QUESTION)
    if question.kind not in life.ASKABLE:
        raise Refused(NOT_A_QUESTION)
    return question


def mark_answered(
    unit: UnitOfWork,
    question: Contribution,
    answer: Contribution,
    by: Person | None,
    now: datetime,
) -> bool:
    """Close a question with what answered it. False: it was marked with this answer before."""
    return life.close(unit, question, QuestionState.ANSWERED, by, now, answer)
