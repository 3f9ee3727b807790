"""What becomes of a question: who may close it, what opens it again, what cross-posts share."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from bot.cards import Answer
from bot.community.handlers import home
from bot.community.models import Account, Membership, Person, Role
from bot.events import HomeOpened, MessageAction, Reaction
from bot.privacy.erasure import forget
from bot.questions.life.cards import (
    AGAIN,
    ELSEWHERE,
    HOME_ELSEWHERE,
    HOME_NOT_NEEDED,
    NOT_NEEDED,
    NOT_YET,
    THIS_ANSWERED,
)
from bot.questions.models import AnsweredQuestion, QuestionLife, QuestionState
from tests.chat import LONDON, Chat, buttons, said
from tests.unit.questions.asked import (
    MONDAY,
    QUESTION,
    WEDNESDAY,
    ask,
    person_of,
    reply,
    state,
    waiting,
    written_down,
)
from tests.world import add_channel, add_community, add_person, deleted, event_id, place, sender

OPEN, ANSWERED, NO_LONGER_NEEDED = QuestionState


@pytest.mark.parametrize("user", ["U1", "F1"])
def test_the_asker_or_a_facilitator_closes_and_opens_again(chat: Chat, user: str) -> None:
    value = str(ask(chat))
    by = person_of(chat, "q1") if user == "U1" else None
    assert state(chat) is OPEN
    closed = chat.press(NOT_NEEDED, value, user=user)
    assert "no longer needed" in said(closed)
    assert state(chat) is NO_LONGER_NEEDED
    assert "settled before" in said(chat.press(ELSEWHERE, value, user=user)), "an old card"
    assert state(chat) is NO_LONGER_NEEDED
    chat.press(buttons(closed)[AGAIN].action, value, user=user)
    assert state(chat) is OPEN
    assert "answered elsewhere" in said(chat.press(ELSEWHERE, value, user=user))
    assert state(chat) is ANSWERED
    done = written_down(chat.database)
    assert [action for action, _ in done] == [
        "question.no_longer_needed",
        "question.reopened",
        "question.answered",
    ]
    assert len({who for _, who in done}) == 1
    assert by is None or done[0][1] == by


def test_nobody_else_closes_a_question_or_learns_what_it_says(chat: Chat) -> None:
    value = str(ask(chat))
    answer = reply(chat, "We do", "a1")
    with chat.database.write() as unit:
        housing = add_community(unit, "housing")
        add_channel(unit, housing, "CH")
        add_person(unit, housing, "FH", Role.FACILITATOR)
        unit.commit()
    for user in ("U2", "D1", "FH", "stranger"):
        for action in (THIS_ANSWERED, ELSEWHERE, NOT_NEEDED, NOT_YET, AGAIN):
            given = f"{value} {answer}" if action == THIS_ANSWERED else value
            refused = said(chat.press(action, given, user=user))
            assert "Only the person who asked" in refused
            assert QUESTION not in refused
            assert "We do" not in refused
    assert state(chat) is OPEN
    assert written_down(chat.database) == []


def test_who_left_the_community_closes_nothing_there(chat: Chat) -> None:
    value = str(ask(chat))
    with chat.database.write() as unit:
        unit.session.execute(delete(Membership))
        unit.commit()
    assert "Only the person who asked" in said(chat.press(NOT_NEEDED, value))
    assert state(chat) is OPEN


def test_only_a_reply_to_the_question_itself_answers_it(chat: Chat) -> None:
    question, other = ask(chat), ask(chat, "q2", user="U2")
    elsewhere, own = (
        reply(chat, "We do", "a2", to="q2", user="F1"),
        reply(chat, "Me", "a1", user="U1"),
    )
    for odd in ("", "x", str(elsewhere), str(own), str(other), "9" * 30):
        assert "no longer kept" in said(chat.press(THIS_ANSWERED, f"{question} {odd}"))
    for odd in ("", "x", "99999", "9" * 30, str(elsewhere)):
        assert "no longer kept" in said(chat.press(NOT_NEEDED, odd))
    assert state(chat) is OPEN


def test_a_tick_closes_with_a_button_to_take_it_back(chat: Chat) -> None:
    question = ask(chat)
    reply(chat, "We do", "a1")
    chat.react(Reaction.ANSWERED, "a1", "U1")
    assert state(chat) is ANSWERED
    assert "Ask again" in chat.told("U1")[0]
    assert "open again" in said(chat.press(AGAIN, str(question)))
    assert state(chat) is OPEN
    with chat.database.read() as unit:
        assert unit.session.scalars(select(AnsweredQuestion)).all() == []
    chat.react(Reaction.ANSWERED, "a1", "U1")
    assert state(chat) is ANSWERED


@pytest.mark.parametrize("how", ["chat", "menu", "forgotten"])
def test_without_its_answer_a_question_is_open_again(chat: Chat, how: str) -> None:
    ask(chat)
    reply(chat, "We do", "a1")
    chat.react(Reaction.ANSWERED, "a1", "U1")
    if how == "chat":
        chat.happen(deleted("a1", at=MONDAY + timedelta(minutes=1)))
    elif how == "menu":
        chat.choose(MessageAction.DONT_KEEP_THIS, "a1", user="U2")
    else:
        with chat.database.write() as unit:
            account = unit.session.scalars(select(Account).where(Account.user_id == "U2")).one()
            forget(unit, unit.session.get_one(Person, account.person_id), by=None, now=MONDAY)
            unit.commit()
    assert state(chat) is OPEN
    assert written_down(chat.database)[-1] == ("question.reopened", None)
    assert waiting(chat) == [("q1", 3, 0)]


def test_cross_posts_share_one_life_and_the_one_that_stays_keeps_it(chat: Chat) -> None:
    ask(chat)
    chat.say(QUESTION, "x1", conversation="C2", at=WEDNESDAY + timedelta(minutes=1))
    assert chat.kept("x1", "C2").same_as_id == chat.kept("q1").id
    chat.press(ELSEWHERE, str(chat.kept("x1", "C2").id))
    assert (state(chat), state(chat, "x1", "C2")) == (ANSWERED, ANSWERED)
    chat.happen(deleted("q1", at=MONDAY))
    assert chat.kept("x1", "C2").same_as_id is None
    assert state(chat, "x1", "C2") is ANSWERED
    assert waiting(chat) == []


def test_an_answer_marked_before_questions_had_lives_closes_them(chat: Chat) -> None:
    question, answer = ask(chat), reply(chat, "We do", "a1")
    with chat.database.write() as unit:
        mark = AnsweredQuestion(question_id=question, answer_id=answer, at=MONDAY)
        unit.session.add(mark)
        unit.commit()
    assert state(chat) is ANSWERED
    assert "settled before" in said(chat.press(NOT_NEEDED, str(question)))
    chat.press(AGAIN, str(question))
    assert state(chat) is OPEN
    with chat.database.read() as unit:
        assert unit.session.get_one(QuestionLife, question).closed_at == MONDAY


def test_what_we_posted_for_an_asker_says_who_answered(chat: Chat) -> None:
    chat.press("ask_network", f"n1\n{QUESTION}", user="U1")
    chat.deliver("t1")
    chat.say("We do", "t2", user="U2", thread="t1")
    chat.react(Reaction.ANSWERED, "t2", "U1")
    question = str(chat.kept("t1").id)
    chat.press(AGAIN, question)
    (posted, first), *revised = [
        (row, card) for row, card in chat.outbox() if row.conversation == "C1"
    ]
    assert [row.of_key for row, _ in revised] == [posted.key] * 2
    assert "Answered by Name of U2." in repr(revised[0][1])
    assert "We do" not in repr(revised[0][1]), "its words stay where they were said"
    assert revised[1][1] == first


def test_a_persons_page_shows_their_open_questions_and_closes_them(chat: Chat) -> None:
    home.register(chat.router, LONDON, home.nothing)
    ask(chat, "q1")
    ask(chat, "q2", user="U2")
    ask(chat, "q3", at=WEDNESDAY + timedelta(minutes=1))

    def page(user: str) -> Answer | None:
        where, at = place("D", private=True), MONDAY
        opened = HomeOpened(event_id=event_id(), at=at, who=sender(user), where=where)
        return chat._give(opened)

    mine = page("U1")
    assert said(mine).count("No longer needed") == 2
    assert buttons(mine)[HOME_NOT_NEEDED].value == str(chat.kept("q1").id), "the newest first"
    for user in ("F1", "D1", "stranger"):
        assert "Your open questions" not in said(page(user))
    left = chat.press(HOME_ELSEWHERE, str(chat.kept("q1").id))
    assert said(left).count("No longer needed") == 1
    for value in (str(chat.kept("q1").id), str(chat.kept("q2").id), "x"):
        assert said(chat.press(HOME_NOT_NEEDED, value)).count("No longer needed") == 1
    assert [state(chat, one) for one in ("q1", "q2", "q3")] == [ANSWERED, OPEN, OPEN]
