"""What people decided stands, whatever the machine would have found."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from clustering import Constraints, NamedTheme, Pairs, Seed, ThemeClusterer, Thread, find_themes

SUBJECTS = np.repeat([0, 1, 2], 20)


@pytest.fixture(scope="module")
def rows():
    """Sixty vectors in three clear groups."""
    generator = np.random.default_rng(11)
    centres = generator.normal(size=(3, 16))
    return centres[SUBJECTS] + 0.3 * generator.normal(size=(60, 16))


def labels_with(rows, **decisions):
    return ThemeClusterer().fit(rows, constraints=Constraints(**decisions)).labels_


def test_without_constraints_the_groups_are_the_subjects(rows):
    assert labels_with(rows).tolist() == SUBJECTS.tolist()


def test_labelled_items_stay_together_and_apart_from_others(rows):
    clusterer = ThemeClusterer().fit(
        rows, constraints=Constraints(labelled={0: "pay", 20: "pay", 1: "rest", 2: "leave"})
    )
    labels = clusterer.labels_

    assert labels[0] == labels[20]
    assert len({labels[0], labels[1], labels[2]}) == 3
    assert [clusterer.themes_[labels[place]] for place in (0, 1, 2)] == ["pay", "rest", "leave"]


def test_linked_items_are_in_one_theme_however_unlike(rows):
    labels = labels_with(rows, must_link=[(0, 20), (20, 40)])

    assert labels[0] == labels[20] == labels[40] >= 0


def test_parted_items_are_never_in_one_theme_however_alike(rows):
    pairs = [(0, place) for place in range(1, 20)]

    labels = labels_with(rows, cannot_link=pairs)

    assert all(labels[0] != labels[place] for place in range(1, 20))
    assert len(set(labels[1:20])) == 1


def test_parting_holds_for_all_that_is_linked_to_either(rows):
    labels = labels_with(rows, must_link=[(0, 1), (2, 3)], cannot_link=[(1, 2)])

    assert labels[0] == labels[1]
    assert labels[2] == labels[3]
    assert labels[0] != labels[2]


def test_anchors_do_not_join_what_a_person_parted(rows):
    clusterer = ThemeClusterer().fit(
        rows,
        constraints=Constraints(labelled={0: "pay", 21: "rest"}, cannot_link=[(5, 6), (0, 7)]),
    )

    labels = clusterer.labels_
    assert labels[5] != labels[6]
    assert labels[0] != labels[7]


def test_many_random_constraints_all_hold(rows):
    chance = np.random.default_rng(4)
    linked = [tuple(pair) for pair in chance.integers(0, 30, size=(8, 2)).tolist()]
    parted = [(int(one), 30 + int(other)) for one, other in chance.integers(0, 30, size=(25, 2))]
    labelled = {0: "a", 59: "b"}

    labels = labels_with(rows, must_link=linked, cannot_link=parted, labelled=labelled)

    assert all(labels[one] == labels[other] for one, other in linked)
    assert all(labels[one] == -1 or labels[one] != labels[other] for one, other in parted)


def test_constraints_hold_where_items_are_heaped_first(monkeypatch, rows):
    monkeypatch.setattr("clustering.grouping.EXACT_UP_TO", 30)
    monkeypatch.setattr("clustering.grouping.HEAPS", 12)

    labels = labels_with(rows, must_link=[(0, 20)], cannot_link=[(40, 41), (42, 43)])

    assert labels[0] == labels[20]
    assert labels[40] != labels[41]
    assert labels[42] != labels[43]


def test_a_seed_takes_the_texts_that_are_about_its_words(subject_texts, sentence_embedder):
    texts, subjects = subject_texts
    seeds = [Seed("cars", "Parking. Where staff may park, and fines.")]

    clusterer = ThemeClusterer(embedder=sentence_embedder).fit(
        texts, constraints=Constraints(seeds=seeds)
    )

    about = [
        clusterer.themes_[label] == "cars" if label >= 0 else False for label in clusterer.labels_
    ]
    right = [subject == "parking" for subject in subjects]
    assert np.mean(np.array(about) == right) > 0.95


@pytest.mark.parametrize(
    ("decisions", "said"),
    [
        ({"must_link": [(0, 1), (1, 2)], "cannot_link": [(0, 2)]}, "must be linked and cannot"),
        ({"must_link": [(0, 1)], "labelled": {0: "a", 1: "b"}}, "different themes"),
        ({"labelled": {0: "a", 1: "a"}, "cannot_link": [(0, 1)]}, "have one theme and cannot"),
        ({"labelled": {60: "a"}}, "item 60; there are items 0 to 59"),
        ({"must_link": [(0, -1)]}, "item -1"),
    ],
)
def test_constraints_that_cannot_be_are_refused(rows, decisions, said):
    with pytest.raises(ValueError, match=said):
        labels_with(rows, **decisions)


def test_asks_for_names_first_and_then_for_the_items_in_doubt(rows):
    fresh = ThemeClusterer().fit(rows)
    named = Constraints(labelled={0: "a", 20: "b", 40: "c"})

    asked = ThemeClusterer().fit(rows, constraints=named).questions(4)

    assert [one.kind for one in fresh.questions(3)] == ["name"] * 3
    assert [one.kind for one in asked] == ["place"] * 4
    assert not {0, 20, 40} & {one.item for one in asked}


def test_threads_take_pairs_by_their_keys(rows):
    threads = [Thread(f"t{place}", ("words",), row) for place, row in enumerate(rows)]
    pairs = Pairs(must_link=[("t0", "t20"), ("t1", "gone")], cannot_link=[("t40", "t41")])

    findings = find_themes(threads, pairs=pairs)

    home = {each.key: place for place, one in enumerate(findings.themes) for each in one.members}
    assert home["t0"] == home["t20"]
    assert home.get("t40") != home.get("t41")


def test_where_people_put_threads_counts_more_than_pairs_that_say_otherwise(rows):
    threads = [Thread(f"t{place}", ("words",), row) for place, row in enumerate(rows)]
    for place, theme in ((0, "a"), (1, "a"), (2, "b")):
        threads[place] = replace(threads[place], theme=theme, fixed=True)
    pairs = Pairs(must_link=[("t0", "t2")], cannot_link=[("t0", "t1")])

    findings = find_themes(threads, pairs=pairs)

    home = {each.key: found.theme for found in findings.themes for each in found.members}
    assert [home[key] for key in ("t0", "t1", "t2")] == ["a", "a", "b"]


def test_more_decisions_never_lose_the_earlier_ones(rows):
    words = NamedTheme("first", "anything", rows[0])
    threads = [Thread(f"t{place}", ("words",), row) for place, row in enumerate(rows)]
    for one, other in pairwise(range(0, 60, 15)):
        threads[one] = Thread(f"t{one}", ("words",), rows[one], theme="first", fixed=True)
        threads[other] = Thread(f"t{other}", ("words",), rows[other], theme="second", fixed=True)

        findings = find_themes(threads, [words])

        home = {each.key: found.theme for found in findings.themes for each in found.members}
        assert all(home[each.key] == each.theme for each in threads if each.fixed)


@pytest.mark.parametrize(
    ("vector", "said"),
    [(np.ones(9), "9 dimensions and 16 were expected"), (np.full(16, np.nan), "NaN")],
)
def test_a_seed_from_another_model_or_with_nan_is_refused(rows, vector, said):
    with pytest.raises(ValueError, match=said):
        labels_with(rows, seeds=[Seed("pay", "Pay and pensions", vector)])


def test_items_added_later_leave_decisions_as_they_were(rows):
    decided = Constraints(labelled={0: "pay", 20: "rest"})
    clusterer = ThemeClusterer().fit(rows, constraints=decided)
    before = clusterer.labels_

    clusterer.partial_fit(rows[:5] + 0.01)

    assert clusterer.labels_[:60].tolist() == before.tolist()
    assert {clusterer.themes_[label] for label in clusterer.labels_[60:]} == {"pay"}
    assert clusterer.decided_.sum() == 2
