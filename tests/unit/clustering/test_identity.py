import numpy as np

from clustering.identity import ThemeEvent, continue_themes

EYE = np.eye(4, dtype=np.float32)


def continued(found, known, fixed=None, rows=None):
    fixed = [False] * len(found) if fixed is None else fixed
    rows = np.ones((len(found), 2), np.float32) / np.sqrt(2) if rows is None else rows
    return continue_themes(np.array(found), known, fixed, rows.astype(np.float32))


def test_a_reshuffle_of_labels_keeps_the_ids():
    result = continued([1, 1, 1, 0, 0], ["A", "A", "A", "B", "B"])

    assert result.themes == ("B", "A")
    assert result.events == ()


def test_new_members_make_a_theme_grow():
    result = continued([0, 0, 0], ["A", "A", None])

    assert result.themes == ("A",)
    assert result.events == (ThemeEvent("grown", "A", 0),)


def test_a_group_of_new_items_is_born():
    result = continued([0, 0, 1, 1], ["A", "A", None, None])

    assert result.themes == ("A", None)
    assert result.events == (ThemeEvent("born", None, 1),)


def test_two_themes_in_one_group_merge_into_the_larger():
    result = continued([0] * 5, ["A", "A", "A", "B", "B"])

    assert result.themes == ("A",)
    assert ThemeEvent("merged", "B", 0, "A") in result.events


def test_a_theme_in_two_groups_splits_and_the_larger_part_keeps_the_id():
    result = continued([1, 1, 1, 0, 0], ["A"] * 5)

    assert result.themes == (None, "A")
    assert result.events == (ThemeEvent("split", "A", 0),)


def test_a_theme_whose_members_fit_nowhere_fades():
    result = continued([-1, -1, -1, 0, 0], ["A", "A", "A", "B", "B"])

    assert result.themes == ("B",)
    assert result.events == (ThemeEvent("faded", "A", None),)


def test_one_stray_member_neither_carries_a_theme_off_nor_merges_it():
    result = continued([-1] * 9 + [0, 0, 0], ["A"] * 10 + [None, None])

    assert result.themes == (None,)
    assert {event.kind for event in result.events} == {"faded", "born"}


def test_what_a_person_fixed_decides_against_the_numbers():
    known = ["A", "B", "B", "B"]

    assert continued([0] * 4, known).themes == ("B",)
    assert continued([0] * 4, known, fixed=[True, False, False, False]).themes == ("A",)


def test_of_two_equal_halves_the_one_nearer_the_old_centre_keeps_the_id():
    rows = np.vstack([EYE[:1], EYE[:1], EYE[1:2], EYE[1:2], EYE[1:2]])

    # The fifth item is new, so each half has two of the four; the centre decides nothing there.
    near_second = continued([0, 0, 1, 1, -1], ["A"] * 5, rows=rows)

    assert near_second.themes == (None, "A")


def test_nothing_found_and_nothing_known():
    assert continued([], []).themes == ()
    assert continued([-1], [None]).events == ()


def test_a_group_whose_theme_is_certain_keeps_it_even_without_old_members():
    result = continue_themes(
        np.array([0, 0, 1]), ["A", "A", None], [False] * 3, np.ones((3, 2), np.float32), {1: "B"}
    )

    assert result.themes == ("A", "B")
