"""A story told before is offered as another account of its lesson, and counts as evidence."""

from bot.cards import Ask, ChoiceField, Form, Invalid, TextField
from bot.events import MessageAction
from bot.lessons.models import LessonAccount
from tests.chat import Chat, as_a, said
from tests.unit.lessons.saved import STORY, TOLD, approve, history, more_hubs, newest, read, save
from tests.world import NOW, deleted

SAVE = MessageAction.SAVE_AS_LESSON


def same_in(form: Form) -> ChoiceField | None:
    found = [one for one in form.fields if one.name == "same"]
    assert all(isinstance(one, ChoiceField) for one in found)
    return found[0] if found else None  # type: ignore[return-value] # as asserted


def test_the_form_is_filled_in_so_that_two_presses_save(chat: Chat) -> None:
    story = "Ring every enquirer within two hours. Visits doubled, it made the difference."
    form = as_a(Ask, chat.choose(SAVE, "m1", user="U1", text=story)).form
    values: dict[str, str | tuple[str, ...]] = {
        one.name: one.value for one in form.fields if isinstance(one, TextField | ChoiceField)
    }
    assert values["recommendation"] == "Ring every enquirer within two hours."
    assert "Lesson saved" in said(chat.fill_in(form, values))
    assert newest(chat).worked


def test_three_other_hubs_that_tell_the_same_make_it_repeated(chat: Chat) -> None:
    lesson = approve(chat, save(chat))
    more_hubs(chat, U3="east", U4="west")
    for number, user in enumerate(("U2", "U3", "U4")):
        assert read(chat, lesson).evidence == "account"
        chat.say(f"{STORY} here", f"a{number}", user=user)
        form = as_a(Ask, chat.choose(SAVE, f"a{number}", user=user)).form
        offered = same_in(form)
        assert offered is not None
        assert [one.value for one in offered.options] == ["new", str(lesson.id)]
        assert offered.value == "new"
        answer = chat.fill_in(form, {"what_happened": STORY, "same": str(lesson.id)}, user=user)
        assert "Your account was added" in said(answer)
    assert read(chat, lesson).evidence == "repeated"
    assert read(chat, lesson).status == "checked"
    assert history(chat, lesson)[-2:] == ["account_added", "evidence_counted"]
    assert "kept already" in said(chat.choose(SAVE, "a1", user="U3"))
    chat.happen(deleted("a1", at=NOW))
    with chat.database.read() as unit:
        assert unit.session.get(LessonAccount, chat.kept("a1").id) is None


def test_what_is_unlike_or_gone_is_not_offered_and_a_forged_choice_is_refused(chat: Chat) -> None:
    lesson = save(chat)
    other = as_a(Ask, chat.type("lesson", "The hall was cold and the coffee late", user="U2")).form
    assert same_in(other) is None
    for forged in ("999", "x"):
        errors = as_a(Invalid, chat.fill_in(other, TOLD | {"same": forged}, user="U2")).errors
        assert set(errors) == {"same"}
    assert "for members" in said(chat.fill_in(other, TOLD | {"same": str(lesson.id)}, user="D1"))
