"""One reply at most under a question, and only when there is reason to be sure."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.capture.models import Contribution
from bot.community.models import Channel
from bot.privacy.retention import tidy
from tests.unit.questions.suggesting.conftest import AGAIN, ANSWER, SuggestingChat
from tests.world import NOW, add_community, deleted, edited


def test_an_answer_is_quoted_under_the_question_with_where_and_when(chat: SuggestingChat) -> None:
    chat.ask_and_answer()
    assert chat.suggested() == [], "nothing was said before the first question"
    chat.say(AGAIN, "q2", user="U3")
    ((thread, words),) = chat.suggested()
    assert thread == "q2"
    assert words.startswith("This was asked before.")
    assert ANSWER in words
    assert "South, Name of U2, 19 September 2026" in words
    (kept,) = chat.suggestions()
    assert (kept.question_id, kept.answer_id) == (chat.kept("q2").id, chat.kept("a1").id)
    assert kept.probability > 0.5
    assert set(kept.signs) == {"root", "answer", "words", "margin"}


@pytest.mark.parametrize(
    "text",
    [
        "Which plumber mends boilers on Sundays?",
        "Has anyone else?",
        "We organise call-back rotas for fostering enquiries at weekends",
    ],
)
def test_silence_without_an_answer_a_subject_or_a_question(chat: SuggestingChat, text: str) -> None:
    chat.ask_and_answer()
    chat.say(text, "q2", user="U3")
    assert chat.suggested() == []


def test_silence_where_it_would_disturb(chat: SuggestingChat) -> None:
    chat.ask_and_answer()
    chat.say(AGAIN, "old", user="U3", at=NOW - timedelta(minutes=61))
    understanding, chat.understanding = chat.understanding, _Later()
    chat.say(AGAIN, "q2", user="U3")
    with chat.database.write() as unit:
        unit.session.execute(update(Channel).values(capture=False))
        unit.commit()
    understanding.work_all()
    assert chat.suggested() == []


def test_silence_when_somebody_replied_before_us(chat: SuggestingChat) -> None:
    chat.ask_and_answer()
    understanding, chat.understanding = chat.understanding, _Later()
    chat.say(AGAIN, "q2", user="U3")
    chat.say("Ring me, we have one", "r1", user="U2", thread="q2")
    understanding.work_all()
    assert chat.suggested() == []


class _Later:
    """Understands nothing yet."""

    def work_all(self) -> int:
        return 0


def test_a_question_put_to_the_network_is_not_told_what_its_asker_saw(chat: SuggestingChat) -> None:
    chat.ask_and_answer()
    chat.press("ask_network", f"n1\n{AGAIN}", user="U3")
    chat.deliver("q2")
    chat.say("We do it by lot", "r1", user="U2", thread="q2")
    assert chat.suggested() == []


def test_once_whatever_comes_again(chat: SuggestingChat) -> None:
    chat.ask_and_answer()
    chat.say(AGAIN, "q2", user="U3")
    chat.say(AGAIN, "q2", user="U3")  # redelivered
    chat.happen(edited(AGAIN.replace("?", "??"), "q2", at=NOW + timedelta(minutes=1), user="U3"))
    chat.say(AGAIN, "q2", user="U3", conversation="C2", at=NOW + timedelta(minutes=2))  # a twin
    with chat.database.write() as unit:
        unit.session.execute(update(Contribution).values(understood_by=None))
        unit.commit()
    chat.replica().work_all()
    assert [thread for thread, _ in chat.suggested()] == ["q2"]
    assert len(chat.suggestions()) == 1


def test_once_when_the_later_cross_post_is_read_first(chat: SuggestingChat) -> None:
    chat.ask_and_answer()
    chat.say(AGAIN, "q3", user="U3", conversation="C2")
    chat.say(AGAIN, "q2", user="U3", at=NOW - timedelta(minutes=1))
    assert [thread for thread, _ in chat.suggested()] == ["q3"]


@pytest.mark.parametrize("what", ["q2", "a1", "edit", "its time is over"])
def test_it_is_taken_back_with_the_question_or_the_answer(chat: SuggestingChat, what: str) -> None:
    chat.ask_and_answer()
    chat.say(AGAIN, "q2", user="U3")
    assert len(chat.suggested()) == 1
    later = NOW + timedelta(minutes=3)
    if what == "edit":
        chat.happen(edited("Which plumber mends boilers?", "q2", at=later, user="U3"))
        chat.happen(edited(AGAIN, "q2", at=later + timedelta(minutes=1), user="U3"))
    elif what == "its time is over":
        tidy(chat.database, 1, NOW + timedelta(days=29))
    else:
        chat.happen(deleted(what, at=later))
    assert chat.suggested() == []


@pytest.mark.parametrize("past", [True, False])
def test_a_past_programme_is_named_and_another_community_is_never_quoted(
    chat: SuggestingChat, past: bool
) -> None:
    chat.ask_and_answer()
    with chat.database.write() as unit:
        other = add_community(unit, "adoption", past=past)
        unit.session.execute(update(Contribution).values(community_id=other.id))
        unit.commit()
    chat.say(AGAIN, "q2", user="U3")
    words = [words for _, words in chat.suggested()]
    assert [("Learned in Adoption, 19" in one, "Name of" in one) for one in words] == (
        [(True, False)] if past else []
    )
