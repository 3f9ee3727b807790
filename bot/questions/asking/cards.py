"""What people see when they ask. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards import (
    Actions,
    Button,
    Card,
    Divider,
    Element,
    Form,
    Heading,
    Paragraph,
    Text,
    TextField,
    words,
)
from bot.introductions.cards.buttons import introduce_button
from bot.lessons.using import about_button
from bot.questions.cards import WORDS_SHOWN, entry
from bot.questions.experience.service import BeenThere
from bot.questions.sight import Shown
from bot.words import count, shorten

LONGEST_QUESTION = 1500
THIS_ANSWERS, ASK_NETWORK = "ask_answered", "ask_network"


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asks in private; `nonce` tells this asking from all others.

    `channel` names where it could be posted; empty: nowhere yet.
    """

    words: str
    nonce: str
    channel: str


@dataclass(frozen=True, slots=True)
class Offered:
    """An earlier message that is offered. `where` names its channel, to those who may know it.

    `related`: it may only be related, rather than answer the question.
    """

    shown: Shown
    where: str
    related: bool


def ask_form(nonce: str, value: str = "") -> Form:
    """Ask for the question."""
    field = TextField(
        name="question",
        label="What would you like to ask?",
        hint="Earlier answers are shown to you alone. You can then ask the network.",
        value=value,
        multiline=True,
        max_length=LONGEST_QUESTION,
    )
    return Form(form="ask", title="Ask", fields=(field,), submit="Look for answers", context=nonce)


def answers_card(question: Question, found: Sequence[Offered], people: Sequence[BeenThere]) -> Card:
    """Show earlier answers and people who have been there, and offer to ask the network."""
    elements: list[Element] = [_asked(question)]
    for one in found:
        elements += [Divider(), *_offer(one, question)]
    if not found:
        elements.append(words("I found no earlier answer to this."))
    if people:
        elements += [Divider(), *_people(people, question)]
    elements += [Divider(), *_network(question, "Ask the network")]
    told = count(len(found), "earlier answer") if found else "I found no earlier answer"
    text = f"{told} to your question."
    title = "Earlier answers" if found else "No earlier answers"
    return Card(text=text, title=title, elements=tuple(elements))


def _asked(question: Question) -> Paragraph:
    return Paragraph((Text("You asked: "), Text(shorten(question.words, WORDS_SHOWN), strong=True)))


def _offer(one: Offered, question: Question) -> tuple[Element, ...]:
    value = f"{question.nonce}\n{one.shown.contribution_id}\n{question.words}"
    lesson = (about_button(one.shown.lesson_id),) if one.shown.lesson_id else ()
    return (
        *((words("May be related", strong=True),) if one.related else ()),
        *entry(one.shown, where=one.where),
        Actions((Button("This answers it", THIS_ANSWERS, value), *lesson)),
    )


def _people(people: Sequence[BeenThere], question: Question) -> tuple[Element, ...]:
    elements: list[Element] = [Heading("People who have been there")]
    for one in people:
        named = ", ".join(part for part in (one.person.name, one.where) if part)
        elements += [
            Paragraph((Text(named, strong=True), Text(f": {one.why}."))),
            Actions((introduce_button(f"ask:{question.nonce}", one.person.id),)),
        ]
    return tuple(elements)


def _network(question: Question, label: str) -> tuple[Element, ...]:
    if not question.channel:
        return (
            words("I can't ask the network: your community has no channel yet."),
            words("Ask a facilitator to set one up with /commonthread.", quiet=True),
        )
    button = Button(
        label=label,
        action=ASK_NETWORK,
        value=f"{question.nonce}\n{question.words}",
    )
    where = f"“{label}” posts your question in {question.channel} under your name, and keeps it."
    return (words(where, quiet=True), Actions((button,)))


def thanks_card(question: Question, answer: Offered) -> Card:
    """Show what answered the question, when nobody had to be asked; one may still ask."""
    done = "Thank you. Your question is closed with this answer, and nobody else was asked."
    return Card(
        text=done,
        title="Answered",
        elements=(
            _asked(question),
            words(done),
            *entry(answer.shown, where=answer.where),
            Divider(),
            *_network(question, "Ask the network anyway"),
        ),
    )


def marked_card(question: Question, answer: Offered) -> Card:
    """Show what answered a question that had been put to the network."""
    done = "Thank you. This is now kept as what answered the question you posted."
    return Card(
        text=done,
        title="Answered",
        elements=(_asked(question), words(done), *entry(answer.shown, where=answer.where)),
    )


def asked_words(channel: str, kept: bool) -> str:
    """Say what happened after "Ask the network"."""
    if kept:
        return (
            f"Your question is being posted in {channel}. Replies in its thread count as answers."
        )
    return (
        f"Your question is being posted in {channel}. I do not keep it, because capture is switched"
        " off for you or your hub."
    )
