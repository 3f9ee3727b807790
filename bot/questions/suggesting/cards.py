"""What stands under a question when an earlier answer is suggested. Pure."""

from bot.cards import Actions, Button, Card, Element, notice, words
from bot.lessons.using import about_button
from bot.questions.cards import WORDS_SHOWN, entry
from bot.questions.sight import Shown
from bot.words import shorten

ANSWERS_IT = "suggestion_answers"
NOT_HELPFUL = "suggestion_not_helpful"
ASKED_BEFORE = "This was asked before."
LESSON_BEFORE = "There is an earlier lesson about this."
TAKEN = "This answered the question, says {name}."
UNHELPFUL = "Thank you. I will not suggest that here again."


def suggestion_card(question_id: int, one: Shown) -> Card:
    """Suggest an earlier answer in its own words, with where and when, and ask what it is worth."""
    value = str(question_id)
    buttons = (
        Button("This answers it", ANSWERS_IT, value),
        *((about_button(one.lesson_id),) if one.lesson_id else ()),
        Button("Not helpful", NOT_HELPFUL, value),
    )
    who = "“This answers it” is for the person who asked, or a facilitator."
    elements = (*_quoted(one), Actions(buttons), words(who, quiet=True))
    return Card(text=_said(one), elements=elements)


def taken_card(one: Shown, name: str) -> Card:
    """Show the suggestion after somebody said that it answers the question."""
    return Card(text=_said(one), elements=(*_quoted(one), words(TAKEN.format(name=name))))


def unhelpful_card() -> Card:
    """Stand in for a suggestion that was not helpful."""
    return notice(UNHELPFUL)


def _lead(one: Shown) -> str:
    return LESSON_BEFORE if one.recommendation or one.kind == "lesson" else ASKED_BEFORE


def _said(one: Shown) -> str:
    return f"{_lead(one)} {shorten(one.recommendation or one.words, WORDS_SHOWN)}"


def _quoted(one: Shown) -> tuple[Element, ...]:
    return (words(_lead(one), strong=True), *entry(one))
