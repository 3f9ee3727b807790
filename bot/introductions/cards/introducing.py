"""What is said of an offer to help, of a wish to talk, and when two people are introduced. Pure."""

from bot.cards import Actions, Button, Card, Element, LinkButton, Paragraph, Quote, Text, words
from bot.introductions.cards.buttons import AGREE, NOT_NOW, introduce_button
from bot.introductions.subjects import Subject
from bot.introductions.who import Who
from bot.words import shorten

WORDS_SHOWN = 500
FIRST_STEP = (
    "A first step: find a quarter of an hour this week. Say what you tried, what happened, and what"
    " you would do differently."
)
UNHEARD = "I do not keep what you write here, and do not answer it."


def offer_card(helper: Who, subject: Subject, helper_id: int) -> Card:
    """Tell the asker that somebody can help."""
    return Card(
        text=f"{helper} can help with your question.",
        elements=(
            Paragraph((Text(f"{helper}", strong=True), Text(" can help with your question:"))),
            *_about(subject),
            words("“Introduce us” puts you in touch with each other.", quiet=True),
            Actions((introduce_button(subject.about, helper_id), *_open(subject.link))),
        ),
    )


def wish_card(other: Who, subject: Subject, introduction_id: int, *, proposed_by: str = "") -> Card:
    """Ask somebody whether they want to be introduced; `proposed_by` is a facilitator's name."""
    wish = (
        f"{proposed_by} thinks that you and {other} could help each other."
        if proposed_by
        else f"{other} would like to talk with you."
    )
    value = str(introduction_id)
    return Card(
        text=wish,
        elements=(
            words(wish, strong=True),
            *_about(subject),
            words("If not now, nobody is told that you said so.", quiet=True),
            Actions(
                (
                    Button("Introduce us", AGREE, value, style="primary"),
                    Button("Not now", NOT_NOW, value),
                )
            ),
        ),
    )


def together_card(one: Who, other: Who, subject: Subject) -> Card:
    """Introduce two people to each other where both read it."""
    return Card(
        text=f"{one.name}, meet {other.name}.",
        elements=(
            Paragraph(
                (
                    Text(str(one), strong=True),
                    Text(", meet "),
                    Text(str(other), strong=True),
                    Text("."),
                )
            ),
            *_about(subject),
            words(FIRST_STEP),
            words(UNHEARD, quiet=True),
            *_actions(*_open(subject.link)),
        ),
    )


def thread_card(asker: Who, helper: Who) -> Card:
    """Introduce two people to each other under the question of one of them."""
    said = f"{asker.name}, {helper} can help with this. {helper.name}, could you two find a time?"
    return Card(text=said, elements=(words(said), words(FIRST_STEP, quiet=True)))


def apart_card(other: Who, subject: Subject, chat: str | None) -> Card:
    """Tell one person of the other, where no message reaches both."""
    said = f"You and {other} agreed to talk."
    search = f"Look for {other.name} in your community's channels, or ask your facilitator"
    write = f"Write to {other.name}" if chat else f"{search} how to reach them"
    return Card(
        text=said,
        elements=(
            words(said, strong=True),
            *_about(subject),
            words(f"{write}. {FIRST_STEP}"),
            *_actions(*([LinkButton("Open a chat", chat)] if chat else []), *_open(subject.link)),
        ),
    )


def not_made_card(other: Who) -> Card:
    """Tell who asked for an introduction that none came of it; never why."""
    said = f"No introduction to {other} was made this time."
    more = "You can ask in your community's channel, or ask your facilitator who else might help."
    return Card(text=said, elements=(words(said), words(more, quiet=True)))


def _about(subject: Subject) -> tuple[Element, ...]:
    if subject.quoted:
        asker = subject.asker.name if subject.asker else ""
        return (Quote(shorten(subject.quoted, WORDS_SHOWN), source=asker),)
    if subject.theme:
        return (Paragraph((Text("About: "), Text(subject.theme, strong=True))),)
    return (words("About something one of you asked and the other has been through."),)


def _open(link: str | None) -> tuple[LinkButton, ...]:
    return (LinkButton("Open the question", link),) if link else ()


def _actions(*buttons: Button | LinkButton) -> tuple[Actions, ...]:
    return (Actions(buttons),) if buttons else ()
