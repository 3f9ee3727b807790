"""What somebody sees of the questions that wait for people like them. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from bot.cards import Actions, Button, Card, Divider, Element, Paragraph, Quote, Text, words
from bot.introductions.cards.buttons import HELP_OFFER, can_help_button
from bot.questions.cards import WORDS_SHOWN
from bot.questions.experience.cards import ANSWER, NO
from bot.questions.same.cards import follow_button
from bot.words import day, shorten


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that waits, as fellow members of its community see it."""

    question_id: int
    words: str
    person: str
    hub: str
    on: date
    link: str | None


def waiting_card(questions: Sequence[OpenQuestion]) -> Card:
    """Show questions near somebody's experience that nobody has answered."""
    return _card([element for one in questions for element in _question(one)], len(questions))


def without_questions(card: Card, gone: Collection[int]) -> Card | None:
    """Return a card as it was made, without questions that are gone; None: none is left on it."""
    kept: list[Element] = []
    part: list[Element] = []
    left = 0
    for element in card.elements:
        part.append(element)
        if isinstance(element, Divider):
            asked = _asked(part)
            kept += part if asked and not asked & set(gone) else []
            left += bool(asked) and not asked & set(gone)
            part = []
    return _card(kept, left) if left else None


def _asked(part: Sequence[Element]) -> set[int]:
    """Return the question that a part of the card is about."""
    buttons = [one for row in part if isinstance(row, Actions) for one in row.buttons]
    return {
        int(one.value) for one in buttons if isinstance(one, Button) and one.action == HELP_OFFER
    }


def _card(questions: Sequence[Element], number: int) -> Card:
    lead = "Nobody has answered these yet. You answered questions or learned lessons like them."
    end = "I write at most once a week. “Stop these” also stops my naming you."
    waits = "question waits" if number == 1 else "questions wait"
    return Card(
        text=f"{number} {waits} for someone like you.",
        title="Questions waiting for someone like you",
        elements=(
            words(lead),
            Divider(),
            *questions,
            words(end, quiet=True),
            Actions((Button("Stop these", ANSWER, NO),)),
        ),
    )


def _question(one: OpenQuestion) -> tuple[Element, ...]:
    source = ", ".join(part for part in (one.hub, one.person, day(one.on)) if part)
    link = (Text("Open the conversation", link=one.link),) if one.link else ()
    return (
        Quote(shorten(one.words, WORDS_SHOWN), source=source),
        *((Paragraph(link, quiet=True),) if link else ()),
        Actions((can_help_button(one.question_id), follow_button(one.question_id))),
        Divider(),
    )
