"""The trend: what hubs changed their minds, against what chance alone would show."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from bot.themes.trend import PERHAPS, Direction, Trend, by_chance, direction

NOW = datetime(2026, 9, 21, 8, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=60)
HUBS = st.sets(st.integers(0, 23))


def of(recent: set[int], before: set[int], first: datetime = LONG_AGO) -> Direction:
    return direction(first_raised=first, now=NOW, recent=recent, before=before)


@pytest.mark.parametrize(
    ("stayed", "came", "left", "trend", "sure"),
    [
        (0, 2, 0, Trend.STEADY, True),  # two speaking up may be chance
        (0, 3, 0, Trend.RISING, False),
        (0, 4, 0, Trend.RISING, True),
        (2, 4, 1, Trend.STEADY, True),  # one left: four that came are no more than perhaps
        (2, 7, 1, Trend.RISING, True),
        (9, 3, 0, Trend.STEADY, True),  # 12 after 9: sure, and not large
        (0, 0, 3, Trend.FADING, False),
        (2, 1, 8, Trend.FADING, True),
        (5, 0, 0, Trend.STEADY, True),
        (0, 0, 0, Trend.STEADY, True),
    ],
)
def test_hubs_that_came_are_weighed_against_those_that_left(
    stayed: int, came: int, left: int, trend: Trend, sure: bool
) -> None:
    both = set(range(stayed))
    recent = both | set(range(100, 100 + came))
    before = both | set(range(200, 200 + left))
    assert of(recent, before) == Direction(trend, sure)


def test_what_was_first_raised_in_the_last_two_weeks_is_new() -> None:
    assert of({1}, set(), NOW - timedelta(days=13)).trend is Trend.NEW
    assert of({1}, set(), NOW - timedelta(days=14)).trend is Trend.STEADY


@given(HUBS, HUBS)
def test_the_other_way_round_it_goes_the_other_way(recent: set[int], before: set[int]) -> None:
    there, back = of(recent, before), of(before, recent)
    assert (there.trend is Trend.RISING) == (back.trend is Trend.FADING)
    assert there.sure == back.sure


@given(st.integers(0, 24), st.integers(0, 24))
def test_the_value_is_mcnemar_s_mid_p(came: int, left: int) -> None:
    more, changed = max(came, left), came + left
    expected = binom.sf(more, changed, 0.5) + binom.pmf(more, changed, 0.5) / 2
    assert by_chance(came, left) == pytest.approx(expected)


@given(HUBS, HUBS)
def test_one_or_two_hubs_make_no_trend(recent: set[int], before: set[int]) -> None:
    if abs(len(recent) - len(before)) < 3:
        assert of(recent, before).trend is Trend.STEADY


@pytest.mark.parametrize("hubs", [6, 12, 24])
@pytest.mark.parametrize("share", [0.1, 0.3, 0.5])
def test_chance_alone_is_seldom_taken_for_a_trend(hubs: int, share: float) -> None:
    """Every number of hubs that may come and leave when nothing changes, by how likely it is."""
    changes = share * (1 - share)
    wrong = 0.0
    for came in range(hubs + 1):
        for left in range(hubs + 1 - came):
            if by_chance(came, left) <= PERHAPS and came > left:
                rest = hubs - came - left
                ways = binom.pmf(came, hubs, changes) * binom.pmf(
                    left, hubs - came, changes / (1 - changes)
                )
                wrong += float(ways) if rest >= 0 else 0.0
    assert wrong <= PERHAPS + 0.01
