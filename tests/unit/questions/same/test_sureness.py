"""How sure it is that two questions ask the same: three witnesses, none of whom can do it alone."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.questions.same.rarity import Rarity, rare_words_shared, words_in
from bot.questions.same.sureness import SURE, cosine, sureness

part = st.floats(0, 1)
TALK = Rarity.of(["The council said yes"] * 150 + ["Who asked the adviser?"] * 2)


@given(part, part, part, part)
def test_more_of_any_witness_is_never_less_sure(a: float, b: float, c: float, more: float) -> None:
    least = sureness(a, b, c)
    assert sureness(max(a, more), b, c) >= least
    assert sureness(a, max(b, more), c) >= least
    assert sureness(a, b, max(c, more)) >= least


@given(part, part)
def test_no_witness_is_enough_alone(one: float, other: float) -> None:
    assert sureness(1.0, 0.0, one) <= 0
    assert sureness(0.1, one, other) <= 0
    assert sureness(0.6, 0.5, 0.0) < SURE <= sureness(0.6, 0.5, 0.4)


def test_questions_in_nearly_the_same_words_need_no_answer_yet() -> None:
    assert sureness(0.85, 0.6, 0.0) >= SURE


def test_words_that_everybody_uses_tell_little() -> None:
    common = rare_words_shared("Our council here", "A council there", TALK)
    rare = rare_words_shared("Our adviser here", "An adviser there", TALK)
    assert 0 < common < rare < 1
    assert TALK.weight("council") < TALK.weight("adviser") < TALK.weight("never said")


def test_a_text_shares_all_with_itself_and_nothing_with_none() -> None:
    assert rare_words_shared("Medical advisers", "medical adviser", TALK) == pytest.approx(1)
    assert rare_words_shared("", "adviser", TALK) == 0
    assert words_in("Our 3 councils' DPIAs") == {"our", "council", "dpia"}


def test_cosine_of_unit_vectors() -> None:
    one, other = struct.pack("<2f", 0.6, 0.8), struct.pack("<2f", 1.0, 0.0)
    assert (cosine(one, one), cosine(one, other)) == (pytest.approx(1), pytest.approx(0.6))
