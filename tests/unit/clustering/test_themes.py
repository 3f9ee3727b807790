import json
from dataclasses import replace
from importlib.resources import files

import numpy as np
import pytest

from clustering import KnownThemes, NamedTheme, Thread, find_themes, thread_vector


@pytest.fixture(scope="module")
def threads(subject_texts, sentence_embedder):
    texts, _ = subject_texts
    vectors = sentence_embedder.embed(texts)
    return [
        Thread(key=f"t{place}", texts=(text,), vector=vectors[place])
        for place, text in enumerate(texts)
    ]


@pytest.fixture(scope="module")
def findings(threads):
    return find_themes(threads)


def stored(threads, findings):
    """The threads as an application would hold them after keeping the findings."""
    theme_of = {
        member.key: found.theme or f"theme-{place}"
        for place, found in enumerate(findings.themes)
        for member in found.members
    }
    return [replace(thread, theme=theme_of.get(thread.key)) for thread in threads]


def test_every_thread_is_in_one_theme_or_left_over(threads, findings):
    members = [member for theme in findings.themes for member in theme.members]
    keys = [member.key for member in members] + list(findings.leftover)
    assert sorted(keys) == sorted(thread.key for thread in threads)
    assert all(0 <= member.fit <= 1 for member in members)
    assert len(findings.themes) >= 3
    assert all(theme.theme is None and theme.label for theme in findings.themes)
    assert {event.kind for event in findings.events} == {"born"}


def test_grouping_again_changes_nothing(threads, findings):
    before = stored(threads, findings)

    again = find_themes(before)

    assert {event.kind for event in again.events} <= {"grown"}
    kept = [
        old.theme == new.theme
        for old, new in zip(before, stored(before, again), strict=True)
        if old.theme is not None
    ]
    assert all(kept)


def test_new_threads_leave_the_others_where_they_are(threads):
    early = stored(threads[:70], find_themes(threads[:70]))

    later = stored([*early, *threads[70:]], find_themes([*early, *threads[70:]]))

    moved = [
        old.key
        for old, new in zip(early, later, strict=False)
        if old.theme is not None and new.theme != old.theme
    ]
    assert len(moved) <= 2


def test_a_thread_a_person_moved_stays_where_it_was_put(threads, findings):
    before = stored(threads, findings)
    home = before[0].theme
    other = next(each.theme for each in before if each.theme not in {None, home})
    moved = [replace(before[0], theme=other, fixed=True), *before[1:]]

    again = find_themes(moved)

    (place,) = [found for found in again.themes if found.theme == other]
    assert before[0].key in {member.key for member in place.members}


def test_a_thread_a_person_took_out_stays_out(threads):
    out = [replace(threads[0], fixed=True), *threads[1:]]

    assert threads[0].key in find_themes(out).leftover


def test_too_little_to_group_gives_no_themes(threads):
    assert find_themes([]).themes == ()
    assert find_themes(threads[:1]).leftover == (threads[0].key,)


def test_vectors_of_different_models_are_never_mixed(threads):
    other = Thread(key="x", texts=("x",), vector=np.ones(7, np.float32))

    with pytest.raises(ValueError, match="different models"):
        find_themes([*threads, other])


def test_nan_is_refused(threads):
    bad = replace(threads[0], vector=np.full_like(threads[0].vector, np.nan))

    with pytest.raises(ValueError, match="NaN"):
        find_themes([bad, *threads[1:]])


def test_a_new_message_goes_to_its_theme_or_to_none(subject_texts, sentence_embedder):
    texts, subjects = subject_texts
    known = KnownThemes.of(sentence_embedder.embed(texts), subjects)

    parking, tulips = sentence_embedder.embed(["is there a parking permit", "I love tulips"])

    theme, fit = known.nearest(parking)
    assert theme == "parking"
    assert 0 < fit <= 1
    assert known.nearest(tulips)[0] is None
    with pytest.raises(ValueError, match="dimensions"):
        known.nearest(np.ones(3))


def test_with_no_theme_yet_a_message_goes_to_none(hashed):
    known = KnownThemes.of(hashed.embed(["one", "two"]), [None, None])

    assert known.nearest(hashed.embed(["one"])[0])[0] is None


def test_a_threads_root_counts_double():
    joined = thread_vector([1, 0], [[0, 1], [0, 1]])

    assert np.allclose(joined, np.array([1, 1]) / np.sqrt(2))
    assert np.allclose(thread_vector([0, 3]), [0, 1])
    with pytest.raises(ValueError, match="dimensions"):
        thread_vector([1, 0], [[1, 0, 0]])


def test_a_theme_that_a_person_named_draws_threads_about_its_words(threads, sentence_embedder):
    words = "Parking permits and fines"
    named = NamedTheme("parking", words, sentence_embedder.embed([words])[0])

    findings = find_themes(threads, [named])

    (parking,) = [found for found in findings.themes if found.theme == "parking"]
    texts = {thread.key: thread.texts[0] for thread in threads}
    about = [
        "parking" in texts[each.key] or "car park" in texts[each.key] for each in parking.members
    ]
    assert np.mean(about) > 0.9
    assert len(about) >= 20


def test_a_named_theme_that_nothing_is_about_stays_empty(threads, sentence_embedder):
    words = "Volcanoes of Iceland"
    named = NamedTheme("volcanoes", words, sentence_embedder.embed([words])[0])

    found = find_themes(stored(threads, find_themes(threads)), [named])

    sizes = [len(each.members) for each in found.themes if each.theme == "volcanoes"]
    assert sum(sizes) <= 3


def test_asks_first_for_names_and_then_for_threads_in_doubt(threads, sentence_embedder):
    first = find_themes(threads)
    names = [
        NamedTheme(f"theme-{place}", found.label, sentence_embedder.embed([found.label])[0])
        for place, found in enumerate(first.themes)
    ]

    later = find_themes(stored(threads, first), names)

    assert {ask.kind for ask in first.asks[: len(first.themes)]} == {"name"}
    assert [ask.themes for ask in first.asks[:2]] == [(0,), (1,)]
    doubts = [ask for ask in later.asks if ask.kind == "place"]
    assert doubts
    assert all(2 <= len(ask.themes) <= 3 for ask in doubts)
    assert len({ask.key for ask in later.asks}) == len(later.asks)


def test_decisions_put_more_threads_right(sentence_embedder):
    lines = files("bot.sample").joinpath("corpus.jsonl").read_text("utf-8").splitlines()
    roots = [row for row in map(json.loads, lines) if not row["thread"] and row["theme"]][:150]
    vectors = sentence_embedder.embed([row["text"] for row in roots])
    undecided = [
        Thread(row["id"], (row["text"],), vector)
        for row, vector in zip(roots, vectors, strict=True)
    ]
    decided = [
        replace(thread, theme=row["theme"], fixed=True) if place % 3 == 0 else thread
        for place, (thread, row) in enumerate(zip(undecided, roots, strict=True))
    ]

    findings = find_themes(decided)

    gold = {row["id"]: row["theme"] for row in roots}
    free = {thread.key for thread in decided if not thread.fixed}
    right = [
        gold[member.key] == found.theme
        for found in findings.themes
        for member in found.members
        if member.key in free
    ]
    assert sum(right) / len(free) > 0.3
    assert len(findings.themes) <= len(set(gold.values())) + 12


def test_a_few_decisions_leave_the_other_threads_where_they_are(threads):
    before = stored(threads, find_themes(threads))
    homes = sorted({each.theme for each in before if each.theme is not None})[:2]
    first, second = (
        next(place for place, each in enumerate(before) if each.theme == home) for home in homes
    )
    decided = [
        replace(each, fixed=True) if place in {first, second} else each
        for place, each in enumerate(before)
    ]

    after = stored(decided, find_themes(decided))

    grouped = [place for place, each in enumerate(before) if each.theme is not None]
    kept = [after[place].theme == before[place].theme for place in grouped]
    assert np.mean(kept) >= 0.95


def test_chatter_is_left_out_with_what_is_most_like_it(threads, sentence_embedder):
    thanks = [
        f"thank you so much {name}, you are a star" for name in ["Ann", "Bob", "Cat", "Dan", "Eve"]
    ]
    thanks += [f"happy birthday {name}!" for name in ("Sal", "Tom", "Una", "Vic", "Wyn", "Zoe")]
    vectors = sentence_embedder.embed(thanks)
    chat = [
        Thread(f"c{place}", (text,), vectors[place], chatter=place not in {0, 7})
        for place, text in enumerate(thanks)
    ]

    findings = find_themes([*threads, *chat])

    assert {each.key for each in chat} <= set(findings.leftover)
    assert len(findings.leftover) < len(chat) + 10


def test_what_a_person_put_in_a_theme_is_no_chatter(threads):
    put = replace(threads[0], theme="cakes", fixed=True, chatter=True)

    findings = find_themes([put, *threads[1:]])

    (cakes,) = [found for found in findings.themes if found.theme == "cakes"]
    assert put.key in {member.key for member in cakes.members}
