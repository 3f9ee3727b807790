"""What somebody sees of the questions that wait for people like them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.cards import Actions, Button, Card, Divider, Element, Paragraph, Quote, Text, words
from bot.questions.cards import WORDS_SHOWN
from bot.questions.experience.cards import ANSWER, NO
from bot.words import day, shorten

OFFER = "help_offer"


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
    elements: list[Element] = [
        words("Nobody has answered these yet. You answered questions or learned lessons like them.")
    ]
    for one in questions:
        elements += [*_question(one), Divider()]
    elements += [
        words("I write at most once a week. “Stop these” also stops my naming you.", quiet=True),
        Actions((Button("Stop these", ANSWER, NO),)),
    ]
    waits = "question waits" if len(questions) == 1 else "questions wait"
    return Card(
        text=f"{len(questions)} {waits} for someone like you.",
        title="Questions waiting for someone like you",
        elements=tuple(elements),
    )


def _question(one: OpenQuestion) -> tuple[Element, ...]:
    source = ", ".join(part for part in (one.hub, one.person, day(one.on)) if part)
    link = (Text("Open the conversation", link=one.link),) if one.link else ()
    return (
        Quote(shorten(one.words, WORDS_SHOWN), source=source),
        *((Paragraph(link, quiet=True),) if link else ()),
        Actions((Button("I can help", OFFER, str(one.question_id)),)),
    )
