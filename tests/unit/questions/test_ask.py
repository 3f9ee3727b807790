"""/ask: earlier answers, who is named to whom, and asking the network once."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from bot.capture.models import Contribution, Kind, KindCorrection
from bot.cards import Ask, Invalid
from bot.community.models import Channel, Person, Role
from bot.delivery.models import OutboxRow
from bot.questions.asking.cards import LONGEST_QUESTION
from tests.chat import Chat, as_a, buttons, said
from tests.world import NOW, add_channel, add_community, add_person, deleted, place, posted, sender

QUESTION = "How do you organise call-back rotas for fostering enquiries?"
ANSWER = "Two councils share one rota and the manager covers gaps"


def ask_and_answer(chat: Chat) -> None:
    chat.say(QUESTION, "m1", user="U1")
    chat.say(ANSWER, "m2", user="U2", thread="m1", at=NOW + timedelta(hours=1))


def test_replies_to_a_near_question_are_offered_with_hub_person_date_and_link(chat: Chat) -> None:
    ask_and_answer(chat)
    answer = chat.type("ask", "call-back rotas for fostering enquiries: how to organise?")
    words = said(answer)
    assert ANSWER in words
    assert "South, Name of U2, Slack, #c1, 21 September 2026" in words
    assert "Open the conversation" in words


def test_nothing_found_is_said_plainly_and_the_network_offered(chat: Chat) -> None:
    ask_and_answer(chat)
    answer = chat.type("ask", "Which plumber mends boilers on Sundays?")
    assert "I found no earlier answer" in said(answer)
    assert "ask_network" in buttons(answer)


def test_one_answer_of_each_thread_and_the_others_counted(chat: Chat) -> None:
    ask_and_answer(chat)
    chat.say("We pay someone to cover call-back rotas", "m3", user="F1", thread="m1")
    words = said(chat.type("ask", QUESTION))
    assert "1 earlier answer to your question" in words
    assert "1 more answer there" in words


def test_deleted_answers_are_not_offered(chat: Chat) -> None:
    ask_and_answer(chat)
    chat.happen(deleted("m2", at=NOW + timedelta(hours=2)))
    assert ANSWER not in said(chat.type("ask", QUESTION))


def test_cross_posts_are_offered_once(chat: Chat) -> None:
    lesson = "Lesson: call-back rotas need one owner for every fostering enquiry we organise"
    chat.say(lesson, "m1", user="U2")
    chat.say(lesson, "m9", user="U2", conversation="C2", at=NOW + timedelta(minutes=1))
    assert chat.kept("m9", "C2").same_as_id == chat.kept("m1").id
    assert said(chat.type("ask", QUESTION)).count(lesson) == 1


def test_past_programmes_are_labelled_and_name_nobody(chat: Chat) -> None:
    with chat.database.write() as unit:
        past = add_community(unit, "adoption", past=True)
        add_channel(unit, past, "P1")
        add_person(unit, past, "P9", hub="east")
        unit.commit()
    chat.say(
        "Lesson: organise call-back rotas before fostering enquiries come",
        "p1",
        user="P9",
        conversation="P1",
    )
    words = said(chat.type("ask", QUESTION))
    assert "Learned in Adoption, 21 September 2026" in words
    assert "East" not in words
    assert "P9" not in words


def test_other_living_communities_are_never_shown(chat: Chat) -> None:
    with chat.database.write() as unit:
        other = add_community(unit, "kinship")
        add_channel(unit, other, "K1")
        add_person(unit, other, "K9")
        unit.commit()
    chat.say("Lesson: organise call-back rotas early", "k1", user="K9", conversation="K1")
    assert "early" not in said(chat.type("ask", QUESTION))
    assert "organise call-back" not in said(chat.type("find", "rotas early"))


@pytest.mark.parametrize("user", ["D1", "stranger"])
@pytest.mark.parametrize("command", ["ask", "find", "challenge", "lesson"])
def test_officials_and_strangers_see_no_messages(chat: Chat, user: str, command: str) -> None:
    ask_and_answer(chat)
    for where in (place(), place("DM", private=True)):
        words = said(chat.type(command, QUESTION, user=user, where=where))
        assert ANSWER not in words
        assert "facilitator to add you" in words
    assert chat.outbox() == []


def test_empty_gives_the_form_and_the_form_answers(chat: Chat) -> None:
    ask_and_answer(chat)
    form = as_a(Ask, chat.type("ask")).form
    assert [field.name for field in form.fields] == ["question"]
    assert ANSWER in said(chat.fill_in(form, {"question": QUESTION}))
    assert "question" in as_a(Invalid, chat.fill_in(form, {"question": "  "})).errors


def test_a_very_long_question_is_given_back_to_shorten(chat: Chat) -> None:
    long = "why " * 1000
    form = as_a(Ask, chat.type("ask", long)).form
    assert len(form.fields[0].value) <= LONGEST_QUESTION  # type: ignore[union-attr]
    errors = as_a(Invalid, chat.fill_in(form, {"question": long})).errors
    assert "1,500 characters or fewer" in errors["question"]


def test_asking_the_network_posts_once_and_keeps_it_as_the_askers(chat: Chat) -> None:
    button = buttons(chat.type("ask", QUESTION))["ask_network"]
    first = said(chat.press(button.action, button.value))
    second = said(chat.press(button.action, button.value))
    assert "posted in #c1" in first
    assert "posted before" in second
    [(row, card)] = chat.outbox()
    assert (row.conversation, row.thread) == ("C1", None)
    assert card.text == f"Name of U1 asks: {QUESTION}"
    with chat.database.read() as unit:
        kept = unit.session.scalars(select(Contribution)).one()
        assert kept.author is not None
        assert (kept.text, kept.kind, kept.author.name) == (
            QUESTION,
            Kind.QUESTION,
            "Name of U1",
        )
        assert unit.session.scalar(select(func.count()).select_from(KindCorrection)) == 1


def test_from_a_private_chat_it_goes_to_the_main_channel_which_is_named(chat: Chat) -> None:
    private = place("DM", private=True)
    answer = chat.type("ask", QUESTION, where=private)
    assert "posts your question in #c1" in said(answer)
    button = buttons(answer)["ask_network"]
    chat.press(button.action, button.value, where=private)
    [(row, _)] = chat.outbox()
    assert row.conversation == "C1"


def test_it_is_never_posted_in_the_department_s_channel(chat: Chat) -> None:
    answer = chat.type("ask", QUESTION, where=place("CC"))
    button = buttons(answer)["ask_network"]
    chat.press(button.action, button.value, where=place("CC"))
    [(row, _)] = chat.outbox()
    assert row.conversation == "C1"


def test_without_a_channel_it_says_what_to_do(chat: Chat) -> None:
    with chat.database.write() as unit:
        unit.session.execute(update(Channel).values(purpose="facilitators"))
        unit.commit()
    answer = chat.type("ask", QUESTION)
    assert "/commonthread" in said(answer)
    assert "ask_network" not in buttons(answer)
    assert "Nothing was posted" in said(chat.press("ask_network", f"n1\n{QUESTION}"))


def test_who_switched_capture_off_is_posted_but_not_kept(chat: Chat) -> None:
    with chat.database.write() as unit:
        unit.session.execute(update(Person).values(capture_off=True))
        unit.commit()
    words = said(chat.press("ask_network", f"n1\n{QUESTION}"))
    assert "do not keep it" in words
    assert len(chat.outbox()) == 1
    with chat.database.read() as unit:
        assert unit.session.scalar(select(func.count(Contribution.id))) == 0


@pytest.mark.parametrize("value", ["", "only-a-nonce", "\n", "n1\n  "])
def test_a_stale_button_says_so(chat: Chat, value: str) -> None:
    assert "older message" in said(chat.press("ask_network", value))


def test_another_person_s_press_after_leaving_is_refused(chat: Chat) -> None:
    assert "add you" in said(chat.press("ask_network", f"n1\n{QUESTION}", user="D1"))
    with chat.database.read() as unit:
        assert unit.session.scalar(select(func.count(OutboxRow.id))) == 0


def test_replies_to_the_posted_question_count_as_its_answers(chat: Chat) -> None:
    chat.press("ask_network", f"n1\n{QUESTION}")
    chat.deliver("t1")
    chat.happen(posted(ANSWER, "t2", user="U2", thread="t1"))
    root = chat.kept("t1")
    assert root.text == QUESTION
    assert root.is_root
    assert chat.kept("t2").kind is Kind.ANSWER
    assert ANSWER in said(chat.type("ask", QUESTION, user="F1"))


def test_deleting_the_posted_question_erases_it_before_anyone_replied(chat: Chat) -> None:
    chat.press("ask_network", f"n1\n{QUESTION}")
    chat.deliver("t1")
    chat.happen(deleted("t1", at=NOW + timedelta(hours=1)))
    with chat.database.read() as unit:
        texts = unit.session.scalars(select(Contribution.text)).all()
    assert set(texts) == {""}


def test_a_facilitator_may_ask_too(chat: Chat) -> None:
    ask_and_answer(chat)
    assert ANSWER in said(chat.type("ask", QUESTION, user="F1"))


def test_a_welsh_question_finds_its_welsh_answer(chat: Chat) -> None:
    chat.say("Sut ydych chi'n recriwtio gofalwyr maeth Cymraeg eu hiaith?", "w1")
    reply = "Rydym yn gweithio gyda'r ysgolion Cymraeg – mae'n llwyddo"
    chat.say(reply, "w2", user="U2", thread="w1")
    words = said(chat.type("ask", "Sut mae recriwtio gofalwyr maeth Cymraeg eu hiaith?"))
    assert reply in words


def test_a_role_held_elsewhere_opens_nothing_here(chat: Chat) -> None:
    ask_and_answer(chat)
    with chat.database.write() as unit:
        other = add_community(unit, "kinship")
        add_person(unit, other, "K1", Role.FACILITATOR)
        unit.commit()
    assert sender("K1").user_id == "K1"
    assert ANSWER not in said(chat.type("ask", QUESTION, user="K1"))
