"""What followers of a question see. Pure."""

from dataclasses import dataclass

from bot.cards import Actions, Button, Card, Element, Paragraph, Quote, Text, notice, words
from bot.words import shorten

FOLLOW, UNFOLLOW = "follow_question", "unfollow_question"
ANSWERS_MINE, NOT_THE_SAME = "same_answers", "same_apart"
WORDS_SHOWN = 500
"""Characters of a message that are quoted."""
TITLE = "An answer for you"
SOMEBODY = "Somebody"


@dataclass(frozen=True, slots=True)
class Said:
    """A message as fellow members see it; `person` and `hub` are empty when not known."""

    contribution_id: int
    words: str
    person: str
    hub: str
    link: str | None


def answered_card(question: Said, answer: Said, own: Said | None) -> Card:
    """Tell a follower what answered a question; `own` is theirs that asks the same, if any."""
    who = _who(question)
    lead = f"{who} asked the same as you." if own else f"You follow a question of {who}."
    elements: list[Element] = [words(lead, strong=True)]
    if own:
        elements.append(words(f"You asked: {shorten(own.words, WORDS_SHOWN)}", quiet=True))
    elements += [
        Quote(shorten(question.words, WORDS_SHOWN), source=who),
        words("This answered it:"),
        Quote(shorten(answer.words, WORDS_SHOWN), source=_who(answer)),
    ]
    if answer.link:
        elements.append(Paragraph((Text("Open the conversation", link=answer.link),), quiet=True))
    if own:
        elements.append(_what_now(own, question))
    text = f"{lead} This answered it: {shorten(answer.words, WORDS_SHOWN)}"
    return Card(text=text, title=TITLE, elements=tuple(elements))


def _what_now(own: Said, question: Said) -> Actions:
    value = f"{own.contribution_id}:{question.contribution_id}"
    return Actions(
        (
            Button("This answers mine too", ANSWERS_MINE, value, style="primary"),
            Button("These are not the same", NOT_THE_SAME, value),
        )
    )


def _who(one: Said) -> str:
    if not one.person:
        return f"{SOMEBODY} in {one.hub}" if one.hub else SOMEBODY
    return f"{one.person} of {one.hub}" if one.hub else one.person


def follow_button(question_id: int) -> Button:
    """Return the button by which anyone may follow a question."""
    return Button("Follow", FOLLOW, str(question_id))


def following_card(question_id: int, question: str) -> Card:
    """Say that the person follows a question now, and how to stop it."""
    told = "You will be told privately when it is answered."
    return Card(
        text=f"You follow this question. {told}",
        elements=(
            words("You follow this question:", strong=True),
            Quote(shorten(question, WORDS_SHOWN)),
            words(told),
            Actions((Button("Stop following", UNFOLLOW, str(question_id)),)),
        ),
    )


def thanks_card(answer: Said) -> Card:
    """Stand in the place of a card whose answer answered the reader's question too."""
    said = "Thank you. Your question is now marked as answered by this:"
    return Card(
        text=f"{said} {shorten(answer.words, WORDS_SHOWN)}",
        elements=(
            words(said),
            Quote(shorten(answer.words, WORDS_SHOWN), source=_who(answer)),
        ),
    )


def apart_card() -> Card:
    """Stand in the place of a card that spoke of two questions that are not the same."""
    return notice(
        "Thank you. These two questions will not be linked again. Yours is still open, and you"
        " will be told when it is answered."
    )
