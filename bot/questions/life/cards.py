"""What people see of the life of a question: asked once, thanked, told where it stands. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.cards import (
    Actions,
    Button,
    Card,
    Divider,
    Element,
    Heading,
    Paragraph,
    Quote,
    Text,
    words,
)
from bot.questions.models import QuestionState
from bot.words import count, day, shorten

THIS_ANSWERED, ELSEWHERE, NOT_NEEDED = "life.answered", "life.elsewhere", "life.not_needed"
NOT_YET, AGAIN = "life.not_yet", "life.again"
HOME_ELSEWHERE, HOME_NOT_NEEDED = "life.home_elsewhere", "life.home_not_needed"
WORDS_SHOWN = 500
ELSEWHERE_LABEL, NOT_NEEDED_LABEL = "Answered elsewhere", "No longer needed"
MARKED = "Thank you. That reply is now kept as what answered the question."
STAYS_OPEN = (
    "The question stays open. It is now among those that your facilitators see as waiting for an"
    " answer. I do not ask you about it again: you can close it from your page, or by choosing"
    " “This answers it” on a reply."
)
OPEN_AGAIN = "The question is open again. Replies in its thread count as answers."
ANSWERED_ELSEWHERE = (
    "The question is closed: it was answered elsewhere."
    " If you can, write the answer in its thread, so that the next hub finds it."
)
NO_LONGER_NEEDED = "The question is closed: it is no longer needed."


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as its asker sees it."""

    id: int
    words: str
    on: date
    link: str | None


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply as the asker sees it; `source` says who wrote it, and when."""

    id: int
    words: str
    source: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a question stands; `by` names who answered it, if that may be told."""

    question_id: int
    state: QuestionState
    answered: bool = False
    by: str = ""


def asked_card(asked: Asked, replies: Sequence[Reply]) -> Card:
    """Ask the asker, in private and once, whether their question was answered."""
    elements: list[Element] = [
        words(f"On {day(asked.on)} you asked:"),
        Quote(shorten(asked.words, WORDS_SHOWN)),
    ]
    elements += _opens(asked.link)
    for reply in replies:
        elements += [Divider(), *_reply(asked.id, reply)]
    if not replies:
        elements.append(words("Nobody has answered it there, as far as I can see."))
    not_yet = Button("Not yet", NOT_YET, str(asked.id))
    elements += [
        Divider(),
        Actions((*_closing(asked.id, ELSEWHERE, NOT_NEEDED), not_yet)),
        words("Only you see this, and I ask once.", quiet=True),
    ]
    text = f"Was your question answered? You asked: {shorten(asked.words, WORDS_SHOWN)}"
    return Card(text=text, title="Was your question answered?", elements=tuple(elements))


def without_replies(card: Card, gone: Collection[int]) -> Card | None:
    """Return the card that asks the asker without these replies; None: it holds none of them."""
    values = {str(one) for one in gone}
    buttons = {
        place: button.value.partition(" ")[2]
        for place, one in enumerate(card.elements)
        if isinstance(one, Actions)
        for button in one.buttons
        if isinstance(button, Button) and button.action == THIS_ANSWERED
    }
    ends = [place for place, reply in buttons.items() if reply in values]
    dropped = {place - before for place in ends for before in range(3)}  # line, quote, button
    kept = tuple(one for place, one in enumerate(card.elements) if place not in dropped)
    return replace(card, elements=kept) if ends else None


def _reply(question_id: int, reply: Reply) -> tuple[Element, ...]:
    button = Button("This answered it", THIS_ANSWERED, f"{question_id} {reply.id}")
    return (Quote(shorten(reply.words, WORDS_SHOWN), source=reply.source), Actions((button,)))


def _opens(link: str | None) -> tuple[Element, ...]:
    return (Paragraph((Text("Open the conversation", link=link),), quiet=True),) if link else ()


def _closing(question_id: int, elsewhere: str, not_needed: str) -> tuple[Button, Button]:
    value = str(question_id)
    return (
        Button(ELSEWHERE_LABEL, elsewhere, value),
        Button(NOT_NEEDED_LABEL, not_needed, value),
    )


def standing_card(standing: Standing, lead: str = "") -> Card:
    """Say where a question stands now, with what can be done about it; `lead` comes first."""
    question_id, said = standing.question_id, " ".join(filter(None, [lead, _stands(standing)]))
    if standing.state is QuestionState.OPEN:
        row = Actions(_closing(question_id, ELSEWHERE, NOT_NEEDED))
    else:
        row = Actions((Button("Ask again", AGAIN, str(question_id)),))
    return Card(text=said, elements=(words(said), row))


def _stands(standing: Standing) -> str:
    match standing.state:
        case QuestionState.NO_LONGER_NEEDED:
            return NO_LONGER_NEEDED
        case QuestionState.ANSWERED if standing.by:
            return f"The question is closed: {standing.by} answered it."
        case QuestionState.ANSWERED if standing.answered:
            return "The question is closed: it was answered."
        case QuestionState.ANSWERED:
            return ANSWERED_ELSEWHERE
    return ""


def marked_card(question_id: int) -> Card:
    """Thank who said what answered a question, and let them take it back."""
    again = Button("Ask again", AGAIN, str(question_id))
    return Card(text=MARKED, elements=(words(MARKED), Actions((again,))))


def thanks_card(helped: str, answer: str, link: str | None) -> Card:
    """Thank who answered; `helped` names who asked, if that may be told."""
    lead = f"Your answer helped {helped or 'somebody'}. Thank you for sharing it."
    elements: list[Element] = [words(lead), Quote(shorten(answer, WORDS_SHOWN), source="You")]
    elements += _opens(link)
    return Card(text=lead, title="Your answer helped", elements=tuple(elements))


def as_posted(posted: Card, standing: Standing) -> Card:
    """Return what we posted for an asker with where the question stands; open, as it was."""
    before = posted.elements
    if any(isinstance(one, Divider) for one in before):
        before = before[: next(n for n, one in enumerate(before) if isinstance(one, Divider))]
    if standing.state is QuestionState.OPEN:
        return replace(posted, elements=before)
    kept = (one for one in before if not isinstance(one, Actions))
    return replace(posted, elements=(*kept, Divider(), words(_outcome(standing), strong=True)))


def _outcome(standing: Standing) -> str:
    if standing.state is QuestionState.NO_LONGER_NEEDED:
        return "No longer needed."
    return f"Answered by {standing.by}." if standing.by else "Answered."


def home_section(questions: Sequence[Asked], total: int) -> tuple[Element, ...]:
    """Return a person's open questions for their page, few of `total`; nothing without any."""
    if not questions:
        return ()
    elements: list[Element] = [Heading("Your open questions")]
    if total > len(questions):
        elements.append(words(f"The newest of {count(total, 'open question')}.", quiet=True))
    for one in questions:
        elements.append(Quote(shorten(one.words, WORDS_SHOWN), source=day(one.on)))
        elements += _opens(one.link)
        elements.append(Actions(_closing(one.id, HOME_ELSEWHERE, HOME_NOT_NEEDED)))
    return tuple(elements)
