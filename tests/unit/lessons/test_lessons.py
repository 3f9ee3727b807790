"""Lessons: by link, words, picker, menu and bulb; every field checked; only their author widens."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.capture.models import Contribution, Kind
from bot.cards import Ask, ChoiceField, Form, Invalid, TextField
from bot.events import MessageAction, Reaction
from bot.lessons.cards import LONGEST_STORY
from bot.lessons.models import Lesson
from bot.privacy.models import AuditEntry
from tests.chat import Chat, as_a, said
from tests.world import NOW, deleted, place

STORY = "We rang every enquirer within two hours and visits went up by half"
TOLD: dict[str, str | tuple[str, ...]] = {
    "what_happened": STORY,
    "recommendation": "Ring every enquirer within two hours.",
    "worked": "yes",
    "sharing": "members",
    "named": "no",
}
SAVE = MessageAction.SAVE_AS_LESSON


def lessons(chat: Chat) -> list[Lesson]:
    with chat.database.read() as unit:
        return list(unit.session.scalars(select(Lesson).order_by(Lesson.id)))


def story_in(form: Form) -> str:
    [field] = [one for one in form.fields if one.name == "what_happened"]
    assert isinstance(field, TextField)
    return field.value


def sharing_in(form: Form) -> list[str]:
    [field] = [one for one in form.fields if one.name == "sharing"]
    assert isinstance(field, ChoiceField)
    return [option.value for option in field.options]


def test_words_become_a_lesson_of_the_one_who_typed_them(chat: Chat) -> None:
    form = as_a(Ask, chat.type("lesson", STORY)).form
    assert story_in(form) == STORY
    words = said(chat.fill_in(form, TOLD | {"sharing": "public", "named": "yes"}))
    assert "Lesson saved" in words
    assert "readers of the guide can find it, with the hub's name" in words
    assert "A facilitator checks it" in words
    [lesson] = lessons(chat)
    assert (lesson.recommendation, lesson.worked, lesson.sharing, lesson.named, lesson.status) == (
        "Ring every enquirer within two hours.",
        True,
        "public",
        True,
        "captured",
    )
    with chat.database.read() as unit:
        kept = unit.session.get_one(Contribution, lesson.contribution_id)
        entry = unit.session.scalars(select(AuditEntry)).one()
    assert (kept.kind, kept.kind_by, kept.text) == (Kind.LESSON, "person", STORY)
    assert entry.action == "lesson.saved"
    assert STORY not in str(entry.detail)
    assert STORY in said(chat.type("find", "enquirer"))


def test_a_form_sent_twice_saves_one_lesson(chat: Chat) -> None:
    form = as_a(Ask, chat.type("lesson", STORY)).form
    chat.fill_in(form, TOLD)
    chat.fill_in(form, TOLD | {"worked": "no"})
    [lesson] = lessons(chat)
    assert not lesson.worked
    with chat.database.read() as unit:
        assert unit.session.scalar(select(func.count(Contribution.id))) == 1


@pytest.mark.parametrize(
    "form_of_link",
    ["{}", "<{}>", "<{}|the message>", "{}?thread_ts=1.2&cid=C1"],
)
def test_a_link_opens_the_form_of_its_message(chat: Chat, form_of_link: str) -> None:
    chat.say(STORY, "m1")
    link = form_of_link.format("https://chat.example.org/C1/m1")
    form = as_a(Ask, chat.type("lesson", link)).form
    assert story_in(form) == STORY
    chat.fill_in(form, TOLD)
    assert lessons(chat)[0].contribution_id == chat.kept("m1").id


@pytest.mark.parametrize(
    "link", ["https://chat.example.org/C1/m2", "https://chat.example.org/C1/m", "https://x.example"]
)
def test_an_unknown_link_says_what_to_do(chat: Chat, link: str) -> None:
    chat.say(STORY, "m1")
    assert "Save as lesson" in said(chat.type("lesson", link))


def test_a_link_to_a_deleted_message_is_unknown(chat: Chat) -> None:
    chat.say(STORY, "m1")
    chat.happen(deleted("m1", at=NOW + timedelta(hours=1)))
    assert "have not kept" in said(chat.type("lesson", "https://chat.example.org/C1/m1"))


def test_with_neither_one_picks_among_the_thread_s_and_one_s_own(chat: Chat) -> None:
    chat.say("Who has a rota?", "q1", user="U2")
    chat.say("Another hub's matter", "q2", user="U2")
    chat.say(STORY, "m1", user="U1", conversation="C2")
    form = as_a(Ask, chat.type("lesson", where=place(thread="q1"))).form
    [field] = form.fields
    assert isinstance(field, ChoiceField)
    assert [option.label for option in field.options] == ["Who has a rota?", STORY]
    assert "message" in as_a(Invalid, chat.fill_in(form, {})).errors
    next_form = as_a(Ask, chat.fill_in(form, {"message": str(chat.kept("m1", "C2").id)})).form
    assert story_in(next_form) == STORY


def test_nothing_to_pick_says_what_to_do(chat: Chat) -> None:
    assert "Type /lesson and then what happened" in said(chat.type("lesson"))


def test_the_menu_keeps_the_message_as_a_lesson_and_opens_its_form(chat: Chat) -> None:
    form = as_a(Ask, chat.choose(SAVE, "m1", user="U1", author="U1", text=STORY)).form
    assert story_in(form) == STORY
    assert chat.kept("m1").kind is Kind.LESSON
    assert chat.kept("m1").kind_by == "person"


def test_the_bulb_marks_and_asks_for_what_one_would_tell_others(chat: Chat) -> None:
    chat.say(STORY, "m1", user="U1")
    chat.react(Reaction.LESSON, "m1", "U2")
    assert chat.kept("m1").kind is Kind.LESSON
    [told] = chat.told("U2")
    assert "Add what you'd tell others" in told
    form = as_a(Ask, chat.press("lesson_open", str(chat.kept("m1").id), user="U2")).form
    assert story_in(form) == STORY


def test_the_bulb_on_what_is_not_kept_is_explained(chat: Chat) -> None:
    chat.react(Reaction.LESSON, "m1", "U2")
    assert "Save as lesson" in chat.told("U2")[0]


def test_only_the_author_or_a_facilitator_shares_words_more_widely(chat: Chat) -> None:
    chat.say(STORY, "m1", user="U1")
    everybody = ["members", "department", "public"]
    forms = {
        user: as_a(Ask, chat.choose(SAVE, "m1", user=user)).form for user in ("U1", "U2", "F1")
    }
    assert {user: sharing_in(form) for user, form in forms.items()} == {
        "U1": everybody,
        "U2": ["members"],
        "F1": everybody,
    }
    wide = TOLD | {"sharing": "public", "named": "yes"}
    errors = as_a(Invalid, chat.fill_in(forms["U2"], wide, user="U2")).errors
    assert set(errors) == {"sharing", "named"}
    assert lessons(chat) == []
    chat.fill_in(forms["F1"], wide, user="F1")
    assert lessons(chat)[0].sharing == "public"


def test_a_lesson_is_changed_by_who_saved_it_its_author_or_a_facilitator(chat: Chat) -> None:
    chat.say(STORY, "m1", user="F1")
    form = as_a(Ask, chat.choose(SAVE, "m1", user="U1", author="F1")).form
    chat.fill_in(form, TOLD, user="U1")
    assert "saved as a lesson already" in said(chat.choose(SAVE, "m1", user="U2", author="F1"))
    assert "saved as a lesson already" in said(chat.fill_in(form, TOLD, user="U2"))
    again = as_a(Ask, chat.choose(SAVE, "m1", user="U1", author="F1")).form
    assert "Ring every enquirer within two hours." in str(again.fields)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"what_happened": "  "}, "what_happened"),
        ({"what_happened": "x" * (LONGEST_STORY + 1)}, "what_happened"),
        ({"recommendation": ""}, "recommendation"),
        ({"recommendation": "x" * 301}, "recommendation"),
        ({"recommendation": "Ring back.\nAnd write."}, "recommendation"),
        ({"worked": ""}, "worked"),
        ({"sharing": "everyone"}, "sharing"),
    ],
)
def test_every_field_is_checked(chat: Chat, wrong: dict[str, str], field: str) -> None:
    form = as_a(Ask, chat.type("lesson", STORY)).form
    assert set(as_a(Invalid, chat.fill_in(form, TOLD | wrong)).errors) == {field}
    assert lessons(chat) == []


def test_a_very_long_message_fits_the_form(chat: Chat) -> None:
    chat.say("word " * 5000, "m1")
    form = as_a(Ask, chat.choose(SAVE, "m1", user="U1")).form
    assert len(story_in(form)) <= LONGEST_STORY


def test_a_message_deleted_meanwhile_is_not_saved(chat: Chat) -> None:
    chat.say(STORY, "m1")
    form = as_a(Ask, chat.choose(SAVE, "m1", user="U1")).form
    chat.happen(deleted("m1", at=NOW + timedelta(hours=1)))
    assert "no longer kept" in said(chat.fill_in(form, TOLD))
    assert "no longer kept" in said(chat.press("lesson_open", str(chat.kept("m1").id)))
    for forged in ("9" * 10, "9" * 5_000):
        assert "no longer works" in said(chat.press("lesson_open", forged))


def test_a_lesson_goes_when_its_message_is_deleted(chat: Chat) -> None:
    chat.say(STORY, "m1")
    chat.fill_in(as_a(Ask, chat.choose(SAVE, "m1", user="U1")).form, TOLD)
    chat.happen(deleted("m1", at=NOW + timedelta(hours=1)))
    assert lessons(chat) == []


@pytest.mark.parametrize("user", ["D1", "stranger"])
def test_who_is_no_member_saves_and_opens_nothing(chat: Chat, user: str) -> None:
    chat.say(STORY, "m1")
    form = as_a(Ask, chat.choose(SAVE, "m1", user="U1")).form
    assert "for members" in said(chat.fill_in(form, TOLD, user=user))
    assert "for members" in said(chat.choose(SAVE, "m1", user=user))
    assert "for members" in said(chat.press("lesson_open", str(chat.kept("m1").id), user=user))
    assert lessons(chat) == []


@pytest.mark.parametrize("context", ["", "new:", "kept:", "kept:x", "other:1"])
def test_a_stale_form_says_so(chat: Chat, context: str) -> None:
    form = Form(form="lesson", title="x", fields=(), context=context)
    assert "older message" in said(chat.fill_in(form, TOLD))


def test_a_stale_button_says_so(chat: Chat) -> None:
    assert "older message" in said(chat.press("lesson_open", "x"))
    assert "no longer kept" in said(chat.press("lesson_open", "999"))


def test_welsh_words_are_kept_as_they_are(chat: Chat) -> None:
    story = "Ffoniwch bob ymholwr o fewn dwy awr – mae'n gweithio, ŵyr pawb"
    form = as_a(Ask, chat.type("lesson", story)).form
    chat.fill_in(form, TOLD | {"what_happened": story, "recommendation": "Ffoniwch yn gynnar."})
    assert lessons(chat)[0].what_happened == story
    assert "Ffoniwch yn gynnar." in said(chat.type("find", "ymholwr"))
