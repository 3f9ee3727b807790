"""A theme's name changes when a person says so, or when it is really another theme; else never."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ports import FoundTheme
from bot.themes.models import Theme
from bot.themes.regrouping.wording import REMEMBERED, take_words


def found(members: set[int], label: str = "Empty chairs", *phrases: str) -> FoundTheme:
    return FoundTheme(
        theme=1,
        label=label,
        description=f"About {label}.",
        members=dict.fromkeys(members, 0.5),
        representatives=(),
        phrases=phrases or (label,),
    )


def named(members: set[int], label: str = "Slow checks") -> Theme:
    theme = Theme(label="", description="", labelled_at_size=0)
    take_words(theme, found(members, label))
    assert (theme.label, theme.description) == (label, f"About {label}.")
    return theme


@given(st.sets(st.integers(0, 30), min_size=3), st.randoms())
def test_a_reshuffle_changes_no_name(members: set[int], chance: object) -> None:
    """Up to half of its threads change places with those of others, and some come."""
    theme = named(members)
    gone = set(sorted(members)[: len(members) // 2])
    take_words(theme, found((members - gone) | {100 + one for one in gone}))
    assert theme.label == "Slow checks"
    assert theme.description == "About Slow checks."


@pytest.mark.parametrize(
    ("members", "label"),
    [
        (set(range(10)), "Slow checks"),
        (set(range(5, 15)), "Slow checks"),  # half went, as many came
        (set(range(6, 16)), "Empty chairs"),  # most of what it was named for went
        (set(range(20)), "Slow checks"),  # doubled
        (set(range(21)), "Empty chairs"),  # most of it came later
        (set(range(5)), "Slow checks"),  # shrank
    ],
)
def test_really_another_theme_gets_other_words(members: set[int], label: str) -> None:
    theme = named(set(range(10)))
    take_words(theme, found(members))
    assert theme.label == label


def test_a_name_that_is_still_a_key_phrase_stays_however_it_grew() -> None:
    theme = named(set(range(10)))
    take_words(theme, found(set(range(50)), "Empty chairs", "empty chairs", "slow checks"))
    assert theme.label == "Slow checks"
    assert theme.phrases == ["empty chairs", "slow checks"]


@pytest.mark.parametrize(
    ("label", "phrase", "kept"),
    [
        ("Checks and fees", "police checks", "Checks and fees"),
        ("Slow police checks", "police officers", "Empty chairs"),
        ("Google and click", "google and clicks", "Google and click"),
        ("For the", "for the", "Empty chairs"),
    ],
)
def test_a_name_stays_while_half_of_it_is_still_said(label: str, phrase: str, kept: str) -> None:
    theme = named(set(range(10)), label)
    take_words(theme, found(set(range(50)), "Empty chairs", phrase))
    assert theme.label == kept


def test_names_do_not_go_back_and_forth() -> None:
    theme = named(set(range(10)))
    for _ in range(3):
        take_words(theme, found(set(range(6, 16)), "Empty chairs"))
        take_words(theme, found(set(range(5, 15)), "Slow checks"))
    assert theme.label == "Empty chairs", "it changed once, and the way back is not as far"


def test_a_person_s_words_never_change() -> None:
    theme = named(set(range(10)))
    theme.label, theme.label_by_id = "Theirs", 1
    take_words(theme, found(set(range(100, 200))))
    assert theme.label == "Theirs"
    assert theme.description == "About Empty chairs."


def test_words_that_were_erased_are_found_anew() -> None:
    theme = named(set(range(10)))
    theme.labelled_at_size = 0
    take_words(theme, found(set(range(10))))
    assert theme.label == "Empty chairs"


def test_of_a_large_theme_some_threads_are_remembered() -> None:
    theme = named(set(range(5000)))
    assert len(theme.labelled_for) <= REMEMBERED
    take_words(theme, found(set(range(2600, 7600))))
    assert theme.label == "Empty chairs"
