"""Reactions do what the menu does, and stay silent where they can't be meant for us."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from bot.capture.models import Kind
from bot.community.models import Channel
from bot.events import Reaction
from bot.questions.models import AnsweredQuestion
from tests.chat import Chat
from tests.world import NOW

CAPTURE, ANSWERED, FORGET = Reaction.CAPTURE, Reaction.ANSWERED, Reaction.FORGET


def marks(chat: Chat) -> int:
    with chat.database.read() as unit:
        return unit.session.scalar(select(func.count(AnsweredQuestion.question_id))) or 0


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Who has a rota?", Kind.QUESTION),
        ("No beds", Kind.CHALLENGE),
        ("lol but why?", Kind.QUESTION),
        ("lol no beds", Kind.CHALLENGE),
    ],
)
def test_capturing_takes_the_kind_it_was_recognised_as_or_reads_as(
    chat: Chat, text: str, kind: Kind
) -> None:
    chat.say(text, "m1")
    chat.react(CAPTURE, "m1", "U2")
    kept = chat.kept("m1")
    assert (kept.kind, kept.kind_by) == (kind, "person")
    assert any(f"Kept as a {kind}" in words for words in chat.told("U2"))


def test_reacting_twice_tells_once(chat: Chat) -> None:
    chat.say("Who has a rota?", "m1")
    chat.react(CAPTURE, "m1", "U2")
    chat.react(CAPTURE, "m1", "U2")
    assert len(chat.told("U2")) == 1


def test_what_is_not_kept_is_explained_to_the_one_who_reacted(chat: Chat) -> None:
    with chat.database.write() as unit:
        unit.session.execute(update(Channel).values(capture=False))
        unit.commit()
    chat.react(CAPTURE, "m1", "U2")
    chat.react(FORGET, "m1", "U2")
    assert ["Capture as question" in words for words in chat.told("U2")] == [True, False]
    assert "Don't keep this" in chat.told("U2")[1]


@pytest.mark.parametrize("user", ["D1", "stranger"])
@pytest.mark.parametrize("reaction", [CAPTURE, ANSWERED, FORGET, Reaction.LESSON])
def test_reactions_of_who_is_no_member_do_nothing(
    chat: Chat, user: str, reaction: Reaction
) -> None:
    chat.say("lol", "m1")
    chat.react(reaction, "m1", user)
    assert (chat.kept("m1").text, chat.kept("m1").kind_by) == ("lol", "machine")
    assert chat.outbox() == []


@pytest.mark.parametrize("conversation", ["CF", "CC", "nowhere"])
def test_reactions_elsewhere_do_nothing(chat: Chat, conversation: str) -> None:
    for reaction in Reaction:
        chat.react(reaction, "m1", "U1", conversation)
    assert chat.outbox() == []


def test_a_tick_by_the_asker_marks_the_answer_and_by_others_means_nothing(chat: Chat) -> None:
    chat.say("Who has a rota?", "q1", user="U1")
    chat.say("We do", "a1", user="U2", thread="q1", at=NOW + timedelta(minutes=1))
    chat.react(ANSWERED, "a1", "U2")
    chat.react(ANSWERED, "q1", "U1")
    chat.react(ANSWERED, "unknown", "U1")
    assert marks(chat) == 0
    assert chat.outbox() == []
    chat.react(ANSWERED, "a1", "U1")
    chat.react(ANSWERED, "a1", "U1")
    assert marks(chat) == 1
    assert len(chat.told("U1")) == 1


def test_see_no_evil_by_the_author_erases_and_by_others_is_refused(chat: Chat) -> None:
    chat.say("A slip", "m1", user="U1")
    chat.react(FORGET, "m1", "U2")
    assert chat.kept("m1").text == "A slip"
    assert "Only the person who wrote" in chat.told("U2")[0]
    chat.react(FORGET, "m1", "U1")
    assert chat.kept("m1").text == ""
    assert "erased" in chat.told("U1")[0]


def test_a_tick_on_the_answer_to_a_question_we_posted_counts(chat: Chat) -> None:
    chat.press("ask_network", "n1\nWho has a rota?", user="U1")
    chat.deliver("t1")
    chat.say("We do", "t2", user="U2", thread="t1")
    chat.react(ANSWERED, "t2", "U1")
    assert marks(chat) == 1
