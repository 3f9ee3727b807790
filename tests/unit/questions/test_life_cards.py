"""Cards of the life of a question, as they change: pure."""

from datetime import date

from bot.cards import Actions, Button, Card, Divider, words
from bot.questions.life.cards import (
    Asked,
    Reply,
    Standing,
    as_posted,
    asked_card,
    home_section,
    without_replies,
)
from bot.questions.models import QuestionState
from tests.chat import all_words

ASKED = Asked(7, "Who has a rota?", date(2026, 9, 16), "https://chat.example.org/C1/q1")
REPLIES = (Reply(71, "We do", "Huw"), Reply(72, "So do we", "Bea"), Reply(73, "Soon", "Cai"))


def test_replies_are_taken_out_whole_and_nothing_else() -> None:
    for gone in ({71}, {72}, {71, 73}, {71, 72, 73}):
        left = [one for one in REPLIES if one.id not in gone]
        taken = without_replies(asked_card(ASKED, REPLIES), gone)
        assert taken is not None
        kept = asked_card(ASKED, left).elements
        nobody = "Nobody has answered it there, as far as I can see."
        assert taken.elements == tuple(one for one in kept if one != words(nobody))
    assert without_replies(asked_card(ASKED, REPLIES), {7, 1}) is None
    assert without_replies(asked_card(ASKED, ()), {71}) is None


def test_a_posted_card_loses_its_buttons_when_closed_and_has_them_back_when_open() -> None:
    button = Actions((Button("I can help", "help_offer", "7"),))
    posted = Card("Aisha asks: who?", (words("Who?"), button))
    closed = as_posted(posted, Standing(7, QuestionState.ANSWERED, answered=True, by="Huw"))
    assert all_words(closed).endswith("Answered by Huw.")
    assert button not in closed.elements
    again = as_posted(closed, Standing(7, QuestionState.NO_LONGER_NEEDED))
    assert [all_words(again).count(said) for said in ("Answered", "No longer needed.")] == [0, 1]
    assert as_posted(posted, Standing(7, QuestionState.OPEN)) == posted
    assert Divider() not in as_posted(closed, Standing(7, QuestionState.OPEN)).elements


def test_a_page_without_open_questions_says_nothing_of_them() -> None:
    assert home_section((), 0) == ()
    assert "The newest of 9 open questions." in repr(home_section((ASKED,), 9))
