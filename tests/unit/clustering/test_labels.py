import numpy as np
import pytest

from clustering.labels import describe
from clustering.labels.phrases import phrases_of
from clustering.labels.sentences import sentences
from clustering.labels.spelling import Spelling

PENSIONS = [
    "Moving staff under TUPE took the council nine months because nobody asked about pensions.",
    "Does the TUPE list include people on leave? our pensions team wants to know",
    "the pensions bill arrived, and the tupe letters came later than that",
]
PHONES = [
    "Overflow cover for summer phones cost us nothing at all.",
    "who covers the summer phones in August",
    "Summer phones again: forty calls went to voicemail",
]


def described(*groups: list[str]):
    texts = [(text,) for group in groups for text in group]
    labels = np.array([place for place, group in enumerate(groups) for _ in group])
    rows = np.random.default_rng(0).normal(size=(len(texts), 8)).astype(np.float32)
    return describe(texts, labels, np.linspace(1, 0, len(texts), dtype=np.float32), rows)


def test_a_label_names_what_sets_the_group_apart():
    pensions, phones = described(PENSIONS, PHONES)

    assert pensions.label in {"TUPE and pensions", "Pensions and TUPE"}
    assert phones.label.startswith("Summer phones")


def test_labels_are_short_and_in_sentence_case():
    for description in described(PENSIONS, PHONES):
        assert 1 <= len(description.label.split()) <= 6
        assert description.label[0].isupper()


def test_the_sentence_is_a_members_own_and_short():
    pensions, _ = described(PENSIONS, PHONES)

    assert pensions.sentence == PENSIONS[0]
    assert len(pensions.sentence) <= 160


def test_representatives_are_up_to_three_different_members():
    pensions, phones = described(PENSIONS * 3, PHONES[:2])

    assert len(set(pensions.representatives)) == 3
    assert set(pensions.representatives) <= set(range(9))
    assert set(phones.representatives) <= {9, 10}


@pytest.mark.parametrize("texts", [["", "", ""], ["😀", "🎉🎉", "😀"], ["and so it was", "we do"]])
def test_a_group_without_telling_words_is_said_to_be_unnamed(texts):
    (description,) = described(texts)

    assert description.label == "Unnamed theme"
    assert description.sentence == ""
    assert description.phrases == ()


def test_welsh_words_are_kept_and_small_welsh_words_are_not():
    (description,) = described(
        [
            "Mae angen gofalwyr maeth yn y gogledd",
            "Sut mae recriwtio gofalwyr maeth?",
            "Faint yw'r lwfans i gofalwyr maeth",
        ]
    )

    assert description.label == "Gofalwyr maeth"


def test_addresses_mentions_and_redactions_are_never_in_a_phrase():
    found = {" ".join(words) for words in phrases_of("@sam [name] see https://x.org/panel :tada:")}

    assert found == set()


def test_a_phrase_does_not_cross_a_stop_nor_begin_with_a_small_word():
    found = {" ".join(words) for words in phrases_of("the data return. Skills to foster")}

    assert {"data return", "Skills to foster"} <= found
    assert not any(phrase.startswith("the ") or "return Skills" in phrase for phrase in found)


def test_words_are_spelt_as_people_spell_them():
    spelling = Spelling(["Panel is on Monday", "the TUPE list", "tupe", "our TUPE list", "a Panel"])

    assert spelling.of("tupe") == "TUPE"
    assert spelling.of("PANEL") == "Panel"
    assert spelling.of("unheard") == "unheard"


def test_sentences_that_lean_on_another_or_hold_addresses_are_left_out():
    text = (
        "And that is why it never worked out for us here. The panel chair signs every paper first. "
        "Write to sam@example.org if you would like the template."
    )

    assert sentences(text) == ["The panel chair signs every paper first."]


def test_times_and_numbers_name_nothing():
    found = {" ".join(words) for words in phrases_of("three weeks for a financial year report")}

    assert {"financial year", "report"} <= found
    assert not any("weeks" in phrase or phrase == "year" for phrase in found)


def test_what_is_done_makes_a_worse_label_than_what_it_is_done_to():
    match, other = described(
        [
            "We match the buddies by hand",
            "Please match our buddies sooner",
            "They match buddies in a week, and the buddies like it",
        ],
        PHONES,
    )

    assert match.label.startswith("Buddies")
    assert other.label.startswith("Summer phones")


def test_asides_and_record_numbers_stay_out_of_the_sentence():
    text = (
        "(also on Teams) The panel chair signs every paper first. "
        "Record 4471 8823 was signed by the panel chair last week."
    )

    assert sentences(text) == ["The panel chair signs every paper first."]


def test_no_label_ends_with_what_was_done_or_a_number():
    found = {" ".join(words) for words in phrases_of("forms approved and nine visits landed nine")}

    assert found == {"forms", "visits"}
    assert "financial year" in {" ".join(words) for words in phrases_of("the financial year ends")}


def test_what_people_write_of_many_is_named_as_many():
    spelling = Spelling(["our medical is late", "their medicals and the fee", "a panel met"])

    assert spelling.many("medical") == "medicals"
    assert spelling.many("panel") == "panel"
    assert spelling.many("IG") == "IG"


def test_a_name_that_some_write_without_a_capital_keeps_it():
    spelling = Spelling(["we asked Google first", "on google again", "then google said", "the bin"])

    assert spelling.of("google") == "Google"
    assert spelling.of("bin") == "bin"


def test_what_everybody_says_names_no_theme():
    groups = [
        [f"hubs {word} hubs", f"the {word} of hubs", f"hubs and {word}"]
        for word in ("laptop", "parking", "boiler", "window")
    ]

    assert [each.label for each in described(*groups)] == ["Laptop", "Parking", "Boiler", "Window"]
