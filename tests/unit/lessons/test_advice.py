"""The sentence proposed is the author's own and advises; what is not clear is left open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lessons.advice import LONGEST, headline, proposed_sentence, seems_to_have_worked
from bot.lessons.cards import lesson_form
from bot.sample import sample_lessons, sample_messages


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "Book the panel date on the day. Sounds daft but it works. Average went 6.8 to 4.9.",
            "Book the panel date on the day.",
        ),
        ("Simple thing that worked: we moved the call to day one", "We moved the call to day one."),
        ("References. Ring them. We sent 60 letters last year.", "References. Ring them."),
        (
            "We gave it 5 months. Consultation should have been 12 months.",
            "Consultation should have been 12 months.",
        ),
        ("If you score people, the middle dies. Ring everyone.", "Ring everyone."),
        ("We doubled enquiries and approvals went down.", ""),
        ("What should we do about the hall?", ""),
        ("Has anyone got a spare cable?", ""),
        ("Ffoniwch bob ymholwr o fewn dwy awr.", ""),
        ("", ""),
    ],
)
def test_the_sentence_that_advises_is_proposed(text: str, sentence: str) -> None:
    assert proposed_sentence(text) == sentence


@pytest.mark.parametrize(
    ("text", "worked"),
    [
        ("Simple thing that worked: call one.", True),
        ("We did it after and it cost us a quarter.", False),
        ("It worked for us, but we should have asked first.", None),
        ("Ask for the medical on the day.", None),
    ],
)
def test_whether_it_worked_is_said_only_when_clear(text: str, worked: bool | None) -> None:
    assert seems_to_have_worked(text) is worked


@given(
    st.text(max_size=400)
    | st.lists(st.sampled_from(["Ring", "we", "now", ".", "?", ":", "should"]))
)
def test_it_is_always_in_the_author_s_words(given_words: str | list[str]) -> None:
    text = given_words if isinstance(given_words, str) else " ".join(given_words)
    sentence = proposed_sentence(text)
    flat = "".join(text.split()).casefold()
    assert "".join(sentence.split()).rstrip(".").casefold() in flat
    assert len(sentence) <= LONGEST + 1


def test_a_form_can_be_saved_as_it_is_filled_in() -> None:
    """Two presses: the action, and Save."""
    for one in sample_messages():
        if one["kind"] == "lesson":
            form = lesson_form("kept:1", one["text"], told=None, may_widen=True)
            assert all(field.value for field in form.fields), one["text"]
            assert len(headline(one["text"])) <= LONGEST + 1


def test_without_advice_the_words_begin_the_sentence() -> None:
    assert headline("Ours was in a hotel. That was it.") == "Ours was in a hotel."
    assert headline("Our launch was in a hotel. Invite the people it's for, first.") == (
        "Invite the people it's for, first."
    )
    assert headline("") == ""


def test_on_the_sample_most_lessons_have_a_sentence_and_chatter_has_none() -> None:
    """The measured floor; docs/lessons.md has the numbers."""
    texts = {one["id"]: one for one in sample_messages()}
    gold = [proposed_sentence(texts[one["message"]]["text"]) for one in sample_lessons()]
    chatter = [proposed_sentence(one["text"]) for one in texts.values() if one["kind"] == "chatter"]
    assert sum(map(bool, gold)) >= 19
    assert sum(map(bool, chatter)) <= 10
