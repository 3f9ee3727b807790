"""Facilitators check lessons: approve, edit, ask, merge, decline; all of it is in the history."""

from datetime import date

import pytest

from bot.cards import Ask, ChoiceField, Invalid
from bot.community.models import Role
from bot.events import MessageAction
from bot.lessons.checking import waiting
from bot.lessons.checking.service import in_months
from tests.chat import Chat, all_words, as_a, buttons, said
from tests.unit.lessons.saved import (
    APPROVAL,
    STORY,
    TOLD,
    approve,
    history,
    newest,
    person_id,
    read,
    save,
)
from tests.world import add_community, add_person, place

OPENING = ("approve", "edit", "ask_author", "merge", "decline")
OTHER = "Name one super user in each council"


def queue(chat: Chat, user: str = "F1") -> str:
    return said(chat.type("commonthread", "lessons", user=user))


def in_facilitators_channel(chat: Chat) -> list[str]:
    return [all_words(card) for row, card in chat.outbox() if row.conversation == "CF"]


def test_the_queue_shows_the_oldest_then_the_next(chat: Chat) -> None:
    assert "no lesson to check" in queue(chat)
    first, second = save(chat), save(chat, "m2", user="U2", story=OTHER, recommendation="Name one.")
    with chat.database.read() as unit:
        oldest_first = [one.id for one in waiting(unit.session, chat.community.id)]
    assert oldest_first == [first.id, second.id]
    shown = queue(chat)
    assert "2 lessons to check." in shown
    assert STORY in shown
    assert "Evidence: One account" in shown
    answer = chat.press("lesson_next", str(first.id), user="F1")
    assert OTHER in said(answer)
    assert STORY in said(chat.press("lesson_next", str(second.id), user="F1"))
    assert OTHER in said(chat.press("lesson_check", str(second.id), user="F1"))


def test_approving_settles_stage_owner_and_review(chat: Chat) -> None:
    lesson = save(chat, sharing="public")
    form = as_a(Ask, chat.press("lesson_approve", str(lesson.id), user="F1")).form
    chosen = {one.name: one.value for one in form.fields if isinstance(one, ChoiceField)}
    assert chosen == {
        "stage": "",
        "evidence": "account",
        "owner": str(person_id(chat, "U1")),
        "review": "6",
    }
    wrong = {"stage": "x", "evidence": "", "owner": str(person_id(chat, "D1")), "review": "600"}
    assert set(as_a(Invalid, chat.fill_in(form, wrong, user="F1")).errors) == set(wrong)
    right = APPROVAL | {"owner": str(person_id(chat, "U2")), "evidence": "counted"}
    assert "Checked" in said(chat.fill_in(form, right, user="F1"))
    assert "settled that lesson" in said(chat.fill_in(form, right, user="F1"))
    lesson = read(chat, lesson)
    assert (lesson.status, lesson.stage, lesson.evidence) == ("checked", "delivery", "counted")
    assert (lesson.owner_id, lesson.review_on) == (person_id(chat, "U2"), date(2027, 3, 21))
    assert lesson.checked_by_id == person_id(chat, "F1")
    assert history(chat, lesson) == ["saved", "approved"]
    told = said(chat.press("lesson_history", str(lesson.id), user="F1"))
    assert "Checked by Name of F1, 21 September 2026." in told
    assert "Saved by Name of U1" in told


def test_an_author_s_change_sends_a_checked_lesson_back_a_facilitator_s_does_not(
    chat: Chat,
) -> None:
    lesson = approve(chat, save(chat))
    form = as_a(Ask, chat.press("lesson_edit", str(lesson.id), user="F1")).form
    values = {one.name: getattr(one, "value", "") for one in form.fields}
    wrong = values | {"recommendation": "", "why": "x" * 1001, "sharing": "x", "stage": "x"}
    errors = as_a(Invalid, chat.fill_in(form, wrong, user="F1")).errors
    assert set(errors) == {"recommendation", "why", "sharing", "stage"}
    why = values | {"why": "Interest cools.", "not_when": "There is no phone."}
    assert "Interest cools." in said(chat.fill_in(form, why, user="F1"))
    lesson = read(chat, lesson)
    assert (lesson.status, lesson.why, lesson.not_when) == (
        "checked",
        "Interest cools.",
        "There is no phone.",
    )
    save_form = as_a(Ask, chat.choose(MessageAction.SAVE_AS_LESSON, "m1", user="U1")).form
    chat.fill_in(save_form, TOLD)  # nothing is changed
    assert read(chat, lesson).status == "checked"
    chat.fill_in(save_form, TOLD | {"recommendation": "Ring within one hour."})
    assert read(chat, lesson).status == "captured"
    assert history(chat, lesson) == ["saved", "approved", "edited", "saved"]
    told = said(chat.press("lesson_history", str(lesson.id), user="F1"))
    assert "Changed: why, when it does not apply." in told


def test_the_author_is_asked_in_private_and_replies_to_the_facilitators(chat: Chat) -> None:
    lesson = save(chat)
    form = as_a(Ask, chat.press("lesson_ask_author", str(lesson.id), user="F1")).form
    assert "question" in as_a(Invalid, chat.fill_in(form, {"question": " "}, user="F1")).errors
    assert chat.press("lesson_reply", str(lesson.id)) is not None
    chat.fill_in(form, {"question": "Was it the rota alone?"}, user="F1")
    [told] = chat.told("U1")
    assert "Was it the rota alone?" in told
    assert "has not replied yet" in queue(chat)
    assert "Only the person who was asked" in said(
        chat.press("lesson_reply", str(lesson.id), user="U2")
    )
    reply = as_a(Ask, chat.press("lesson_reply", str(lesson.id))).form
    assert "on its way" in said(chat.fill_in(reply, {"reply": "The rota alone, yes."}))
    [brought] = in_facilitators_channel(chat)
    assert "The rota alone, yes." in brought
    assert "The rota alone, yes." in queue(chat)


def test_a_declined_lesson_is_told_of_once_and_shown_to_nobody(chat: Chat) -> None:
    lesson = save(chat)
    form = as_a(Ask, chat.press("lesson_decline", str(lesson.id), user="F1")).form
    assert "reason" in as_a(Invalid, chat.fill_in(form, {"reason": ""}, user="F1")).errors
    for _ in range(2):
        chat.fill_in(form, {"reason": "It is about one day."}, user="F1")
    [told] = chat.told("U1")
    assert "Thank you" in told
    assert "It is about one day." in told
    assert read(chat, lesson).status == "declined"
    assert "Ring every enquirer" not in said(chat.type("find", "enquirer", user="U2"))
    again = as_a(Ask, chat.press("lesson_open", str(lesson.contribution_id))).form
    chat.fill_in(again, TOLD | {"recommendation": "Ring them for a month."})
    assert read(chat, lesson).status == "captured"


def test_a_merged_lesson_becomes_an_account_of_the_other(chat: Chat) -> None:
    into = save(chat)
    lesson = save(chat, "m2", user="U2", story="Visits went up by half when we rang every enquirer")
    form = as_a(Ask, chat.press("lesson_merge", str(lesson.id), user="F1")).form
    [field] = form.fields
    assert isinstance(field, ChoiceField)
    assert [one.value for one in field.options] == [str(into.id)]
    for wrong in (str(lesson.id), "999", ""):
        assert "into" in as_a(Invalid, chat.fill_in(form, {"into": wrong}, user="F1")).errors
    assert "Merged into" in said(chat.fill_in(form, {"into": str(into.id)}, user="F1"))
    assert newest(chat).id == into.id
    assert "Backed by: 1 more account" in queue(chat)
    assert history(chat, into) == ["saved", "merged", "account_added"]
    assert "kept already" in said(chat.press("lesson_open", str(lesson.contribution_id), user="U2"))
    assert "That lesson is gone" in said(chat.fill_in(form, {"into": str(into.id)}, user="F1"))


def test_what_looks_like_a_lesson_is_shown_to_facilitators_alone(chat: Chat) -> None:
    chat.say("Lesson: name one super user in each council", "m1")
    chat.say("Lesson: buy biscuits", "m2")
    answer = chat.type("commonthread", "lessons", user="F1")
    assert "Looks like a lesson" in said(answer)
    assert "super user" in said(answer)
    assert chat.outbox() == []
    refused = chat.press("lesson_refuse", str(chat.kept("m2").id), user="F1")
    assert "biscuits" not in said(refused)
    assert "super user" in said(refused)
    value = buttons(refused)["lesson_open"].value
    form = as_a(Ask, chat.press("lesson_open", value, user="F1")).form
    chat.fill_in(form, TOLD, user="F1")
    assert "Looks like a lesson" not in queue(chat)


@pytest.mark.parametrize("user", ["U1", "D1", "stranger", "F2"])
def test_only_the_community_s_facilitators_check(chat: Chat, user: str) -> None:
    lesson = save(chat)
    form = as_a(Ask, chat.press("lesson_approve", str(lesson.id), user="F1")).form
    with chat.database.write() as unit:
        add_person(unit, add_community(unit, "adoption"), "F2", Role.FACILITATOR)
        unit.commit()
    here = "Only a facilitator"
    assert here in said(chat.type("commonthread", "lessons", user=user, where=place("C1")))
    for what in (*OPENING, "check", "next", "history", "owner"):
        assert here in said(chat.press(f"lesson_{what}", str(lesson.id), user=user)), what
    right = APPROVAL | {"owner": str(person_id(chat, "U1"))}
    assert here in said(chat.fill_in(form, right, user=user))
    assert read(chat, lesson).status == "captured"


def test_a_stale_button_says_what_to_do(chat: Chat) -> None:
    for what in (*OPENING, "check", "reply"):
        for value in ("", "999", "9" * 5000):
            answer = said(chat.press(f"lesson_{what}", value, user="F1"))
            assert "/commonthread lessons" in answer


def test_months_on_is_a_day_there_is() -> None:
    assert in_months(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert in_months(date(2027, 8, 31), 6) == date(2028, 2, 29)
    assert in_months(date(2026, 12, 1), 12) == date(2027, 12, 1)
