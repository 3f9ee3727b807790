"""Owners are asked whether their lessons are still right; who has left is replaced."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import delete

from bot.cards import Ask, Invalid
from bot.community.models import Membership
from bot.lessons.models import Lesson
from bot.lessons.reviewing.job import review_lessons
from bot.lessons.reviewing.queue import reminder_of
from bot.schedules.working import Nation, WorkingCalendar
from tests.chat import LONDON, Chat, all_words, as_a, said
from tests.unit.lessons.saved import approve, history, person_id, read, save
from tests.world import NOW

CALENDAR = WorkingCalendar(Nation.ENGLAND_AND_WALES, LONDON, time(9), time(17))
DUE = date(2027, 3, 22)
"""A Monday; in Chat it is always September, so what is due is put there by hand."""


def due_lesson(chat: Chat) -> Lesson:
    lesson = approve(chat, save(chat))
    with chat.database.write() as unit:
        unit.session.get_one(Lesson, lesson.id).review_on = DUE
        unit.commit()
    return lesson


def run(chat: Chat, day: date, hour: int = 10) -> None:
    at = datetime.combine(day, time(hour), LONDON)
    review_lessons(chat.database, CALENDAR, at)


def leave(chat: Chat, user: str) -> None:
    person = person_id(chat, user)
    with chat.database.write() as unit:
        unit.session.execute(delete(Membership).where(Membership.person_id == person))
        unit.commit()


@pytest.mark.parametrize(
    ("late", "number"), [(-1, 0), (0, 1), (13, 1), (14, 2), (27, 2), (28, 3), (400, 3)]
)
def test_an_owner_is_reminded_twice_a_fortnight_apart(late: int, number: int) -> None:
    assert reminder_of(DUE, DUE + timedelta(days=late)) == number


def test_the_owner_is_told_once_at_each_time_and_then_the_facilitators(chat: Chat) -> None:
    due_lesson(chat)
    run(chat, DUE - timedelta(days=3))
    run(chat, DUE, hour=7)  # before work begins
    assert chat.told("U1") == []
    for days in (0, 1, 2, 14, 15, 28, 60):
        run(chat, DUE + timedelta(days=days))
    [first, second] = chat.told("U1")
    assert "Is this lesson still right?" in first
    assert "A reminder" in second
    shown = said(chat.type("commonthread", "lessons", user="F1"))
    assert "Due for review" not in shown  # as it is only September in chat


def test_still_right_gives_six_months_and_out_of_date_takes_it_out(chat: Chat) -> None:
    lesson = due_lesson(chat)
    for user in ("U2", "D1", "stranger"):
        for what in ("lesson_still", "lesson_old"):
            assert "Only who looks after" in said(chat.press(what, str(lesson.id), user=user))
    assert "21 March 2027" in said(chat.press("lesson_still", str(lesson.id)))
    assert read(chat, lesson).review_on == date(2027, 3, 21)
    assert "out of date" in said(chat.press("lesson_old", str(lesson.id)))
    assert read(chat, lesson).status == "out_of_date"
    assert "Ring every enquirer within" not in said(chat.type("find", "enquirer", user="U2"))
    assert "nothing to review" in said(chat.press("lesson_still", str(lesson.id)))
    assert history(chat, lesson) == ["saved", "approved", "still_right", "out_of_date"]
    assert approve(chat, lesson).status == "checked"


def test_the_facilitators_are_asked_once_for_a_new_owner(chat: Chat) -> None:
    lesson = due_lesson(chat)
    leave(chat, "U1")
    for days in (-40, -39, 0):
        run(chat, DUE + timedelta(days=days))
    assert chat.told("U1") == []
    [asked] = [all_words(card) for row, card in chat.outbox() if row.conversation == "CF"]
    assert "1 lesson needs a new owner" in asked
    assert "Only who looks after" in said(chat.press("lesson_still", str(lesson.id)))
    shown = said(chat.type("commonthread", "lessons", user="F1"))
    assert "Nobody looks after it." in shown
    form = as_a(Ask, chat.press("lesson_owner", str(lesson.id), user="F1")).form
    gone = {"owner": str(person_id(chat, "U1")), "review": "6"}
    assert "owner" in as_a(Invalid, chat.fill_in(form, gone, user="F1")).errors
    new = {"owner": str(person_id(chat, "U2")), "review": "12"}
    assert "Name of U2 looks after" in said(chat.fill_in(form, new, user="F1"))
    lesson = read(chat, lesson)
    assert (lesson.owner_id, lesson.review_on) == (person_id(chat, "U2"), date(2027, 9, 21))
    assert history(chat, lesson)[-2:] == ["owner_left", "owner_chosen"]
    assert NOW.date() == date(2026, 9, 21)
