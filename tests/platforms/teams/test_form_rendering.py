"""Forms as Adaptive Cards: for a dialog and for a chat, and shown again from what they carry."""

import base64
import zlib
from dataclasses import replace

import pytest

from adapters.teams.rendering import pack, render_form, unpack
from adapters.teams.rendering.forms import FORM_WEIGHT, MOST_UNPACKED, NOTHING_CHOSEN
from adapters.teams.rendering.messages import CUT, MESSAGE_WEIGHT
from adapters.teams.rendering.text import weigh
from bot.cards import ChoiceField, Form, ManyField, Option, TextField, words
from tests.contracts.chat_adapter import everything, long_card
from tests.platforms.teams.adaptive_cards import Json, check_card, check_whole, every, words_in

YES_NO = (Option("yes", "Yes"), Option("no", "No"))
FORM = Form(
    form="lesson",
    title="Save as lesson",
    fields=(
        TextField("what", "What happened?", "In your words", "We rang back", multiline=True),
        ChoiceField("worked", "Did it work?", YES_NO, "yes"),
        ManyField("steps", "Steps", (Option("a", "Set-up"), Option("b", "Launch")), ("b",)),
    ),
    context="message 7",
)


def field_of(card: Json, name: str) -> Json:
    (found,) = [each for each in every(card["body"]) if each.get("id") == name]
    return found


def submit_of(card: Json) -> Json:
    (action,) = card["body"][-1]["actions"]
    assert isinstance(action, dict)
    return action


def test_a_dialog_asks_every_question_and_carries_the_form() -> None:
    card = render_form(FORM, "n1")
    check_card(card)
    check_whole(card)
    assert field_of(card, "what") == {
        "type": "Input.Text",
        "id": "what",
        "label": "What happened?",
        "isMultiline": True,
        "maxLength": 3000,
        "isRequired": True,
        "errorMessage": "Fill this in: What happened",
        "value": "We rang back",
    }
    assert "In your words" in words_in(card)
    assert field_of(card, "worked")["style"] == "expanded"
    assert field_of(card, "worked")["value"] == "yes"
    assert field_of(card, "steps")["isMultiSelect"] is True
    assert field_of(card, "steps")["value"] == "b"
    action = submit_of(card)
    assert (action["type"], action["title"]) == ("Action.Submit", "Save")
    sent = action["data"]["ct"]
    assert (sent["form"], sent["context"], sent["nonce"]) == ("lesson", "message 7", "n1")
    assert unpack(sent["packed"]) == FORM


def test_in_a_chat_it_has_its_title_and_is_sent_as_an_invoke() -> None:
    card = render_form(FORM, "n1", submit="inline")
    check_card(card)
    assert words_in(card).startswith("Save as lesson")
    assert (submit_of(card)["type"], submit_of(card)["verb"]) == ("Action.Execute", "send")


def test_what_is_to_be_mended_stands_above_its_field() -> None:
    errors = {"what": "Say what *happened*", "gone": "No longer open"}
    card = render_form(FORM, "n1", errors)
    check_card(card)
    read = words_in(card).split("\n")
    assert read[:2] == ["There is a problem", "No longer open"]
    assert read[read.index("What happened?") - 1] == "Error: Say what *happened*"


@pytest.mark.parametrize(
    ("field", "style"),
    [
        (ChoiceField("c", "Which?", YES_NO), "expanded"),
        (ChoiceField("c", "Which?", YES_NO, required=False), "compact"),
        (ChoiceField("c", "Which?", (Option("1", "*one*"), Option("2", "two"))), "compact"),
        (ChoiceField("c", "Which?", tuple(Option(str(n), f"n{n}") for n in range(6))), "compact"),
    ],
)
def test_choices_show_at_once_only_when_few_required_and_without_marks(
    field: ChoiceField, style: str
) -> None:
    card = render_form(Form("f", "F", (field,)), "n")
    check_card(card)
    choices = field_of(card, "c")
    assert choices["style"] == style
    assert (choices["choices"][0]["title"] == NOTHING_CHOSEN) is not field.required
    assert "value" not in choices


def test_a_value_that_is_no_longer_offered_is_not_chosen() -> None:
    card = render_form(Form("f", "F", (ChoiceField("c", "Which?", YES_NO, "gone"),)), "n")
    assert "value" not in field_of(card, "c")


def test_a_question_with_nothing_to_choose_says_so() -> None:
    fields = (ChoiceField("c", "Which?", ()), ManyField("m", "Who?", ()))
    card = render_form(Form("f", "F", fields), "n")
    check_card(card)
    assert words_in(card).count("there is nothing to choose from yet") == 2


def test_a_choice_with_a_comma_is_our_fault() -> None:
    with pytest.raises(ValueError, match="comma"):
        render_form(Form("f", "F", (ManyField("m", "Who?", (Option("a,b", "A"),)),)), "n")


def test_an_intro_of_any_length_leaves_room_for_the_questions() -> None:
    form = Form("f", "F", FORM.fields, intro=everything().elements)
    assert "First heading" in words_in(render_form(form, "n"))
    long = Form("f", "F", FORM.fields, intro=long_card(60).elements)
    card = render_form(long, "n")
    check_card(card)
    assert weigh(card) <= MESSAGE_WEIGHT
    assert CUT in words_in(card)
    assert unpack(submit_of(card)["data"]["ct"]["packed"]) == long
    odd = words("".join(chr(0x4E00 + n * 7919 % 20_000) for n in range(8_000)))
    heavy = Form("f", "F", FORM.fields, intro=(odd,))
    card = render_form(heavy, "n")
    check_card(card)
    assert unpack(submit_of(card)["data"]["ct"]["packed"]) == replace(heavy, intro=())


def test_a_form_that_is_too_long_is_our_fault() -> None:
    fields = tuple(TextField(f"t{n}", "word " * 60, required=False) for n in range(200))
    with pytest.raises(ValueError, match="too long for Teams"):
        render_form(Form("f", "F", fields), "n")


def test_what_people_typed_is_never_too_long_to_be_shown_again() -> None:
    emoji = "".join(chr(0x1F300 + n * 7919 % 600) for n in range(3_000))
    fields = tuple(TextField(name, name, value=emoji, multiline=True) for name in "abc")
    card = render_form(Form("f", "F", fields), "n", {"a": "Say more"})
    assert MESSAGE_WEIGHT < weigh(card) <= FORM_WEIGHT
    assert [field_of(card, name)["value"] for name in "abc"] == [emoji] * 3


def test_of_five_hundred_people_the_first_are_offered() -> None:
    people = tuple(Option(str(n), f"Person {n} of {n * 7919 % 997}", "Hub") for n in range(500))
    form = Form("people", "People", (ChoiceField("person", "Person", people), *FORM.fields))
    card = render_form(form, "n")
    check_card(card)
    assert weigh(card) <= MESSAGE_WEIGHT
    offered = field_of(card, "person")["choices"]
    assert offered[0]["value"] == "0"
    assert 50 < len(offered) < 500
    assert f"Only the first {len(offered)} fit here." in words_in(card)
    shown = unpack(submit_of(card)["data"]["ct"]["packed"])
    assert render_form(shown, "n") == card


def test_what_comes_back_is_checked() -> None:
    assert unpack(pack(FORM)) == FORM
    bomb = base64.urlsafe_b64encode(zlib.compress(b"[" * (MOST_UNPACKED * 20), 9)).decode()
    cut = base64.urlsafe_b64encode(zlib.compress(b"{}" * 99)[:-6]).decode()
    other = base64.urlsafe_b64encode(zlib.compress(b"[1]")).decode()
    for packed in ("", "x", "é", "a" * 999, bomb, cut, other, pack(FORM)[:-8]):
        with pytest.raises(ValueError):
            unpack(packed)
