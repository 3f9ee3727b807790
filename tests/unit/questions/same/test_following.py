"""Who asked the same, or follows, is told of an answer: once each, and only who may see it."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from bot.capture.models import Contribution
from bot.cards import Replace
from bot.community.models import Account, Channel, Membership, Person, Role
from bot.community.setup.joining import join_people
from bot.delivery.models import Doing, OutboxRow
from bot.events import MessageAction
from bot.privacy.erasure import forget
from bot.questions import life
from bot.questions.answering import ASKER_ONLY
from bot.questions.models import (
    AnsweredQuestion,
    QuestionFollower,
    QuestionState,
    SameQuestion,
    Suggestion,
)
from bot.questions.same import cards, handlers, same_as, times_asked
from bot.questions.same.stars import linked
from tests.chat import buttons, said
from tests.unit.questions.same.conftest import AskedChat
from tests.world import NOW, add_community, add_person

FIRST = "Who has a rota for calling enquirers back in the evening?"
SECOND = "Has anyone a rota for calling enquirers back in the evening?"
THIRD = "Does anyone have a rota for calling enquirers back in the evening, please?"
LATER = timedelta(days=1)


def asked_twice(chat: AskedChat) -> None:
    """U1 asks, and U2 asks the same elsewhere."""
    chat.say(FIRST, "q1", user="U1", at=NOW - LATER)
    chat.say(SECOND, "q2", user="U2", conversation="C2")


def answered(chat: AskedChat, by: str = "U1") -> None:
    """U3 answers the first, and that is marked."""
    chat.say("Six carers, a fortnight each", "a1", user="U3", thread="q1")
    chat.choose(MessageAction.THIS_ANSWERS_IT, "a1", user=by, author="U3")


def value(chat: AskedChat) -> str:
    return f"{chat.kept('q2', 'C2').id}:{chat.kept('q1').id}"


def answers_to(chat: AskedChat, user: str) -> list[str]:
    return [words for words in chat.told(user) if cards.TITLE in words]


def state(chat: AskedChat, message: str, conversation: str = "C1") -> QuestionState:
    with chat.database.read() as unit:
        key = chat.kept(message, conversation).id
        return life.state_of(unit.session, [key])[key]


@pytest.mark.parametrize("answer_first", [False, True])
def test_the_other_asker_is_told_whichever_came_first(chat: AskedChat, answer_first: bool) -> None:
    if answer_first:
        chat.say(FIRST, "q1", user="U1", at=NOW - LATER)
        answered(chat)
        chat.say(SECOND, "q2", user="U2", conversation="C2")
    else:
        asked_twice(chat)
        answered(chat)
    told = answers_to(chat, "U2")
    assert len(told) == 1
    for words in ("Name of U1 of North asked the same as you", SECOND, FIRST, "Six carers"):
        assert words in told[0]
    assert answers_to(chat, "U1") == answers_to(chat, "U3") == []
    assert state(chat, "q2", "C2") is QuestionState.OPEN
    with chat.database.read() as unit:
        key = chat.kept("q2", "C2").id
        assert times_asked(unit.session, [key])[key].hubs == 2
    chat.same.look_again(chat.database)
    with chat.database.write() as unit:
        first = unit.session.get_one(Contribution, chat.kept("q1").id)
        life.reopen(unit, first, first.author, NOW)
        unit.commit()
    chat.choose(MessageAction.THIS_ANSWERS_IT, "a1", user="U1", author="U3")
    assert state(chat, "q1") is QuestionState.ANSWERED
    assert len(answers_to(chat, "U2")) == 1


def test_what_is_asked_otherwise_is_not_linked_and_an_edit_is_looked_at_anew(
    chat: AskedChat,
) -> None:
    chat.say(FIRST, "q1", user="U1", at=NOW - LATER)
    chat.say("Who pays for medical checks in your hub?", "q2", user="U2")
    with chat.database.read() as unit:
        assert len(linked(unit.session, chat.kept("q2").id)) == 1
    change(chat, "q2", SECOND)
    with chat.database.read() as unit:
        assert len(linked(unit.session, chat.kept("q2").id)) == 2
    change(chat, "q2", "Who pays for medical checks in your hub?")
    with chat.database.read() as unit:
        assert len(linked(unit.session, chat.kept("q2").id)) == 1


def change(chat: AskedChat, message: str, text: str) -> None:
    with chat.database.write() as unit:
        changed = update(Contribution).where(Contribution.message_id == message)
        unit.session.execute(changed.values(text=text, understood_by=None))
        unit.commit()
    chat.understanding.work_all()


def test_an_answer_that_comes_later_is_found_as_the_working_day_begins(chat: AskedChat) -> None:
    chat.say("How quick is your medical adviser?", "q1", user="U1", at=NOW - LATER)
    chat.say("Is your medical adviser quick, and shared with others?", "q2", user="U2")
    with chat.database.read() as unit:
        assert len(linked(unit.session, chat.kept("q2").id)) == 1
    chat.say("Our medical adviser is shared with others and quick", "a1", user="U3", thread="q1")
    found = []
    for hour in (-2, -1, 0, 24):  # seven, eight and nine of a Monday in London, and Tuesday
        chat.clock.at = NOW + timedelta(hours=hour - 1)
        found.append(chat.same.look_again_today(chat.database))
    assert found == [0, 0, 1, 0]


def test_this_answers_mine_too_closes_the_askers_own_and_nobody_elses(chat: AskedChat) -> None:
    asked_twice(chat)
    answered(chat)
    button = buttons(Replace(chat.outbox()[-1][1]))[cards.ANSWERS_MINE]
    assert button.value == value(chat)
    assert ASKER_ONLY in said(chat.press(cards.ANSWERS_MINE, button.value, user="U3"))
    for user in ("D1", "stranger"):
        assert handlers.GONE in said(chat.press(cards.ANSWERS_MINE, button.value, user=user))
    for forged in ("", "x:y", "99:1", f"{button.value.split(':')[0]}:99"):
        assert handlers.GONE in said(chat.press(cards.ANSWERS_MINE, forged, user="U2"))
    assert state(chat, "q2", "C2") is QuestionState.OPEN
    assert "marked as answered" in said(chat.press(cards.ANSWERS_MINE, button.value, user="U2"))
    assert state(chat, "q2", "C2") is QuestionState.ANSWERED
    again = chat.press(cards.ANSWERS_MINE, button.value, user="U2")
    assert handlers.CLOSED_BEFORE in said(again)


def test_what_is_not_the_same_is_never_linked_again(chat: AskedChat) -> None:
    asked_twice(chat)
    answered(chat)
    refused = said(chat.press(cards.NOT_THE_SAME, value(chat), user="U3"))
    assert handlers.APART_ASKER_ONLY in refused
    assert "not be linked" in said(chat.press(cards.NOT_THE_SAME, value(chat), user="U2"))
    chat.press(cards.NOT_THE_SAME, value(chat), user="F1")
    change(chat, "q2", THIRD)
    chat.same.look_again(chat.database)
    with chat.database.read() as unit:
        assert len(linked(unit.session, chat.kept("q2", "C2").id)) == 1


def test_anybody_may_follow_and_stop_and_hears_once(chat: AskedChat) -> None:
    asked_twice(chat)
    first, second = str(chat.kept("q1").id), str(chat.kept("q2", "C2").id)
    assert handlers.OWN in said(chat.press(cards.FOLLOW, first, user="U1"))
    assert handlers.GONE in said(chat.press(cards.FOLLOW, first, user="D1"))
    chat.press(cards.FOLLOW, first, user="F1")
    assert "You will be told" in said(chat.press(cards.FOLLOW, first, user="F1"))
    chat.press(cards.FOLLOW, second, user="F1")
    chat.press(cards.FOLLOW, first, user="U3")
    assert handlers.STOPPED in said(chat.press(cards.UNFOLLOW, first, user="U3"))
    assert handlers.NOT_FOLLOWING in said(chat.press(cards.UNFOLLOW, first, user="U3"))
    chat.say("Six carers, a fortnight each", "a1", user="U2", thread="q1")
    chat.choose(MessageAction.THIS_ANSWERS_IT, "a1", user="U1", author="U2")
    assert [len(answers_to(chat, user)) for user in ("U1", "U2", "U3", "F1")] == [0, 0, 0, 1]
    assert "You follow a question of Name of U1" in answers_to(chat, "F1")[0]
    assert handlers.CLOSED_BEFORE in said(chat.press(cards.FOLLOW, first, user="U3"))


@pytest.mark.parametrize(
    "case", ["no longer a member", "channel moved", "suggested", "official", "capture off"]
)
def test_who_may_not_see_it_or_has_seen_it_is_not_told(chat: AskedChat, case: str) -> None:
    asked_twice(chat)
    with chat.database.write() as unit:
        who = chat.kept("q2", "C2").author_id
        theirs = Membership.person_id == who
        if case == "no longer a member":
            unit.session.execute(delete(Membership).where(theirs))
        elif case == "official":
            unit.session.execute(update(Membership).where(theirs).values(role=Role.OFFICIAL))
        elif case == "capture off":
            unit.session.execute(update(Person).where(Person.id == who).values(capture_off=True))
        elif case == "channel moved":
            other = add_community(unit, "kinship")
            moved = update(Channel).where(Channel.conversation == "C1")
            unit.session.execute(moved.values(community_id=other.id))
            add_person(unit, other, "F9", Role.FACILITATOR)
        unit.commit()
    chat.say("Six carers, a fortnight each", "a1", user="U3", thread="q1")
    with chat.database.write() as unit:
        if case == "suggested":
            unit.session.add(
                Suggestion(
                    question_id=chat.kept("q2", "C2").id,
                    answer_id=chat.kept("a1").id,
                    outbox_key="k",
                    probability=0.9,
                    at=NOW,
                )
            )
        question, answer = (
            unit.session.get_one(Contribution, chat.kept(one).id) for one in ("q1", "a1")
        )
        life.close(unit, question, QuestionState.ANSWERED, question.author, NOW, answer)
        unit.commit()
    assert chat.told("U2") == []


@pytest.mark.parametrize(("gone", "by"), [("a1", "U3"), ("q1", "U1")])
def test_what_told_of_an_erased_answer_or_question_is_taken_back(
    chat: AskedChat, gone: str, by: str
) -> None:
    asked_twice(chat)
    answered(chat)
    assert len(answers_to(chat, "U2")) == 1
    chat.choose(MessageAction.DONT_KEEP_THIS, gone, user=by)
    with chat.database.read() as unit:
        rows = unit.session.scalars(select(OutboxRow).where(OutboxRow.user_id == "U2")).all()
    assert [(row.doing, row.card) for row in rows] == [(Doing.POST, ""), (Doing.DELETE, "")]


def test_a_cross_post_is_the_same_message_and_not_another_question(chat: AskedChat) -> None:
    chat.say(FIRST, "q1", user="U1", at=NOW - LATER)
    chat.say(FIRST, "q1x", user="U1", conversation="C2", at=NOW - LATER)
    chat.say(SECOND, "q2", user="U2", conversation="C2")
    keys = [chat.kept("q1").id, chat.kept("q1x", "C2").id, chat.kept("q2", "C2").id]
    with chat.database.read() as unit:
        assert [times_asked(unit.session, keys)[key].questions for key in keys] == [2, 2, 2]
        assert [same_as(unit.session, key) for key in keys] == [keys[0]] * 3
    chat.say("Six carers", "a1", user="U3", thread="q1x", conversation="C2")
    wanted = MessageAction.THIS_ANSWERS_IT
    chat.choose(wanted, "a1", user="U1", author="U3", conversation="C2")
    assert len(answers_to(chat, "U2")) == 1
    assert answers_to(chat, "U1") == []


def test_a_person_with_two_accounts_is_told_once_where_they_asked(chat: AskedChat) -> None:
    asked_twice(chat)
    with chat.database.write() as unit:
        who = chat.kept("q2", "C2").author_id
        account = Account(platform="teams", tenant="T9", user_id="aad-2", person_id=who)
        unit.session.add(account)
        unit.commit()
    answered(chat)
    rows = [row for row, card in chat.outbox() if card.title == cards.TITLE]
    assert [(row.platform, row.user_id) for row in rows] == [("slack", "U2")]


def test_erased_people_and_messages_leave_no_links_and_joined_people_follow_once(
    chat: AskedChat,
) -> None:
    asked_twice(chat)
    chat.say(THIRD, "q3", user="U3", at=NOW + LATER)
    first = str(chat.kept("q1").id)
    chat.press(cards.FOLLOW, first, user="F1")
    chat.press(cards.FOLLOW, first, user="U3")
    with chat.database.write() as unit:
        people = {
            key: unit.session.scalars(
                select(Person)
                .join(Account, Account.person_id == Person.id)
                .where(Account.user_id == key)
            ).one()
            for key in ("U2", "U3", "F1")
        }
        join_people(unit, people["F1"], people["U3"])
        assert unit.session.scalars(select(QuestionFollower.person_id)).all() == [people["F1"].id]
        forget(unit, people["U2"], by=None, now=NOW)
        assert unit.session.scalars(select(SameQuestion.question_id)).all() == [chat.kept("q3").id]
        forget(unit, people["F1"], by=None, now=NOW)
        assert unit.session.scalars(select(QuestionFollower.person_id)).all() == []
        unit.commit()
    chat.choose(MessageAction.DONT_KEEP_THIS, "q1", user="U1")
    with chat.database.read() as unit:
        assert unit.session.scalars(select(SameQuestion.question_id)).all() == []
        assert unit.session.scalars(select(AnsweredQuestion.question_id)).all() == []
