"""Askers are asked once, who answered is thanked once, and nobody is written to out of hours."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from bot.capture.models import Contribution
from bot.cards import Replace
from bot.community.models import Hub, Membership, Person, Programme
from bot.events import Reaction
from bot.questions.life.cards import ELSEWHERE, NOT_YET, THIS_ANSWERED
from bot.questions.life.following_up import follow_up
from bot.questions.models import AnsweredQuestion, OfferOfHelp, QuestionLife, QuestionState
from bot.store import UnitOfWork
from tests.chat import Chat, as_a, buttons, said
from tests.unit.questions.asked import (
    CALENDAR,
    MONDAY,
    QUESTION,
    THURSDAY,
    WEDNESDAY,
    ask,
    keys,
    person_of,
    pressable,
    reply,
    state,
    waiting,
    written_down,
)
from tests.world import add_community, deleted

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def follow(chat: Chat, now: datetime = MONDAY) -> list[str]:
    """Let the job run; return the keys of what it has put into the outbox so far."""
    follow_up(chat.database, CALENDAR, now)
    return keys(chat)


def test_an_asker_is_asked_once_at_work_after_three_working_days(chat: Chat) -> None:
    question = ask(chat)
    answer = reply(chat, "We do: six carers, a fortnight each", "a1")
    reply(chat, "lol", "a2")
    asking = f"ask-was-answered:{question}"
    assert follow(chat, MONDAY - 2 * HOUR) == [], "the third day is not over"
    assert follow(chat, MONDAY + 8 * HOUR) == [], "nobody is at work"
    assert follow(chat, MONDAY + 5 * DAY) == [], "nor on Saturday"
    assert follow(chat) == [asking]
    assert follow(chat) == follow(chat, MONDAY + DAY) == [asking]
    ((row, card),) = chat.outbox()
    assert (row.user_id, row.conversation) == ("U1", "")
    (words,) = chat.told("U1")
    assert QUESTION in words
    assert "We do: six carers, a fortnight each\nName of U2, South, 17 September 2026" in words
    assert "lol" not in words
    assert pressable(card) == [
        ("This answered it", f"{question} {answer}"),
        ("Answered elsewhere", str(question)),
        ("No longer needed", str(question)),
        ("Not yet", str(question)),
    ]
    done = as_a(Replace, chat.press(THIS_ANSWERED, f"{question} {answer}"))
    assert "Thank you. The question is closed: Name of U2 answered it." in said(done)
    assert state(chat) is QuestionState.ANSWERED


def test_not_yet_keeps_it_open_and_before_facilitators_whatever_was_replied(chat: Chat) -> None:
    question = ask(chat)
    reply(chat, "We have none, sorry", "a1")
    assert waiting(chat) == []
    follow(chat)
    told = chat.press(NOT_YET, str(question))
    assert "stays open" in said(told)
    assert ELSEWHERE in buttons(told)
    assert waiting(chat) == [("q1", 3, 0)]
    assert follow(chat, MONDAY + DAY) == [f"ask-was-answered:{question}"]
    reply(chat, "We do now", "a2", at=MONDAY + DAY)
    assert waiting(chat, MONDAY + DAY) == []
    assert written_down(chat.database)[-1] == ("question.not_answered_yet", person_of(chat, "q1"))


def test_a_question_closed_or_open_long_or_of_nobody_to_ask_is_let_be(chat: Chat) -> None:
    for number in range(3):
        ask(chat, f"q{number}", user="F1", at=WEDNESDAY + number * HOUR)
    chat.press(ELSEWHERE, str(chat.kept("q0").id), user="F1")
    with chat.database.write() as unit:
        imported = update(Contribution).where(Contribution.message_id == "q1")
        unit.session.execute(imported.values(origin="import"))
        long_ago = update(Contribution).where(Contribution.message_id == "q2")
        unit.session.execute(long_ago.values(posted_at=WEDNESDAY - 32 * DAY))
        unit.commit()
    ask(chat, "q3", user="stranger")
    ask(chat, "q4", user="D1")
    assert follow(chat) == []
    assert [message for message, _, _ in waiting(chat)] == ["q2", "q3", "q4"]


@pytest.mark.parametrize("why", ["own", "hub", "left", "past"])
def test_nobody_is_asked_who_switched_capture_off_or_left_or_whose_programme_ended(
    chat: Chat, why: str
) -> None:
    ask(chat)
    with chat.database.write() as unit:
        match why:
            case "own":
                unit.session.execute(update(Person).values(capture_off=True))
            case "hub":
                unit.session.execute(update(Hub).values(capture_off=True))
            case "left":
                other = add_community(unit, "housing")
                unit.session.execute(update(Membership).values(community_id=other.id))
            case _:
                unit.session.execute(update(Programme).values(past=True))
        unit.commit()
    assert follow(chat) == []
    assert (waiting(chat) == []) is (why == "past")


def test_a_person_is_asked_about_one_question_a_day(chat: Chat) -> None:
    first, second = ask(chat), ask(chat, "q2", at=WEDNESDAY + HOUR)
    assert follow(chat, MONDAY + HOUR) == [f"ask-was-answered:{first}"]
    assert len(follow(chat, MONDAY + 5 * HOUR)) == 1
    assert follow(chat, MONDAY + DAY) == [f"ask-was-answered:{one}" for one in (first, second)]


def test_stopped_half_way_the_job_loses_and_doubles_nothing(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    for user in ("U1", "U2", "F1"):
        ask(chat, f"q-{user}", user=user)
    reply(chat, "We do", "a1", to="q-U1", user="F1")
    chat.react(Reaction.ANSWERED, "a1", "U1")
    commit, commits = UnitOfWork.commit, []

    def killed_at_the_second(unit: UnitOfWork) -> None:
        commits.append(unit)
        if len(commits) == 2:
            raise KeyboardInterrupt
        commit(unit)

    before = keys(chat)
    with monkeypatch.context() as patch:
        patch.setattr(UnitOfWork, "commit", killed_at_the_second)
        with pytest.raises(KeyboardInterrupt):
            follow(chat)
    assert len(keys(chat)) == len(before) + 1
    after = follow(chat)
    assert follow(chat) == after
    assert sorted(key.split(":")[0] for key in after[len(before) :]) == [
        "answer-thanked",
        "ask-was-answered",
        "ask-was-answered",
    ]


def test_who_answered_is_thanked_once_and_at_work(chat: Chat) -> None:
    ask(chat)
    asker = person_of(chat, "q1")
    answer, other = reply(chat, "We do", "a1"), reply(chat, "So do we", "a2", user="F1")
    chat.react(Reaction.ANSWERED, "a1", "U1")
    assert chat.told("U2") == []
    follow(chat, MONDAY - 10 * HOUR)
    assert chat.told("U2") == []
    assert f"answer-thanked:{answer}:{asker}" in follow(chat)
    follow(chat, MONDAY + HOUR)
    (thanks,) = chat.told("U2")
    assert "Your answer helped Name of U1." in thanks
    assert "We do" in thanks
    chat.react(Reaction.ANSWERED, "a2", "U1")
    assert f"answer-thanked:{other}:{asker}" in follow(chat, MONDAY + HOUR)
    assert len(chat.told("U2")) == 1


def test_nobody_is_thanked_by_themselves_or_told_of_a_community_they_left(chat: Chat) -> None:
    ask(chat)
    reply(chat, "Found it out myself", "a1", user="U1")
    chat.react(Reaction.ANSWERED, "a1", "U1")
    ask(chat, "q2", user="U1")
    reply(chat, "Here is how", "a2", user="F1", to="q2")
    chat.react(Reaction.ANSWERED, "a2", "F1")
    ask(chat, "q3", user="F1")
    reply(chat, "We do", "a3", to="q3")
    chat.react(Reaction.ANSWERED, "a3", "F1")
    with chat.database.write() as unit:
        left = update(Membership).where(Membership.person_id == person_of(chat, "a3"))
        unit.session.execute(left.values(community_id=add_community(unit, "housing").id))
        unit.commit()
    follow(chat)
    assert [words for user in ("U1", "F1") for words in chat.told(user) if "helped" in words] == []
    (thanks,) = chat.told("U2")
    assert "helped somebody" in thanks
    assert "Name of F1" not in thanks


def test_a_question_waits_when_nobody_else_answered_in_two_working_days(chat: Chat) -> None:
    ask(chat, "q1", at=WEDNESDAY)
    ask(chat, "q2", user="U2", at=THURSDAY)
    ask(chat, "q3", at=THURSDAY + DAY)
    reply(chat, "Anybody?", "r1", user="U1")
    reply(chat, "lol", "r2")
    with chat.database.write() as unit:
        question_back = update(Contribution).where(Contribution.message_id == "r1")
        unit.session.execute(question_back.values(author_id=person_of(chat, "r2"), kind="question"))
        for said_by in ("r2", "q1"):
            helper, about = person_of(chat, said_by), chat.kept("q1").id
            unit.session.add(OfferOfHelp(question_id=about, person_id=helper, at=MONDAY))
        unit.commit()
    assert waiting(chat) == [("q1", 3, 2), ("q2", 2, 0)]
    chat.say("We do", "x1", user="F1", thread="q2", at=THURSDAY)
    assert waiting(chat) == [("q1", 3, 2)]


def test_an_erased_reply_is_taken_out_of_the_card_that_quotes_it(chat: Chat) -> None:
    question = ask(chat)
    reply(chat, "We do: six carers", "a1")
    stays = reply(chat, "We text first", "a2", user="F1")
    follow(chat)
    chat.deliver("d1")
    chat.happen(deleted("a1", at=MONDAY + HOUR))
    rows = chat.outbox()
    assert [row.of_key for row, _ in rows] == [None, f"ask-was-answered:{question}"]
    assert "six carers" not in repr(rows)
    for _, card in rows:
        assert ("This answered it", f"{question} {stays}") in pressable(card)
        assert len(pressable(card)) == 4
    assert "no longer kept" in said(chat.press(THIS_ANSWERED, f"{question} {chat.kept('a1').id}"))


def test_the_asking_card_says_what_is_so_once_the_question_is_closed(chat: Chat) -> None:
    question = ask(chat)
    reply(chat, "We do", "a1")
    follow(chat)
    chat.deliver("d1")
    chat.react(Reaction.ANSWERED, "a1", "U1")
    revised = [card for row, card in chat.outbox() if row.of_key == f"ask-was-answered:{question}"]
    assert [card.text for card in revised] == ["The question is closed: Name of U2 answered it."]
    with chat.database.read() as unit:
        assert unit.session.get_one(QuestionLife, question).asker_asked_at == MONDAY
    assert "settled before" in said(chat.press(ELSEWHERE, str(question)))


def test_cross_posts_found_late_have_the_life_of_the_one_that_was_closed(chat: Chat) -> None:
    first = ask(chat)
    chat.say(QUESTION, "x1", conversation="C2", user="F1", at=THURSDAY)
    chat.say("We do", "x2", conversation="C2", user="U2", thread="x1", at=THURSDAY)
    chat.react(Reaction.ANSWERED, "x2", "F1", "C2")
    assert state(chat) is QuestionState.OPEN
    with chat.database.write() as unit:  # as linking the accounts of one person does
        later = update(Contribution).where(Contribution.message_id == "x1")
        unit.session.execute(later.values(same_as_id=first))
        unit.commit()
    follow(chat)
    assert state(chat) is state(chat, "x1", "C2") is QuestionState.ANSWERED
    with chat.database.read() as unit:
        marks = unit.session.scalars(select(AnsweredQuestion)).all()
    assert [(one.question_id, one.answer_id) for one in marks] == [
        (first, chat.kept("x2", "C2").id)
    ]
    assert not [key for key in follow(chat) if key.startswith("ask-was")]
