"""/find: near and literal matches, in pages, only of what the caller may see."""

from datetime import timedelta

from bot.capture.models import Kind
from bot.cards import Ask, Invalid, Quote, Replace, Say
from bot.events import MessageAction
from bot.lessons.models import Lesson
from bot.lessons.service import Sharing, Told, save_lesson
from bot.questions.finding.cards import PAGE
from tests.chat import Chat, as_a, buttons, said
from tests.world import NOW, add_channel, add_community, add_person, deleted


def lessons(chat: Chat, number: int) -> None:
    for i in range(number):
        text = f"Lesson {i}: ring every enquirer within two hours"
        chat.say(text, f"m{i}", at=NOW + timedelta(minutes=i))


def test_literal_words_are_found_wherever_they_stand(chat: Chat) -> None:
    chat.say("Lesson: our portfolio holder wanted Mockingbird figures by Friday", "m1")
    words = said(chat.type("find", "mockingbird"))
    assert "portfolio holder" in words
    assert "Results 1 to 1 of 1" in words


def test_what_was_looked_for_is_highlighted_and_the_spoken_words_stay_clean(chat: Chat) -> None:
    chat.say("Lesson: enquirers rang " + "and waited " * 80 + "then one enquirer moved", "m1")
    card = as_a(Say, chat.type("find", "enquirer moved")).card
    (quote,) = [one for one in card.elements if isinstance(one, Quote)]
    assert [run.text for run in quote.runs if run.mark] == ["enquirer", "moved"]
    assert "".join(run.text for run in quote.runs) == quote.text
    assert card.text == "Results 1 to 1 of 1 for “enquirer moved”"


def test_percent_and_underscore_are_only_characters(chat: Chat) -> None:
    chat.say("Lesson: nine in ten came back", "m1")
    assert "found nothing" in said(chat.type("find", "%"))
    assert "found nothing" in said(chat.type("find", "_"))


def test_challenges_and_chatter_are_not_results(chat: Chat) -> None:
    chat.say("Enquirer calls overwhelm us", "m1")
    chat.say("lol enquirer", "m2")
    assert "found nothing" in said(chat.type("find", "enquirer"))


def test_pages_hold_each_result_once(chat: Chat) -> None:
    lessons(chat, PAGE + 2)
    first = chat.type("find", "enquirer within two hours")
    assert f"Results 1 to {PAGE} of {PAGE + 2}" in said(first)
    button = buttons(first)["find_page"]
    assert button.label == "Next"
    second = as_a(Replace, chat.press(button.action, button.value))
    assert f"Results {PAGE + 1} to {PAGE + 2} of {PAGE + 2}" in said(second)
    both = said(first) + said(second)
    assert all(both.count(f"Lesson {i}:") == 1 for i in range(PAGE + 2))
    assert buttons(second)["find_page"].label == "Previous"


def test_a_page_beyond_the_end_is_the_last_one(chat: Chat) -> None:
    lessons(chat, 2)
    assert "Results 1 to 2 of 2" in said(chat.press("find_page", "99 enquirer"))


def test_a_stale_page_button_says_so(chat: Chat) -> None:
    for value in ("", "x", "1", "-1 rotas"):
        assert "older message" in said(chat.press("find_page", value))


def test_pages_are_checked_too(chat: Chat) -> None:
    lessons(chat, 1)
    assert "add you" in said(chat.press("find_page", "0 enquirer", user="D1"))


def test_deleted_messages_and_later_cross_posts_are_left_out(chat: Chat) -> None:
    lessons(chat, 2)
    repeated = "Lesson 1: ring every enquirer within two hours"
    chat.say(repeated, "x1", conversation="C2", at=NOW + timedelta(minutes=9))
    chat.happen(deleted("m0", at=NOW + timedelta(hours=1)))
    assert "of 1 for" in said(chat.type("find", "enquirer"))


def test_empty_gives_a_form(chat: Chat) -> None:
    form = as_a(Ask, chat.type("find")).form
    assert "words" in as_a(Invalid, chat.fill_in(form, {"words": ""})).errors
    chat.say("Lesson: rotas", "m1")
    assert "rotas" in said(chat.fill_in(form, {"words": "rotas"}))


def test_a_very_long_search_is_cut_and_still_fits_its_buttons(chat: Chat) -> None:
    lessons(chat, PAGE + 1)
    answer = chat.type("find", "enquirer " * 400)
    assert all(len(button.value) < 300 for button in buttons(answer).values())


def test_results_say_what_kind_they_are(chat: Chat) -> None:
    chat.say("Who has an enquirer rota?", "m1")
    assert chat.kept("m1").kind is Kind.QUESTION
    assert "Question" in said(chat.type("find", "enquirer rota"))


def test_a_lesson_is_found_by_its_recommendation_only_in_its_own_community(chat: Chat) -> None:
    with chat.database.write() as unit:
        other = add_community(unit, "kinship")
        add_channel(unit, other, "K1")
        add_person(unit, other, "K1")
        unit.commit()
    chat.say("Lesson: we did it late", "m1")
    chat.say("Lesson: they did it late", "k1", user="K1", conversation="K1")
    told = Told(
        what_happened="x",
        recommendation="Begin with zebras",
        worked=True,
        sharing=Sharing.MEMBERS,
        named=False,
    )
    with chat.database.write() as unit:
        for message, conversation in (("m1", "C1"), ("k1", "K1")):
            kept = unit.session.merge(chat.kept(message, conversation), load=False)
            save_lesson(unit, kept, told, None, NOW)
        unit.commit()
    words = said(chat.type("find", "zebras"))
    assert "we did it late" in words
    assert "they did it late" not in words


def test_what_facilitators_added_to_a_lesson_is_found_and_shown(chat: Chat) -> None:
    chat.say("Lesson: our rota is by name", "m1")
    message = chat.contribution("m1")
    assert message is not None
    with chat.database.write() as unit:
        unit.session.add(
            Lesson(
                contribution_id=message.id,
                what_happened="Our rota is by name.",
                recommendation="Name who rings.",
                worked=True,
                sharing=Sharing.MEMBERS,
                tagged_at=NOW,
                why="Nobody feels a duty to a shared mailbox.",
            )
        )
        unit.commit()
    found = said(chat.type("find", "shared mailbox rings"))
    assert "duty to a shared mailbox" in found
    assert "Name who rings." in found
    assert "duty to" not in said(chat.type("find", "unshared mailbox"))


def test_an_open_question_of_others_can_be_followed_from_the_results(chat: Chat) -> None:
    chat.say("Who has tried a Mockingbird constellation?", "m1")
    follow = buttons(chat.type("find", "mockingbird constellation", user="U2"))["follow_question"]
    assert follow.value == str(chat.kept("m1").id)
    assert "follow_question" not in buttons(chat.type("find", "mockingbird constellation"))
    chat.say("We did, ask me", "m2", user="U2", thread="m1")
    chat.choose(MessageAction.THIS_ANSWERS_IT, "m2", user="U1", author="U2", thread="m1")
    found = chat.type("find", "mockingbird constellation", user="U2")
    assert "Who has tried" in said(found)
    assert "follow_question" not in buttons(found)
