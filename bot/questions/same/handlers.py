"""Answers what followers press: follow, stop following, "This answers mine too", "not the same".

A button carries ids only. What they stand for, and whether the caller may see and say it, is read
anew at each press.
"""

from bot.capture.models import Contribution
from bot.cards import Answer, Replace, Say, notice
from bot.community.caller import ensure_person
from bot.community.checks import Refused, kindly
from bot.events import ButtonPressed
from bot.privacy.audit import record
from bot.questions.acted_on import wrote
from bot.questions.answering import ASKER_ONLY, mark_answered, may_say
from bot.questions.life import ASKABLE
from bot.questions.models import AnsweredQuestion, QuestionFollower
from bot.questions.same import cards
from bot.questions.same.stars import part
from bot.questions.same.telling import open_ones, said
from bot.router import Router, Turn
from bot.words import number_in

GONE = "That question is no longer there, or you can't see it. Nothing was changed."
NO_ANSWER = "That answer is no longer there. Your question is still open."
CLOSED_BEFORE = "That question is closed already, so there is no answer to wait for."
OWN = "You asked this question, so you hear of its answers anyway."
STOPPED = "You no longer follow this question."
NOT_FOLLOWING = "You do not follow this question."
APART_ASKER_ONLY = (
    "Only the person who asked, or a facilitator, can say that two questions are not the same."
)


def follow(turn: Turn, pressed: ButtonPressed) -> Answer:
    """Have the caller told when the question is answered."""
    question = _seen(turn, pressed.value)
    if not open_ones(turn.unit.session, [question]):
        raise Refused(CLOSED_BEFORE)
    if wrote(turn, question):
        raise Refused(OWN)
    person = ensure_person(turn.unit, turn.caller.who)
    if turn.unit.session.get(QuestionFollower, (question.id, person.id)) is None:
        row = QuestionFollower(question_id=question.id, person_id=person.id, at=turn.now)
        turn.unit.session.add(row)
        _record(turn, "question.followed", question)
    return Say(cards.following_card(question.id, question.text))


def unfollow(turn: Turn, pressed: ButtonPressed) -> Answer:
    """Stop telling the caller, whether or not they may still see the question."""
    person = turn.caller.person
    key = (number_in(pressed.value), person.id if person else 0)
    row = turn.unit.session.get(QuestionFollower, key)
    if row is None:
        raise Refused(NOT_FOLLOWING)
    turn.unit.session.delete(row)
    return Replace(notice(STOPPED))


def answers_mine(turn: Turn, pressed: ButtonPressed) -> Answer:
    """Mark the caller's own question as answered by what answered the other."""
    mine, other = _both(turn, pressed.value)
    if not may_say(turn, mine):
        raise Refused(ASKER_ONLY)
    if not open_ones(turn.unit.session, [mine]):
        return Replace(notice(CLOSED_BEFORE))
    marked = turn.unit.session.get(AnsweredQuestion, other.id)
    answer = turn.unit.session.get(Contribution, marked.answer_id) if marked else None
    if answer is None or answer.deleted_at is not None:
        raise Refused(NO_ANSWER)
    mark_answered(turn.unit, mine, answer, turn.caller.person, turn.now)
    return Replace(cards.thanks_card(said(answer)))


def not_the_same(turn: Turn, pressed: ButtonPressed) -> Answer:
    """Part the caller's question from the other for good."""
    mine, other = _both(turn, pressed.value)
    if not may_say(turn, mine):
        raise Refused(APART_ASKER_ONLY)
    if part(turn.unit, mine, turn.now):
        _record(turn, "question.said_apart", mine, other=other.id)
    return Replace(cards.apart_card())


def _both(turn: Turn, value: str) -> tuple[Contribution, Contribution]:
    mine, _, other = value.partition(":")
    return _seen(turn, mine), _seen(turn, other)


def _seen(turn: Turn, value: str) -> Contribution:
    """Return the question that a button names, as a member sees it. Raises Refused."""
    question = turn.unit.session.get(Contribution, number_in(value))
    if question is not None and question.same_as_id is not None:
        question = turn.unit.session.get(Contribution, question.same_as_id)
    if question is None or question.deleted_at is not None or question.kind not in ASKABLE:
        raise Refused(GONE)
    places = {question.community_id, question.channel.community_id}
    if not question.is_root or not all(turn.caller.belongs(place) for place in places):
        raise Refused(GONE)
    return question


def _record(turn: Turn, action: str, question: Contribution, **detail: int) -> None:
    record(
        turn.unit,
        by=turn.caller.person,
        action=action,
        subject=f"contribution:{question.id}",
        now=turn.now,
        **detail,
    )


def register(router: Router) -> None:
    """Register the buttons."""
    router.button(cards.FOLLOW, kindly(follow))
    router.button(cards.UNFOLLOW, kindly(unfollow))
    router.button(cards.ANSWERS_MINE, kindly(answers_mine))
    router.button(cards.NOT_THE_SAME, kindly(not_the_same))
