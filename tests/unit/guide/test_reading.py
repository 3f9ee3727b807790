"""What each reader sees of the guide, and in which order."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.lessons.guide.changes import changes
from bot.lessons.guide.document import READS, Chapter, Reader, Stage
from bot.lessons.guide.ordering import TO, moved, order_in
from bot.lessons.guide.reading import Part, arrange, as_read_by, entries_of
from bot.lessons.guide.wording import evidence, points
from bot.lessons.service import Sharing
from tests.unit.guide.made import entry, guide

SECRET = "Nobody outside may know"
numbers = st.lists(st.integers(0, 50), unique=True, min_size=1)


def same(text: str) -> str:
    return text


def hide_north(text: str) -> str:
    return text.replace("North hub", "a hub")


@given(st.lists(st.sampled_from(list(Sharing)), max_size=6), st.sampled_from(list(Reader)))
def test_a_reader_sees_all_and_only_what_is_shared_with_them(
    shared: list[Sharing], reader: Reader
) -> None:
    entries = [entry(number, f"Lesson {number}", how) for number, how in enumerate(shared)]
    seen = as_read_by(reader, guide(*entries), same)
    wanted = {one.lesson_id for one in (entries or [entry()]) if one.sharing in READS[reader]}
    assert set(entries_of(seen.stages)) == wanted
    assert all(stage.chapters and all(c.entries for c in stage.chapters) for stage in seen.stages)
    assert {one.lesson_id for one in seen.changes} <= wanted or reader is Reader.NOW


def test_outsiders_get_no_link_no_own_words_no_names_and_no_day() -> None:
    whole = guide(entry(recommendation="Do as North hub did."), title="Calls at North hub")
    for reader in (Reader.LATER, Reader.SECTOR):
        seen = as_read_by(reader, whole, hide_north)
        (one,) = entries_of(seen.stages).values()
        assert (one.link, one.what_happened, one.hub) == (None, "", "")
        assert "North hub" not in str(seen)
        assert ("Learned", "July 2026") in points(one, reader)
        assert seen.changes[0].recommendation == "Do as a hub did."


def test_a_hub_that_agreed_is_named_to_everybody() -> None:
    seen = as_read_by(Reader.SECTOR, guide(entry(named=True)), hide_north)
    (one,) = entries_of(seen.stages).values()
    assert one.hub == "North hub"


def test_what_was_removed_is_told_to_members_only() -> None:
    before = {1: entry(1), 2: entry(2, SECRET)}
    whole = replace(guide(entry(1)), changes=changes(before, {1: entry(1)}))
    assert SECRET in str(as_read_by(Reader.NOW, whole, same).changes)
    assert SECRET not in str(as_read_by(Reader.SECTOR, whole, same).changes)


def test_changes_are_what_was_added_changed_and_removed() -> None:
    before = {1: entry(1), 2: entry(2), 3: entry(3)}
    now = {2: replace(entry(2), evidence="repeated"), 3: entry(3), 4: entry(4)}
    found = [(one.what, one.lesson_id) for one in changes(before, now)]
    assert found == [("added", 4), ("changed", 2), ("removed", 1)]


def test_counts_of_hubs_are_exact_for_members_and_banded_or_untold_outside() -> None:
    assert "4 hubs" in evidence(replace(entry(), hubs=4), Reader.NOW)
    assert "3 to 5 hubs" in evidence(replace(entry(), hubs=4), Reader.SECTOR)
    assert "hubs" not in evidence(replace(entry(), hubs=2), Reader.SECTOR).replace("the hub", "")


@given(numbers, st.data())
def test_moving_loses_nothing_and_moves_only_one(order: list[int], data: st.DataObject) -> None:
    one, to = data.draw(st.sampled_from(order)), data.draw(st.sampled_from(TO))
    after = moved(order, one, to)
    assert sorted(after) == sorted(order)
    assert [each for each in after if each != one] == [each for each in order if each != one]


def test_introductions_and_order_are_people_s_and_new_lessons_follow() -> None:
    stages = (Stage("delivery", (Chapter(7, "Calls", (entry(1), entry(2), entry(3)), "Calls"),)),)
    parts = {"delivery": Part("First."), "delivery/7": Part("Read on.", (3, 1))}
    (stage,) = arrange(stages, parts)
    assert (stage.introduction, stage.chapters[0].introduction) == ("First.", "Read on.")
    assert [one.lesson_id for one in stage.chapters[0].entries] == [3, 1, 2]
    assert order_in(replace(guide(), stages=(stage,)), "delivery/7") == [3, 1, 2]
    assert order_in(replace(guide(), stages=(stage,)), "delivery") == [7]
