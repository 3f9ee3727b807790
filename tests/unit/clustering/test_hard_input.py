"""Whatever is given, every thread is accounted for once and people's decisions stand."""

import random
import warnings

import numpy as np
import pytest

from clustering import Findings, NamedTheme, Thread, find_themes

TEXTS = [
    *("", "  ", "😀", "...", "12345", "the", "TUPE?", "\x00\n\t", "a\nb", "é" * 50),
    *("Beth yw'r ffi?", "word " * 1_000, "panel dates", "Panel papers are late"),
    *("https://example.org/a", "[name] said so"),
]


def given(seed: int) -> tuple[list[Thread], list[NamedTheme], int]:
    """Threads and names of any kind: few or many, alike or not, decided about or not."""
    chance, numbers = random.Random(seed), np.random.default_rng(seed)
    size, dimension = chance.choice([1, 2, 3, 5, 8, 20, 50]), chance.choice([1, 2, 8, 32])
    rows = numbers.normal(size=(size, dimension)).astype(np.float32)
    if seed % 5 == 0:
        rows[:] = rows[0]
    if seed % 7 == 0:
        rows[:] = 0
    threads = [
        Thread(
            key=f"t{place}",
            texts=tuple(chance.choices(TEXTS, k=chance.randint(1, 3))),
            vector=row,
            theme=chance.choice([None, None, "A", "B", "C"]),
            fixed=chance.random() < 0.3,
            place=chance.choice([None, "x", "y"]),
        )
        for place, row in enumerate(rows)
    ]
    named = [
        NamedTheme(theme, chance.choice(TEXTS), numbers.normal(size=dimension))
        for theme in chance.sample(["A", "B", "D"], chance.randint(0, 3))
    ]
    return threads, named, chance.choice([1, 2, 3])


@pytest.mark.parametrize("seed", range(20))
def test_every_thread_is_accounted_for_and_decisions_stand(seed):
    threads, named, least = given(seed)

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        findings = find_themes(threads, named, min_members=least)

    home = {each.key: found.theme for found in findings.themes for each in found.members}
    assert sorted([*home, *findings.leftover]) == sorted(thread.key for thread in threads)
    assert all(home.get(each.key) == each.theme for each in threads if each.fixed)
    continued = [found.theme for found in findings.themes if found.theme is not None]
    assert len(continued) == len(set(continued))
    well_described(findings)


def well_described(findings: Findings) -> None:
    """Labels are short, fits are shares and what is referred to is there."""
    for found in findings.themes:
        assert found.members
        assert 1 <= len(found.label.split()) <= 6
        assert len(found.description) <= 161
        assert all(0 <= member.fit <= 1 for member in found.members)
    places = range(len(findings.themes))
    assert all(event.group is None or event.group in places for event in findings.events)
    assert all(place in places for ask in findings.asks for place in ask.themes)
