"""The signs that an answer is judged by, and what they come to."""

import pytest

from bot.questions.sureness import CHANNEL_FROM, SHOWN_FROM, Signs, WordUse, margins, probability
from bot.questions.sureness.rare_words import telling_words

GOOD = Signs(root=0.6, answer=0.5, words=0.4, margin=0.25)


def test_words_of_asking_and_endings_tell_nothing() -> None:
    assert telling_words("Has anyone else tried this? What’s working for you?") == set()
    assert telling_words("Sharing medical advisers") == telling_words("shared medical adviser")


def test_rare_words_count_more_than_those_all_use() -> None:
    use = WordUse([*["The hub and the council"] * 30, "The medical adviser"])
    asked = "Does a council hub have a medical adviser?"
    rare = use.share(asked, ["Our medical adviser"])
    common = use.share(asked, ["The hub", "the council"])
    assert 0 < common < rare < 1


def test_a_question_of_few_words_proves_little() -> None:
    use = WordUse(["Rota for the phones"] * 20)
    few = use.share("Rota?", ["We have a rota"])
    many = use.share("Rota phones weekend bank holiday?", ["rota phones weekend bank holiday"])
    assert few < 0.1 < many


def test_the_margin_is_the_lead_over_what_is_near_anyway() -> None:
    near = [0.7, 0.6, 0.5, *[0.4] * 10]
    assert margins(near)[0] == pytest.approx(0.3)
    assert margins([0.7]) == [pytest.approx(0.3)], "few threads: as if the usual ones were there"
    assert margins([]) == []


@pytest.mark.parametrize("sign", ["root", "answer", "words", "margin"])
def test_more_of_any_sign_makes_us_surer(sign: str) -> None:
    more = {**{name: getattr(GOOD, name) for name in GOOD.__slots__}, sign: 0.9}
    assert probability(Signs(**more)) > probability(GOOD)


def test_a_confirmed_answer_is_likelier_and_a_poor_one_is_shown_to_nobody() -> None:
    poor = Signs(root=0.2, answer=0.3, words=0.0, margin=0.0)
    assert probability(GOOD, confirmed=True) > probability(GOOD) > CHANNEL_FROM
    assert probability(poor) < SHOWN_FROM
