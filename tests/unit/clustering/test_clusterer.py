import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score
from sklearn.utils.estimator_checks import check_estimator

from clustering import ThemeClusterer


def test_keeps_the_rules_of_scikit_learn():
    failed = [
        result["check_name"]
        for result in check_estimator(ThemeClusterer(), on_skip=None, on_fail=None)
        if result["status"] == "failed"
    ]

    assert failed == []


def test_finds_the_subjects_of_texts(subject_texts, sentence_embedder):
    texts, subjects = subject_texts
    clusterer = ThemeClusterer(embedder=sentence_embedder)

    assert adjusted_rand_score(subjects, clusterer.fit(texts).labels_) > 0.8


def test_the_same_seed_gives_the_same_groups(subject_texts, hashed):
    texts, _ = subject_texts

    first, second = (ThemeClusterer(embedder=hashed).fit(texts).labels_ for _ in range(2))

    assert (first == second).all()


def test_labels_are_numbered_by_size_from_nought(subject_texts, hashed):
    labels = ThemeClusterer(embedder=hashed).fit(subject_texts[0]).labels_

    sizes = np.bincount(labels[labels >= 0])
    assert (sizes > 0).all()
    assert (np.diff(sizes) <= 0).all()


def test_predicts_the_theme_of_a_new_text_and_none_for_another(subject_texts, sentence_embedder):
    texts, subjects = subject_texts
    clusterer = ThemeClusterer(embedder=sentence_embedder).fit(texts)

    placed = clusterer.predict(["where can I get a parking permit", "my cat ate the tulips"])

    member = subjects.index("parking")
    assert placed[0] == clusterer.labels_[member]
    assert placed[1] == -1


def test_items_added_later_join_or_form_themes_and_move_nothing(subject_texts, sentence_embedder):
    texts, subjects = subject_texts
    late = [place for place, subject in enumerate(subjects) if subject == "medical"]
    early = [place for place in range(len(texts)) if place not in late]
    clusterer = ThemeClusterer(embedder=sentence_embedder).partial_fit(
        [texts[place] for place in early]
    )
    before = clusterer.labels_

    clusterer.partial_fit([texts[place] for place in late])

    after = clusterer.labels_
    kept = before >= 0
    assert len(after) == len(texts)
    assert (after[: len(early)][kept] == before[kept]).all()
    assert set(after[len(early) :]) - set(before) - {-1}


def test_too_little_to_group_is_all_noise(hashed):
    texts = ["the boiler is cold", "please welcome Sam"]

    assert ThemeClusterer(embedder=hashed).fit(texts).labels_.tolist() == [-1, -1]
    assert ThemeClusterer(embedder=hashed).fit(["alone"]).labels_.tolist() == [-1]


def test_all_the_same_is_one_theme(hashed):
    labels = ThemeClusterer(embedder=hashed).fit(["the same words again"] * 12).labels_

    assert len(set(labels.tolist())) == 1


def test_all_different_is_noise():
    rows = np.eye(40, dtype=np.float32)

    assert set(ThemeClusterer().fit(rows).labels_) == {-1}


def test_odd_texts_are_grouped_without_complaint(sentence_embedder):
    odd = ["", "😀😀😀", "🎉", "Mae angen cymorth ar ofalwyr", "word " * 10_000, "panel", "panel"]

    labels = ThemeClusterer(embedder=sentence_embedder).fit(odd).labels_

    assert labels.shape == (7,)
    assert labels[5] == labels[6]


@pytest.mark.parametrize("empty", [[], np.zeros((0, 8))])
def test_nothing_at_all_is_an_error(empty):
    with pytest.raises(ValueError, match=r"nothing to group|0 sample"):
        ThemeClusterer().fit(empty)


def test_bad_vectors_are_errors_that_say_why(hashed):
    fitted = ThemeClusterer().fit(np.random.default_rng(0).normal(size=(30, 8)))

    with pytest.raises(ValueError, match="NaN"):
        ThemeClusterer().fit(np.full((5, 8), np.nan))
    with pytest.raises(ValueError, match="9 features"):
        fitted.predict(np.zeros((2, 9)))
    with pytest.raises(ValueError, match="2 texts and 3 vectors"):
        ThemeClusterer().fit(["a", "b"], vectors=np.ones((3, 4)))
    with pytest.raises(ValueError, match="hints"):
        ThemeClusterer().fit(np.ones((3, 4)), previous=["one"])


def test_many_items_are_grouped_in_heaps_first():
    generator = np.random.default_rng(3)
    centres = generator.normal(size=(20, 32))
    gold = generator.integers(20, size=6_000)
    rows = centres[gold] + 0.35 * generator.normal(size=(6_000, 32))

    labels = ThemeClusterer().fit(rows).labels_

    assert adjusted_rand_score(gold, labels) > 0.9


def test_where_items_were_said_draws_them_together():
    generator = np.random.default_rng(5)
    subject = np.repeat([0, 1, 2, 3], 30)
    centres = generator.normal(size=(4, 24))
    rows = centres[subject] + 2.6 * generator.normal(size=(120, 24))

    def found(**hints):
        labels = ThemeClusterer().fit(rows, **hints).labels_
        return adjusted_rand_score(subject, labels)

    assert found(places=subject) > found() + 0.2
    assert found(places=generator.permutation(subject)) > found() - 0.15


def test_a_previous_grouping_holds_but_does_not_bind(subject_texts, hashed):
    texts, subjects = subject_texts
    numbers = np.unique(subjects, return_inverse=True)[1]
    rows = hashed.embed(texts)
    wrong = numbers.copy()
    stray = subjects.index("panel")
    wrong[stray] = numbers[subjects.index("parking")]

    labels = ThemeClusterer().fit(rows, previous=wrong.tolist()).labels_

    afresh = ThemeClusterer().fit(rows).labels_
    assert adjusted_rand_score(numbers, labels) > adjusted_rand_score(numbers, afresh)
    mates = labels[(numbers == numbers[stray]) & (np.arange(len(labels)) != stray)]
    assert labels[stray] in mates
