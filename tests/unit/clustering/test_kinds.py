"""What the classifier of kinds says, when it is silent, and that it learns from people."""

import time

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.metrics import f1_score

from benchmarks.kinds import split_by_week
from clustering.kinds import KindClassifier, KindInput, general_examples

KINDS = ["answer", "challenge", "chatter", "lesson", "question"]


@pytest.fixture(scope="module")
def weeks():
    return split_by_week()


@pytest.fixture(scope="module")
def classifier(weeks):
    train, kinds, _, _ = weeks
    general, general_kinds = general_examples()
    return KindClassifier().fit([*train, *general], [*kinds, *general_kinds])


def test_held_back_weeks_are_recognised(classifier, weeks):
    _, _, test, kinds = weeks
    assert f1_score(kinds, classifier.predict(test), average="macro") >= 0.78


def test_what_it_is_sure_of_is_mostly_right(classifier, weeks):
    _, _, test, kinds = weeks
    found = classifier.predict_sure(test)
    right = [one.kind == kind for one, kind in zip(found, kinds, strict=True) if one.sure]
    assert len(right) / len(test) >= 0.7
    assert np.mean(right) >= 0.85


def test_signs_of_a_kind_hold_in_a_field_it_never_saw(classifier):
    root = "Our allotment has no water since May and the council says it is not theirs."
    said = {
        "question": KindInput("Has anyone got a rota for the community fridge?"),
        "challenge": KindInput("Volunteers keep cancelling and nobody answers. Third week closed."),
        "lesson": KindInput("Ring people first. We rang 40 donors and gifts rose from £2k to £5k."),
        "chatter": KindInput("Happy Friday everyone, who wants cake? 🎂"),
        "answer": KindInput(
            "Ask the water company, they gave us a standpipe in two weeks.", True, root
        ),
    }
    assert list(classifier.predict(list(said.values()))) == list(said)


def test_welsh_is_recognised(classifier):
    said = [
        KindInput("Oes gan rywun daflen am faethu y gallwn ei defnyddio?"),
        KindInput("Diolch yn fawr i bawb!"),
    ]
    assert list(classifier.predict(said)) == ["question", "chatter"]


def test_a_reply_is_read_in_the_light_of_its_thread(classifier):
    banter = KindInput("decaf for me", True, "Morning all! Kettle's on, who wants one")
    advice = KindInput("try the library, it's free", True, "Where do you hold info evenings?")
    assert list(classifier.predict([banter, advice])) == ["chatter", "answer"]


def test_a_reply_to_an_unknown_beginning_is_still_placed(classifier):
    found = classifier.predict_proba([KindInput("yes, six weeks", True), KindInput("", True, "")])
    assert np.allclose(found.sum(axis=1), 1)


def test_probabilities_are_over_the_kinds_in_order(classifier, weeks):
    found = classifier.predict_proba(weeks[2])
    assert list(classifier.classes_) == KINDS
    assert found.shape == (len(weeks[2]), 5)
    assert np.allclose(found.sum(axis=1), 1)
    assert classifier.predict_proba([]).shape == (0, 5)
    assert classifier.predict_sure([]) == []


def test_it_is_silent_when_it_is_torn(classifier, weeks):
    found = classifier.predict_sure(weeks[2])
    unsure = [one for one in found if not one.sure]
    assert unsure
    assert all(one.probability < classifier.thresholds_[one.kind] for one in unsure)


def test_training_twice_gives_the_same(weeks):
    messages, kinds = general_examples()
    test = weeks[2][:50]
    first = KindClassifier().fit(messages, kinds).predict_proba(test)
    assert np.array_equal(clone(KindClassifier()).fit(messages, kinds).predict_proba(test), first)


def test_what_people_correct_is_learned():
    messages, kinds = general_examples()
    said = [KindInput(f"Noticeboard: shed {n} has a new key code") for n in range(6)]
    before = KindClassifier().fit(messages, kinds)
    assert before.predict([said[0]])[0] != "lesson"
    after = KindClassifier().fit(
        [*messages, *said[1:]],
        [*kinds, *["lesson"] * 5],
        sample_weight=[1.0] * len(messages) + [4.0] * 5,
    )
    assert after.predict([said[0]])[0] == "lesson"


def test_few_messages_are_enough_to_start_and_never_sure():
    classifier = KindClassifier().fit(
        [KindInput("Who knows?"), KindInput("It works now.", True, "Who knows?")],
        ["question", "answer"],
    )
    assert list(classifier.predict([KindInput("Who?"), KindInput("Now.", True, "Who?")])) == [
        "question",
        "answer",
    ]
    assert not any(one.sure for one in classifier.predict_sure([KindInput("Who?")]))


def test_without_replies_in_training_replies_are_judged_by_themselves():
    messages = [KindInput("Who knows?"), KindInput("Happy Friday")]
    classifier = KindClassifier().fit(messages, ["question", "chatter"])
    assert classifier.predict([KindInput("Who says?", True, "Well")])[0] == "question"


@pytest.mark.parametrize(
    ("messages", "kinds", "weights"),
    [([], [], None), ([KindInput("a")], [], None), ([KindInput("a")], ["answer"], [1.0, 2.0])],
)
def test_what_does_not_fit_together_is_refused(messages, kinds, weights):
    with pytest.raises(ValueError, match="one kind and weight for each"):
        KindClassifier().fit(messages, kinds, sample_weight=weights)


def test_shipped_examples_cover_all_kinds_roots_and_replies():
    messages, kinds = general_examples()
    assert sorted(set(kinds)) == KINDS
    assert len(messages) == len(kinds) >= 150
    assert {message.is_reply for message in messages} == {True, False}


def test_training_and_predicting_are_fast(classifier, weeks):
    train, kinds, test, _ = weeks
    began = time.process_time()
    KindClassifier().fit(train, kinds)
    assert time.process_time() - began < 6  # twice what is promised, for a busy machine
    began = time.process_time()
    classifier.predict_sure((test * 5)[:1000])
    assert time.process_time() - began < 2
    classifier.predict_sure([KindInput("? " * 50_000, True, "! " * 50_000)])
    assert time.process_time() - began < 4
