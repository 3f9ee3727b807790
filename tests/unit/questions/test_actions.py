"""Actions in a message's menu: capture as, this answers it, don't keep; each for the right one."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.capture.models import ContributionVector, Kind, KindCorrection
from bot.community.models import Channel, Person
from bot.events import MessageAction
from bot.lessons.models import Lesson
from bot.lessons.service import Sharing, Told, save_lesson
from bot.privacy.models import AuditEntry
from bot.questions.models import AnsweredQuestion
from tests.chat import Chat, said
from tests.world import NOW, posted

QUESTION, CHALLENGE = MessageAction.CAPTURE_AS_QUESTION, MessageAction.CAPTURE_AS_CHALLENGE
ANSWERS, DONT = MessageAction.THIS_ANSWERS_IT, MessageAction.DONT_KEEP_THIS


def test_capturing_corrects_the_kind_and_says_who_did(chat: Chat) -> None:
    chat.say("Nobody answers the phone", "m1")
    assert chat.kept("m1").kind is Kind.CHALLENGE
    assert "Kept as a question" in said(chat.choose(QUESTION, "m1", user="U2"))
    kept = chat.kept("m1")
    assert (kept.kind, kept.kind_by) == (Kind.QUESTION, "person")
    with chat.database.read() as unit:
        row = unit.session.get_one(KindCorrection, kept.id)
        person = unit.session.get_one(Person, row.person_id)
        assert (row.kind, person.name) == (Kind.QUESTION, "Name of U2")
        entry = unit.session.scalars(select(AuditEntry)).one()
    assert entry.action == "contribution.kind_said"
    assert entry.detail == {"kind": "question"}


def test_a_message_that_was_not_captured_is_kept_when_someone_acts_on_it(chat: Chat) -> None:
    with chat.database.write() as unit:
        unit.session.execute(update(Channel).values(capture=False))
        unit.commit()
    chat.say("Nobody answers the phone", "m1", user="U2")
    assert chat.contribution("m1") is None
    chat.choose(CHALLENGE, "m1", user="U1", author="U2", text="Nobody answers the phone")
    kept = chat.kept("m1")
    assert (kept.kind, kept.text) == (Kind.CHALLENGE, "Nobody answers the phone")


def test_who_switched_capture_off_is_not_captured_by_others(chat: Chat) -> None:
    with chat.database.write() as unit:
        unit.session.execute(
            update(Person).where(Person.name == "Name of U2").values(capture_off=True)
        )
        unit.commit()
    answer = chat.choose(QUESTION, "m1", user="U1", author="U2", text="Why?")
    assert "can't keep that message" in said(answer)
    assert chat.contribution("m1") is None


@pytest.mark.parametrize(
    ("user", "conversation", "why"),
    [
        ("D1", "C1", "for members"),
        ("stranger", "C1", "for members"),
        ("U1", "CC", "community's channels"),
        ("U1", "CF", "community's channels"),
        ("U1", "nowhere", "community's channels"),
    ],
)
def test_only_members_in_their_channels_capture(
    chat: Chat, user: str, conversation: str, why: str
) -> None:
    answer = chat.choose(QUESTION, "m1", user=user, text="Why?", conversation=conversation)
    assert why in said(answer)
    assert chat.contribution("m1", conversation) is None


def test_a_message_without_words_is_not_kept(chat: Chat) -> None:
    assert "no words" in said(chat.choose(QUESTION, "m1", user="U1", text=" "))


def thread(chat: Chat) -> None:
    chat.say("Who has a rota?", "q1", user="U1")
    chat.say("We do", "a1", user="U2", thread="q1", at=NOW + timedelta(minutes=1))
    chat.say("So do we", "a2", user="F1", thread="q1", at=NOW + timedelta(minutes=2))


def answered_by(chat: Chat) -> str | None:
    with chat.database.read() as unit:
        row = unit.session.scalars(select(AnsweredQuestion)).one_or_none()
        if row is None:
            return None
        return next(
            m for m in ("a1", "a2", "x1") if (c := chat.contribution(m)) and c.id == row.answer_id
        )


@pytest.mark.parametrize("user", ["U1", "F1"])
def test_the_asker_or_a_facilitator_says_what_answered(chat: Chat, user: str) -> None:
    thread(chat)
    assert "Thank you" in said(chat.choose(ANSWERS, "a1", user=user, author="U2", thread="q1"))
    assert "already" in said(chat.choose(ANSWERS, "a1", user=user, author="U2", thread="q1"))
    assert answered_by(chat) == "a1"
    assert "said this answered it" in said(chat.type("ask", "Who has a rota?"))


def test_a_later_choice_takes_the_place_of_the_first(chat: Chat) -> None:
    thread(chat)
    chat.choose(ANSWERS, "a1", user="U1", author="U2", thread="q1")
    chat.choose(ANSWERS, "a2", user="U1", author="F1", thread="q1")
    assert answered_by(chat) == "a2"


def test_others_are_thanked_and_refused(chat: Chat) -> None:
    thread(chat)
    answer = chat.choose(ANSWERS, "a1", user="U2", author="U2", thread="q1")
    assert "Only the person who asked" in said(answer)
    assert answered_by(chat) is None


def test_the_question_itself_is_no_answer(chat: Chat) -> None:
    thread(chat)
    assert "on the reply" in said(chat.choose(ANSWERS, "q1", user="U1"))


def test_a_thread_that_starts_with_a_lesson_has_no_answer(chat: Chat) -> None:
    chat.say("Lesson: ring back", "q1")
    chat.say("Agreed", "a1", user="U2", thread="q1")
    assert "does not start with a question" in said(chat.choose(ANSWERS, "a1", user="U1"))


def test_an_unknown_question_is_explained(chat: Chat) -> None:
    answer = chat.choose(ANSWERS, "a1", user="U1", author="U2", text="Yes", thread="before")
    assert "have not kept the question" in said(answer)
    assert chat.contribution("a1") is None


def test_of_a_cross_posted_question_the_first_is_marked(chat: Chat) -> None:
    text = "Who has a rota for the call-backs that come in every weekend?"
    chat.say(text, "q1")
    chat.say(text, "q2", conversation="C2", at=NOW + timedelta(minutes=1))
    chat.say("We do", "x1", user="U2", thread="q2", conversation="C2")
    chat.choose(ANSWERS, "x1", user="U1", author="U2", thread="q2", conversation="C2")
    with chat.database.read() as unit:
        assert (
            unit.session.scalars(select(AnsweredQuestion.question_id)).one() == chat.kept("q1").id
        )


@pytest.mark.parametrize("user", ["U1", "F1"])
def test_the_author_or_a_facilitator_has_a_message_erased_for_good(chat: Chat, user: str) -> None:
    thread(chat)
    before = chat.kept("q1").id
    assert "erased" in said(chat.choose(DONT, "q1", user=user))
    chat.say("Who has a rota?", "q1")
    kept = chat.kept("q1")
    assert (kept.id, kept.text) == (before, "")
    assert kept.deleted_at is not None
    with chat.database.read() as unit:
        assert unit.session.get(ContributionVector, before) is None
    assert "erased" in said(chat.choose(DONT, "q1", user=user)), "a second press does no harm"


def test_others_may_not_erase(chat: Chat) -> None:
    thread(chat)
    for user in ("U2", "D1", "stranger"):
        assert "Only the person who wrote" in said(chat.choose(DONT, "q1", user=user))
    assert chat.kept("q1").text == "Who has a rota?"


def test_a_message_not_captured_yet_leaves_a_tombstone(chat: Chat) -> None:
    chat.choose(DONT, "m1", user="U1", author="U1", text="a slip")
    chat.happen(posted("a slip", "m1"))
    assert chat.kept("m1").text == ""
    answer = chat.choose(QUESTION, "m1", user="U2", text="a slip")
    assert "can't keep that message" in said(answer)


def test_erasing_takes_the_cross_post_the_lesson_and_the_answer_with_it(chat: Chat) -> None:
    text = "Lesson: we rang every enquirer within two hours and visits went up by half"
    chat.say("What works?", "q1", user="U2")
    chat.say(text, "a1", thread="q1")
    chat.say(text, "x1", conversation="C2", at=NOW + timedelta(minutes=1))
    chat.choose(ANSWERS, "a1", user="U2", thread="q1")
    with chat.database.write() as unit:
        told = Told(
            what_happened=text,
            recommendation="Ring back",
            worked=True,
            sharing=Sharing.MEMBERS,
            named=False,
        )
        save_lesson(unit, chat.kept("a1"), told, None, NOW)
        unit.commit()
    chat.choose(DONT, "x1", user="U1", conversation="C2")
    assert chat.kept("a1").text == ""
    assert chat.kept("x1", "C2").text == ""
    with chat.database.read() as unit:
        assert unit.session.scalars(select(Lesson)).all() == []
        assert unit.session.scalars(select(AnsweredQuestion)).all() == []
    assert "found nothing" in said(chat.type("find", "enquirer"))


def test_erasing_where_nothing_is_kept_is_explained(chat: Chat) -> None:
    answer = chat.choose(DONT, "m1", user="U1", author="U1", text="x", conversation="nowhere")
    assert "nothing to erase" in said(answer)
