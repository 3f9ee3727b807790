"""Closes a question at the desk."""

from bot.capture.models import Contribution
from bot.community.caller import ensure_person
from bot.community.checks import Refused
from bot.community.models import Community
from bot.questions import life
from bot.questions.life.changing import Closed
from bot.questions.models import QuestionState
from bot.router import Turn

GONE = "That question is not there any more. Open your desk again to see what waits."
CLOSED = {
    QuestionState.ANSWERED: "Marked answered.",
    QuestionState.NO_LONGER_NEEDED: "Marked as no longer needed.",
}
BEFORE = "Somebody has closed that question already."


def close_question(turn: Turn, community: Community, question_id: int, state: Closed) -> str:
    """Close a question of the community, whose facilitator the caller is; return what to say.

    Raises Refused.
    """
    question = turn.unit.session.get(Contribution, question_id)
    if question is None or question.community_id != community.id or question.deleted_at is not None:
        raise Refused(GONE)
    by = ensure_person(turn.unit, turn.caller.who)
    closed = life.close(turn.unit, question, state, by, turn.now)
    turn.unit.flush()
    return CLOSED[state] if closed else BEFORE
