"""What /find makes of what is typed: filters, words and phrases, days, highlights, one ranking."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards import Text
from bot.questions.finding.fusion import fuse
from bot.questions.finding.marking import marked
from bot.questions.finding.query import LONGEST_VALUE, LONGEST_WORDS, Query, parse
from bot.questions.finding.since import first_day
from bot.questions.finding.terms import terms_of

TODAY = date(2026, 9, 21)  # a Monday


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("call back rota", Query("call back rota")),
        ("rota programme:adoption", Query("rota", programme="adoption")),
        (
            'Theme:"call backs" rota HUB:north since:“last month”',
            Query("rota", theme="call backs", hub="north", since="last month"),
        ),
        ("hub:north hub:south", Query(hub="south")),
        ("“call back” rota", Query('"call back" rota')),
        ('"about hub:north" rota', Query('"about hub:north" rota')),
        ('theme:"never closed', Query(theme="never closed")),
        ("see https://x.org/a colour:red hub:", Query("see https://x.org/a colour:red hub:")),
        ("a\u202eb\nc\td", Query("a b c d")),
        ("  ", Query()),
    ],
)
def test_filters_are_told_from_words(typed: str, query: Query) -> None:
    assert parse(typed) == query


@given(st.text(st.sampled_from('ab "“:hubthemesince-*()%\\\n\x00é'), max_size=400) | st.text())
def test_whatever_is_typed_is_understood_and_understood_alike_again(typed: str) -> None:
    query = parse(typed)
    assert parse(str(query)) == query
    assert len(query.words) <= LONGEST_WORDS + 1
    assert len(str(query)) <= LONGEST_WORDS + 1 + 4 * (LONGEST_VALUE + 15)
    terms = query.terms
    marks = marked(typed, terms, 100)
    assert sum(len(run.text) for run in marks) <= 110
    assert all(word.isalnum() for word in terms.words)


def test_words_too_common_count_only_when_there_is_nothing_else() -> None:
    assert terms_of("how do we find the rota").words == ("find", "rota")
    assert terms_of("who are they").words == ("who", "are", "they")
    assert terms_of('how "as it is"').phrases == (("as", "it", "is"),)
    assert not terms_of("%_-*")


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("2026", date(2026, 1, 1)),
        ("2026-08", date(2026, 8, 1)),
        ("2026-08-14", date(2026, 8, 14)),
        ("14/08/2026", date(2026, 8, 14)),
        ("14 August 2026", date(2026, 8, 14)),
        ("August", date(2026, 8, 1)),
        ("Oct", date(2025, 10, 1)),
        ("last week", date(2026, 9, 14)),
        ("this month", date(2026, 9, 1)),
        ("Last month", date(2026, 8, 1)),
        ("last year", date(2025, 1, 1)),
        ("3 weeks ago", date(2026, 8, 31)),
        ("a month ago", date(2026, 8, 21)),
        ("last 6 months", date(2026, 3, 21)),
        ("yesterday", date(2026, 9, 20)),
        ("2026-13", None),
        ("31 February 2026", None),
        ("9999 years ago", None),
        ("soon", None),
        ("", None),
    ],
)
def test_days_as_people_say_them(words: str, first: date | None) -> None:
    assert first_day(words, TODAY) == first


def test_a_month_ago_is_a_day_that_the_month_has() -> None:
    assert first_day("1 month ago", date(2026, 3, 31)) == date(2026, 2, 28)
    assert first_day("last month", date(2026, 1, 9)) == date(2025, 12, 1)


def highlighted(text: str, looked_for: str, most: int = 500) -> list[str]:
    return [run.text for run in marked(text, terms_of(looked_for), most) if run.mark]


def test_words_are_highlighted_in_their_forms_and_phrases_whole() -> None:
    text = "Calling back: we call\nback every enquiry, and rotas help. Mae’r tŷ yn oer."
    assert highlighted(text, "call") == ["Calling", "call"]
    assert highlighted(text, '"call back"') == ["call back"]
    assert highlighted(text, "rota enquiries") == ["enquiry", "rotas"]
    assert highlighted(text, "ty") == ["tŷ"]
    assert highlighted(text, "all") == []


def test_highlights_change_no_word_and_break_no_link_or_mention() -> None:
    text = "<@rota> see https://rota.example.org/rota for the rota"
    runs = marked(text, terms_of("rota"), 500)
    assert "".join(run.text for run in runs) == text
    assert runs[1:] == (Text("rota", mark=True),)


def test_a_long_text_is_cut_around_where_most_of_the_words_stand() -> None:
    text = f"rota {'one two ' * 100} the call back rota of Leeds {'three four ' * 100}"
    shown = "".join(run.text for run in marked(text, terms_of("call rota leeds"), 200))
    assert "call back rota of Leeds" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(shown) <= 202


def test_what_several_rankings_hold_comes_before_what_one_holds() -> None:
    earned = fuse(["a", "b", "c"], ["d", "b"], [])
    assert max(earned, key=lambda key: earned[key]) == "b"
    assert earned["a"] == earned["d"] > earned["c"]
