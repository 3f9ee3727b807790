import numpy as np
import pytest

from clustering import Lookup


def test_finds_the_nearest_first():
    lookup: Lookup[str] = Lookup(2)
    lookup.add(["east", "north", "north-east"], [[1, 0], [0, 1], [1, 1]])

    found = lookup.nearest([1, 0.1], 2)

    assert [each.key for each in found] == ["east", "north-east"]
    assert found[0].similarity == pytest.approx(0.995, abs=1e-3)


def test_agrees_with_a_full_sort_after_many_changes():
    generator = np.random.default_rng(1)
    rows = generator.normal(size=(3_000, 16)).astype(np.float32)
    lookup: Lookup[int] = Lookup(16)
    lookup.add(range(3_000), rows)
    for key in range(0, 3_000, 3):
        lookup.remove(key)
    lookup.add([1], rows[2:3])
    kept = {key: rows[key] for key in range(3_000) if key % 3} | {1: rows[2]}
    question = generator.normal(size=16)

    found = lookup.nearest(question, 25)

    cosine = {key: row @ question / np.linalg.norm(row) for key, row in kept.items()}
    best = sorted(cosine.values(), reverse=True)[:25]
    scaled = np.array([each.similarity for each in found]) * np.linalg.norm(question)
    assert len(lookup) == 2_000
    assert np.allclose(scaled, best, atol=1e-4)


def test_only_chosen_keys_are_compared():
    lookup: Lookup[str] = Lookup(2)
    lookup.add(["east", "north", "north-east"], [[1, 0], [0, 1], [1, 1]])

    assert [each.key for each in lookup.nearest([1, 0], 5, among={"north", "south"})] == ["north"]
    assert lookup.nearest([1, 0], 5, among=()) == []


def test_what_is_removed_is_not_found_again():
    lookup: Lookup[str] = Lookup(2)
    lookup.add(["a", "b"], [[1, 0], [0, 1]])

    lookup.remove("a")

    assert "a" not in lookup
    assert [each.key for each in lookup.nearest([1, 0], 5)] == ["b"]
    with pytest.raises(KeyError):
        lookup.remove("a")


def test_nothing_below_the_least_similarity():
    lookup: Lookup[str] = Lookup(2)
    lookup.add(["a", "b"], [[1, 0], [0, 1]])

    assert [each.key for each in lookup.nearest([1, 0], 5, least=0.5)] == ["a"]


def test_an_empty_lookup_finds_nothing():
    assert Lookup[str](3).nearest([1, 2, 3], 4) == []


@pytest.mark.parametrize(
    ("keys", "rows", "message"),
    [
        (["a"], [[1, 2, 3]], "dimensions"),
        (["a"], [[np.nan, 1]], "NaN"),
        (["a", "b"], [[1, 2]], "2 keys and 1 vectors"),
    ],
)
def test_bad_vectors_are_refused_and_nothing_is_kept(keys, rows, message):
    lookup: Lookup[str] = Lookup(2)

    with pytest.raises(ValueError, match=message):
        lookup.add(keys, rows)

    assert len(lookup) == 0
