"""Monthly pairs, in theory: as many as can be, nobody twice, nobody again too soon."""

from collections.abc import Mapping
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.introductions.pairing import MONTHS_APART, Candidate, Match, pair_up, shared_theme

Met = Mapping[frozenset[int], int]


@st.composite
def communities(
    draw: st.DrawFn, most: int = 9
) -> tuple[list[Candidate], dict[frozenset[int], int]]:
    people = draw(st.integers(0, most))
    themes = st.dictionaries(st.integers(1, 4), st.integers(1, 9), max_size=3)
    candidates = [
        Candidate(number, draw(st.integers(1, 4)), draw(themes)) for number in range(people)
    ]
    pairs = [frozenset(two) for two in combinations(range(people), 2)]
    met = draw(st.dictionaries(st.sampled_from(pairs), st.integers(1, 8))) if pairs else {}
    return candidates, met


def allowed(candidates: list[Candidate], met: Met) -> set[frozenset[int]]:
    """Say it again, plainly: new to each other, or both have met everybody they could."""
    could = {
        frozenset({one.person, other.person})
        for one, other in combinations(candidates, 2)
        if shared_theme(one, other) is not None
    }
    lately = {two for two in could if met.get(two, MONTHS_APART) < MONTHS_APART}
    waits = {person for two in could - lately for person in two}
    return {two for two in could if two not in lately or not two & waits}


def most_pairs(edges: frozenset[frozenset[int]]) -> int:
    """Count the most pairs there can be, by trying all."""
    if not edges:
        return 0
    edge = next(iter(edges))
    rest = edges - {edge}
    return max(most_pairs(rest), 1 + most_pairs(frozenset(two for two in rest if not two & edge)))


@settings(max_examples=60, deadline=None)
@given(communities(most=7))
def test_as_many_as_can_be_are_paired_and_nobody_twice(
    community: tuple[list[Candidate], dict[frozenset[int], int]],
) -> None:
    candidates, met = community
    pairs = pair_up(candidates, met)
    people = [person for pair in pairs for person in (pair.first, pair.second)]
    assert len(people) == len(set(people))
    edges = allowed(candidates, met)
    assert all(frozenset({pair.first, pair.second}) in edges for pair in pairs)
    assert len(pairs) == most_pairs(frozenset(edges))
    by_id = {one.person: one for one in candidates}
    for pair in pairs:
        one, other = by_id[pair.first], by_id[pair.second]
        assert pair.first < pair.second
        assert one.hub != other.hub
        assert pair.theme in one.themes.keys() & other.themes.keys()


def people(*hubs: int, theme: int = 1) -> list[Candidate]:
    return [Candidate(number, hub, {theme: 1}) for number, hub in enumerate(hubs, start=1)]


def test_the_first_in_order_is_never_the_odd_one_out() -> None:
    three = people(1, 2, 3)
    for first in three:
        order = [first, *(one for one in three if one is not first)]
        (pair,) = pair_up(order, {})
        assert first.person in (pair.first, pair.second)


def test_what_they_talk_about_most_decides_who_of_those_that_can() -> None:
    both = {1: 1, 2: 8}
    four = [
        Candidate(1, 1, both),
        Candidate(2, 2, {1: 5}),
        Candidate(3, 3, both),
        Candidate(4, 4, {1: 5}),
    ]
    assert set(pair_up(four, {})) == {Match(1, 3, 2), Match(2, 4, 1)}


def test_everybody_meets_everybody_before_anybody_meets_again() -> None:
    six = people(1, 2, 3, 4, 5, 6)
    last: dict[frozenset[int], int] = {}
    for month in range(1, 4):
        met = {two: month - at for two, at in last.items()}
        for pair in pair_up(six, met):
            two = frozenset({pair.first, pair.second})
            assert two not in last
            last[two] = month
    two = people(1, 2)
    assert pair_up(two, {frozenset({1, 2}): 1}) == [Match(1, 2, 1)]  # there is nobody else


def test_two_hundred_are_paired_at_once() -> None:
    many = [
        Candidate(number, number % 24, {number % 5: 2, (number * 7) % 11 + 5: number % 4 + 1})
        for number in range(200)
    ]
    met = {frozenset({number, number + 1}): 1 for number in range(0, 199, 2)}
    assert len(pair_up(many, met)) == 100
