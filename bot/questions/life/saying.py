"""What the asker or a facilitator says of a question by a button. Raises Refused for others."""

from zoneinfo import ZoneInfo

from bot.capture.models import Contribution
from bot.cards import Element
from bot.community.caller import ensure_person
from bot.community.checks import Refused
from bot.community.models import Person
from bot.questions.answering import ASKER_ONLY, may_say
from bot.questions.life.cards import home_section
from bot.questions.life.changing import Closed, close, reopen, say_open
from bot.questions.life.reading import ASKABLE, first_of, open_questions_of, replies_to
from bot.questions.life.viewing import asked
from bot.questions.models import QuestionState
from bot.router import Turn
from bot.words import number_in

GONE = "That question is no longer kept, so there is nothing to say about it."
REPLY_GONE = "That reply is no longer kept, so it can't be what answered the question."
SHOWN_AT_HOME = 3


def question_in(turn: Turn, value: str) -> Contribution:
    """Return the question that a button carries, if the caller may speak for it. Raises Refused."""
    question = turn.unit.session.get(Contribution, number_in(value))
    if question is None or question.deleted_at is not None or question.kind not in ASKABLE:
        raise Refused(GONE)
    if not turn.caller.belongs(question.community_id) or not may_say(turn, question):
        raise Refused(ASKER_ONLY)
    return first_of(turn.unit.session, question)


def say_answered(turn: Turn, value: str) -> tuple[Contribution, bool]:
    """Close a question with one of its replies. Returns it, and False when nothing changed."""
    of_question, _, of_reply = value.partition(" ")
    question = question_in(turn, of_question)
    reply_id = number_in(of_reply)
    reply = next(
        (one for one in replies_to(turn.unit.session, question) if one.id == reply_id), None
    )
    if reply is None or not turn.caller.belongs(reply.community_id):
        raise Refused(REPLY_GONE)
    by = _person(turn)
    return question, close(turn.unit, question, QuestionState.ANSWERED, by, turn.now, reply)


def say_closed(turn: Turn, value: str, state: Closed) -> tuple[Contribution, bool]:
    """Close a question for another reason. Returns it, and False when it was closed before."""
    question = question_in(turn, value)
    return question, close(turn.unit, question, state, _person(turn), turn.now)


def say_not_yet(turn: Turn, value: str) -> tuple[Contribution, bool]:
    """Note that a question is not answered yet. Returns it, and False when it is closed."""
    question = question_in(turn, value)
    return question, say_open(turn.unit, question, _person(turn), turn.now)


def ask_again(turn: Turn, value: str) -> tuple[Contribution, bool]:
    """Open a question again. Returns it, and False when it was open."""
    question = question_in(turn, value)
    return question, reopen(turn.unit, question, _person(turn), turn.now)


def _person(turn: Turn) -> Person:
    return ensure_person(turn.unit, turn.caller.who)


def questions_at_home(turn: Turn, zone: ZoneInfo) -> tuple[Element, ...]:
    """Return the caller's open questions for their page, the newest first."""
    person = turn.caller.person
    theirs = open_questions_of(turn.unit.session, person.id) if person else []
    seen = [one for one in theirs if turn.caller.belongs(one.community_id)]
    newest = [asked(one, zone) for one in reversed(seen[-SHOWN_AT_HOME:])]
    return home_section(newest, len(seen))
