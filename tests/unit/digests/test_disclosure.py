"""The rules of what a summary may show, and an attacker who has read every summary."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digests.bands import Band, Shown
from bot.digests.disclosure.coverage import covered, covered_in_words
from bot.digests.disclosure.rules import MOST_THEMES, Decision, Heard, Known, Told, decide
from bot.themes.trend import Trend, compared
from tests.unit.digests.attacker import ELSE, RAISED, SILENT, Attacker, Rules

hubs = st.sets(st.integers(1, 14))
themes = st.lists(st.tuples(hubs, hubs), max_size=9).map(
    lambda pairs: [
        Heard(theme_id=number, label=f"T{number}", now=now, before=before)
        for number, (now, before) in enumerate(pairs)
    ]
)
shown = st.builds(Shown, st.sampled_from(Band), st.integers(3, 14))
known = st.one_of(
    st.none(),
    st.builds(
        lambda told, ever, adjoins: Known(told=told, ever=ever | set(told), adjoins=adjoins),
        st.dictionaries(st.integers(0, 8), shown),
        st.sets(st.integers(0, 8)),
        st.booleans(),
    ),
)


def heard(now: int, before: int = 0, *, theme_id: int = 1) -> Heard:
    """Raised by so many hubs, the same ones as before as far as that goes."""
    return Heard(theme_id=theme_id, label="Panels", now=set(range(now)), before=set(range(before)))


def told_last(band: Band, counted: int) -> Known:
    return Known(told={1: Shown(band, counted)}, ever={1})


@given(themes, known)
@settings(max_examples=80, deadline=None)
def test_the_rules_hold_whatever_was_heard(heard: list[Heard], known: Known | None) -> None:
    decision = decide(heard, known)
    by_id = {one.theme_id: one for one in heard}
    last = known.told if known else {}
    assert len(decision.told) <= MOST_THEMES
    for one in decision.told:
        hubs = len(by_id[one.theme_id].now)
        assert hubs >= 3
        assert abs(hubs - one.counted) < 3
        before = last.get(one.theme_id)
        if before is not None and (before.band, before.counted) != (one.band, one.counted):
            assert abs(one.counted - before.counted) >= 3
        if known is not None and before is None:
            theme = by_id[one.theme_id]
            assert len(theme.before) >= 3 or len(theme.now - theme.before) >= 3
            assert one.trend is (Trend.STEADY if one.theme_id in known.ever else Trend.NEW)
    told = {one.theme_id for one in decision.told}
    reasons = {one.what: one.why for one in decision.held}
    raised = [one for one in heard if one.now]
    assert all(reasons.get(one.label) for one in raised if one.theme_id not in told)
    assert decide(heard[::-1], known).told == decision.told


def test_a_theme_that_one_more_hub_joins_waits_for_the_next_summary() -> None:
    nothing = Known(told={}, ever=set())
    decision = decide([heard(3, 2)], nothing)
    assert decision.told == ()
    assert "of which 2 hubs did so last time" in decision.held[0].why
    assert decide([heard(3, 3)], nothing).told
    assert decide([heard(3, 2)], None).told  # nobody has read a summary yet


def test_the_word_for_a_trend_follows_from_what_is_told() -> None:
    def word(theme: Heard, known: Known) -> Trend:
        return decide([theme], known).told[0].trend

    few, many = told_last(Band.FEW, 4), told_last(Band.MANY, 8)
    assert word(heard(7, 4), few) is Trend.RISING
    assert word(heard(5, 8), many) is Trend.FADING
    assert word(heard(14, 8), many) is Trend.RISING  # by the test, as both are large
    assert word(heard(10, 8), many) is Trend.STEADY
    assert word(heard(14, 8), replace(many, adjoins=False)) is Trend.STEADY
    assert word(heard(8), Known(told={}, ever={1})) is Trend.STEADY
    assert "To say so would tell" in decide([heard(8)], Known(told={}, ever={1})).held[0].why


def test_two_places_are_for_what_the_department_never_heard_of() -> None:
    """Those that most hubs came to come first, however many raised the others before."""
    known = Known(told={0: Shown(Band.MANY, 14)}, ever={0, 1, 2, 3, 4})
    large = [heard(14, 14, theme_id=number) for number in range(7)]
    small = [heard(3, theme_id=8), heard(4, theme_id=9)]
    told = {one.theme_id for one in decide([*large, *small], known).told}
    assert told == {0, 1, 2, 8, 9}


def test_one_hub_more_does_not_take_anothers_place() -> None:
    before = [heard(3, theme_id=number) for number in range(5)]
    known = Known(told={number: Shown(Band.FEW, 3) for number in range(5)}, ever=set(range(10)))
    for hubs, taken in ((5, False), (6, True)):
        decision = decide([*before, heard(hubs, theme_id=9)], known)
        assert (9 in {one.theme_id for one in decision.told}) is taken


@pytest.mark.parametrize("hubs", [5, 9, 24])
def test_coverage_tells_neither_of_one_or_two_who_spoke_nor_who_did_not(hubs: int) -> None:
    for last in [None, *range(hubs + 1)]:
        figures: dict[int, set[int]] = {}
        for spoke in range(hubs + 1):
            figures.setdefault(covered(spoke, hubs, last), set()).add(spoke)
        for spoken in figures.values():
            for numbers in (spoken, {hubs - spoke for spoke in spoken}):
                assert not (min(numbers) >= 1 and max(numbers) <= 2)


def test_coverage_is_told_as_a_range_that_holds() -> None:
    for hubs, spoke, last in product(range(3, 27), range(27), [None, *range(27)]):
        if max(spoke, last or 0) > hubs:
            continue
        told = covered_in_words(covered(spoke, hubs, last), hubs)
        numbers = [int(number) for number in re.findall(r"[0-9]+", told)]
        if told.startswith("Fewer"):
            assert spoke < 3
        elif told.startswith("All"):
            assert spoke == hubs
        else:
            assert numbers[0] <= spoke <= numbers[1] <= numbers[2] == hubs


@pytest.mark.parametrize(
    ("attacker", "approved"),
    [
        (Attacker(24, 2), (True, True)),
        (Attacker(24, 2), (False, True)),
        (Attacker(7, 3), (True, True, True)),
        (Attacker(7, 3), (True, False, True)),
        (Attacker(8, 2, (SILENT, ELSE, RAISED)), (True, True)),
    ],
    ids=["24 hubs", "24 hubs, one sent back", "thrice", "sent back between", "with coverage"],
)
def test_no_summaries_there_can_be_isolate_one_or_two_hubs(
    attacker: Attacker, approved: Sequence[bool]
) -> None:
    assert attacker.isolated(approved) == set()


def test_200_random_sequences_of_summaries_isolate_nobody() -> None:
    """Hubs come and go at random, drafts are approved or not; each is put to the attacker."""
    random, attacker, weak = Random(7), Attacker(6, 3), Attacker(6, 3, rules=faulty["note"])
    isolated = {
        approved: (attacker.isolated(approved), weak.isolated(approved))
        for approved in product((True, False), repeat=3)
        if approved[2]
    }
    caught = 0
    for _ in range(200):
        approved = (random.random() < 0.8, random.random() < 0.8, True)
        keen = random.random() / 2
        world = [0] * len(attacker.patterns)
        for _ in range(attacker.hubs):
            did = tuple(RAISED if random.random() < keen else SILENT for _ in range(3))
            world[attacker.patterns.index(did)] += 1
        sound, faults = isolated[approved]
        assert attacker.published(tuple(world), approved) not in sound
        caught += weak.published(tuple(world), approved) in faults
    assert caught > 5  # the same sequences under a rule that is too loose


def trend_by_the_test(heard: Sequence[Heard], known: Known | None) -> Decision:
    """A planted fault: the word for the trend is the test's own."""
    decision = decide(heard, known)
    ways = {one.theme_id: compared(one.now, one.before) for one in heard}
    told = [
        replace(one, trend=ways[one.theme_id].trend if ways[one.theme_id].sure else Trend.STEADY)
        for one in decision.told
    ]
    return Decision(tuple(told), decision.held)


def told_of_two(heard: Sequence[Heard], known: Known | None) -> Decision:
    """A planted fault: two hubs are enough, where there were five or more before."""
    few = [
        Told(theme_id=one.theme_id, band=Band.FEW, trend=Trend.FADING, counted=len(one.now))
        for one in heard
        if len(one.now) == 2 and len(one.before) > 4
    ]
    return Decision((*decide(heard, known).told, *few), ())


def band_of_both(raised: Sequence[AbstractSet[int]]) -> object:
    """A planted fault: a note of both periods that counts anew, over the pages' own times."""
    hubs = len(raised[0] | raised[1])
    return Band.MANY if hubs >= 6 else Band.FEW if hubs >= 3 else None


faulty = {
    "trend": Rules(decide=trend_by_the_test),
    "two hubs": Rules(decide=told_of_two),
    "note": Rules(adds=band_of_both),
    "coverage": Rules(covered=lambda spoke, hubs, last: spoke),
}


@pytest.mark.parametrize("fault", faulty)
def test_the_attacker_finds_a_planted_fault(fault: str) -> None:
    deeds = (SILENT, ELSE, RAISED) if fault == "coverage" else (SILENT, RAISED)
    assert Attacker(7, 2, deeds, faulty[fault]).isolated((True, True))
