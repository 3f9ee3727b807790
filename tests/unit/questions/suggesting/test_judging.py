"""What people say of a suggestion: who may, what it changes, what we learn."""

from datetime import timedelta

from sqlalchemy import select

from bot.cards import Replace, Say, notice
from bot.community.models import Account
from bot.privacy.erasure import forget
from bot.questions.models import AnsweredQuestion
from tests.chat import as_a, said
from tests.unit.questions.suggesting.conftest import AGAIN, ANSWER, SuggestingChat
from tests.world import NOW, place

ANSWERS, NOT_HELPFUL = "suggestion_answers", "suggestion_not_helpful"


def suggested(chat: SuggestingChat) -> str:
    """Let a question be asked that gets a suggestion; return what its buttons carry."""
    chat.ask_and_answer()
    chat.say(AGAIN, "q2", user="U3")
    assert len(chat.suggested()) == 1
    return str(chat.kept("q2").id)


def answered_by(chat: SuggestingChat) -> int | None:
    with chat.database.read() as unit:
        return unit.session.scalar(select(AnsweredQuestion.answer_id))


def test_the_asker_says_that_it_answers_and_nobody_else_may(chat: SuggestingChat) -> None:
    key = suggested(chat)
    for user in ("U2", "D1", "stranger"):
        as_a(Say, chat.press(ANSWERS, key, user=user))
    assert answered_by(chat) is None
    card = as_a(Replace, chat.press(ANSWERS, key, user="U3")).card
    words = said(Replace(card))
    assert ANSWER in words
    assert "This answered the question, says Name of U3." in words
    assert answered_by(chat) == chat.kept("a1").id
    assert [one.helpful for one in chat.suggestions()] == [True]
    assert "answers the question" in said(chat.press(NOT_HELPFUL, key, user="U1"))


def test_a_facilitator_may_say_it_too(chat: SuggestingChat) -> None:
    as_a(Replace, chat.press(ANSWERS, suggested(chat), user="F1"))
    assert answered_by(chat) == chat.kept("a1").id


def test_not_helpful_is_said_once_by_a_member_in_that_channel(chat: SuggestingChat) -> None:
    key = suggested(chat)
    as_a(Say, chat.press(NOT_HELPFUL, key, user="D1"))
    as_a(Say, chat.press(NOT_HELPFUL, key, user="U1", where=place("C2")))
    as_a(Say, chat.press(NOT_HELPFUL, "999", user="U1"))
    as_a(Say, chat.press(NOT_HELPFUL, f"{key} or 1", user="U1"))
    assert [one.helpful for one in chat.suggestions()] == [None]
    card = as_a(Replace, chat.press(NOT_HELPFUL, key, user="U1")).card
    assert card == notice("Thank you. I will not suggest that here again.")
    as_a(Say, chat.press(NOT_HELPFUL, key, user="U2"))
    assert [one.helpful for one in chat.suggestions()] == [False]


def test_what_did_not_help_is_not_offered_to_near_questions(chat: SuggestingChat) -> None:
    chat.press(NOT_HELPFUL, suggested(chat), user="U3")
    chat.say(AGAIN.replace("everybody", "anybody"), "q3", user="U2", at=NOW + timedelta(minutes=5))
    assert [thread for thread, _ in chat.suggested()] == ["q2"]


def test_who_is_forgotten_is_quoted_no_longer(chat: SuggestingChat) -> None:
    chat.press(NOT_HELPFUL, suggested(chat), user="U2")
    with chat.database.write() as unit:
        account = unit.session.scalars(select(Account).where(Account.user_id == "U2")).one()
        forget(unit, account.person, by=None, now=NOW)
        unit.commit()
    assert chat.suggested() == []
    assert [one.said_by_id for one in chat.suggestions()] == [None]
