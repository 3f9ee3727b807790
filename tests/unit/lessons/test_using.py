"""Hubs say whether they used a lesson of another; each counts once, its own never."""

from sqlalchemy import select

from bot.cards import Ask, Invalid
from bot.community.models import Programme
from bot.lessons.models import Lesson, LessonUse
from tests.chat import Chat, as_a, buttons, said
from tests.unit.lessons.saved import STORY, approve, history, more_hubs, read, save
from tests.world import add_community, add_person, place


def use(chat: Chat, lesson: Lesson, user: str, words: str = "It helped.") -> str:
    form = as_a(Ask, chat.press("lesson_used", str(lesson.id), user=user)).form
    return said(chat.fill_in(form, {"words": words}, user=user))


def uses(chat: Chat) -> list[LessonUse]:
    with chat.database.read() as unit:
        return list(unit.session.scalars(select(LessonUse).order_by(LessonUse.id)))


def test_three_hubs_that_used_it_make_it_repeated_and_one_fewer_undoes_that(chat: Chat) -> None:
    lesson = approve(chat, save(chat))
    more_hubs(chat, U3="east", U4="west", U5="west")
    assert "your own hub" in said(chat.press("lesson_used", str(lesson.id), user="U1"))
    for user in ("U2", "U4", "U5", "U5"):
        use(chat, lesson, user)
    assert "Used by 2 hubs so far." in use(chat, lesson, "U5", "Twice.")
    assert [one.words for one in uses(chat)] == ["It helped.", "Twice."]
    assert read(chat, lesson).evidence == "account"
    use(chat, lesson, "U3")
    assert read(chat, lesson).evidence == "repeated"
    form = as_a(Ask, chat.press("lesson_unfit", str(lesson.id), user="U3")).form
    assert "words" in as_a(Invalid, chat.fill_in(form, {"words": " "}, user="U3")).errors
    assert "words" in as_a(Invalid, chat.fill_in(form, {"words": "x" * 301}, user="U3")).errors
    chat.fill_in(form, {"words": "We share one phone."}, user="U3")
    assert read(chat, lesson).evidence == "account"
    assert history(chat, lesson)[-2:] == ["evidence_counted", "evidence_counted"]
    shown = said(chat.press("lesson_show", str(lesson.id), user="U2"))
    assert "Use: Used by 2 hubs" in shown
    assert "It didn't fit us. We share one phone." in shown


def test_a_lesson_that_ask_offers_opens_for_members(chat: Chat) -> None:
    lesson = save(chat)
    offered = buttons(chat.type("ask", f"{STORY}?", user="U2"))
    assert offered["lesson_show"].value == str(lesson.id)
    opened = buttons(chat.press("lesson_show", offered["lesson_show"].value, user="U2"))
    assert {"lesson_used", "lesson_unfit"} <= set(opened)


def test_people_without_a_hub_count_as_none_and_officials_say_nothing(chat: Chat) -> None:
    lesson = approve(chat, save(chat))
    for _ in range(2):
        use(chat, lesson, "F1")
    assert len(uses(chat)) == 1
    assert "Use" not in said(chat.press("lesson_show", str(lesson.id), user="U2"))
    for user in ("D1", "stranger"):
        for what in ("show", "used", "unfit"):
            assert said(chat.press(f"lesson_{what}", str(lesson.id), user=user))
    assert len(uses(chat)) == 1


def test_members_of_another_programme_see_what_is_public_or_past(chat: Chat) -> None:
    lesson = approve(chat, save(chat, sharing="department"))
    public = approve(chat, save(chat, "m2", story="Put the kettle on", sharing="public"))
    with chat.database.write() as unit:
        add_person(unit, add_community(unit, "kinship"), "U9", hub="kin")
        unit.commit()
    home = place("D9", private=True)
    assert "not kept any more" in said(
        chat.press("lesson_show", str(lesson.id), user="U9", where=home)
    )
    shown = said(chat.press("lesson_show", str(public.id), user="U9", where=home))
    assert "kettle" not in shown
    assert "north" not in shown
    with chat.database.write() as unit:
        unit.session.get_one(Programme, chat.community.programme_id).past = True
        unit.commit()
    shown = said(chat.press("lesson_show", str(lesson.id), user="U9", where=home))
    assert "Learned in: Fostering" in shown
