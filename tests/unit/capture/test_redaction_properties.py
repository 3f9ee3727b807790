"""What holds for every text: redacting twice changes nothing, and time grows with length only."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.capture.redaction import Kind, redact
from tests.unit.capture.redaction_variants import personal_variants

PIECES = [
    "Alfie", "Maisie", "Grace", "Dunstall", "Zyrell", "Orrinsby-Hart", "and", "with", "her",
    "grandson", "the", "family", "surname", "called", "Mr", "aged", "(7)", "nine", "said",
    "Thanks", "Mockingbird", "07700 900318", "0300 123 4567", "helpline", "999 194 6292",
    "NHS", "943 476 5919", "CS-204417", "case no", "44718", "LB3 9QD", "hotel", "lives at",
    "3 Marlpit Row", "Flat 6,", "Ostler House", "DOB", "born", "14/03/2017", "2 Feb 2021",
    "a@b.org", "<mailto:a@b.org|a@b.org>", "@Priya", "<@U1>", "https://x.org/?e=a@b.org",
    "[name]", "[phone]", "[", "]", "sort code", "12-34-56", "12345678", "Alfie's", "school",
    "Hope", "Street", "hub", "due", "x", "\ue001", "\n",
]  # fmt: skip
GLUE = [" ", ", ", ". ", "", "-", " (", ") ", ": ", "/", "'s "]
texts = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(GLUE)), max_size=14).map(
    lambda pairs: "".join(piece + glue for piece, glue in pairs)
)


@settings(max_examples=250, deadline=None)
@given(texts | st.text(max_size=60))
def test_redacting_twice_changes_nothing(said):
    once = redact(said).text
    assert redact(once).text == once


@settings(max_examples=120, deadline=None)
@given(texts)
def test_findings_are_in_order_apart_and_rebuild_the_text(said):
    result, at, rebuilt = redact(said), 0, ""
    for each in result.found:
        assert at <= each.start < each.end <= len(said)
        rebuilt += said[at : each.start] + each.kind.marker
        at = each.end
    assert rebuilt + said[at:] == result.text


def test_every_marker_is_one_that_redaction_leaves_alone():
    for kind in Kind:
        assert redact(f"x {kind.marker} y").found == ()


@pytest.mark.parametrize(
    "piece",
    [
        "a", "A", "1", " ", "@", "a@", "a.", "07700 ", "Alfie and ", "grandson Alfie (7) ",
        "<a mailto:", "<at>", "<mailto:", "(at)", "Aa-", "dob ", "born 1/", "14 Birch ",
        "Flat 1 ", "venue LB3 9QD ", "case no ", "https://x?e=a@b.co&", "Mr ", "Jo & ",
        "[name]", "\n",
    ],
)  # fmt: skip
def test_hostile_text_takes_linear_time(piece):
    short, long = ((piece * 100_000)[:size] for size in (6_250, 50_000))
    most = max(0.05, 40 * _seconds(short))  # linear is 8, quadratic 64
    assert any(_seconds(long) < most for _ in range(3)), "not once, so it is no busy machine"


def _seconds(text):
    began = time.process_time()
    redact(text)
    return time.process_time() - began


def test_a_usual_message_takes_well_under_a_millisecond():
    said = [variant.text for variant in personal_variants(seed=4, times=5)]
    redact(said[0])
    began = time.process_time()
    for text in said:
        redact(text)
    assert (time.process_time() - began) / len(said) < 0.001


def test_no_marker_is_made_of_a_kind_that_is_not_listed():
    said = " ".join(variant.text for variant in personal_variants(seed=5, times=1))
    markers = set(re.findall(r"\[[A-Za-z ]+\]", redact(said).text))
    assert markers <= {kind.marker for kind in Kind}
