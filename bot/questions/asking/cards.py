"""What people see when they ask. Pure."""

from collections.abc import Sequence

from bot.cards import (
    Actions,
    Button,
    Card,
    Divider,
    Element,
    Form,
    Paragraph,
    Text,
    TextField,
    words,
)
from bot.questions.cards import WORDS_SHOWN, entry
from bot.questions.sight import Shown
from bot.words import count, shorten

LONGEST_QUESTION = 1500


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


def answers_card(question: str, found: Sequence[Shown], *, channel: str, nonce: str) -> Card:
    """Show earlier answers, and offer to ask the network in the channel named (if there is one)."""
    title = "Earlier answers" if found else "No earlier answers"
    elements: list[Element] = [
        Paragraph((Text("You asked: "), Text(shorten(question, WORDS_SHOWN), strong=True)))
    ]
    for one in found:
        elements += [Divider(), *entry(one)]
    if not found:
        elements.append(words("I found no earlier answer to this."))
    elements += [Divider(), *_network(question, channel, nonce)]
    text = (
        f"{count(len(found), 'earlier answer')} to your question."
        if found
        else "I found no earlier answer to your question."
    )
    return Card(text=text, title=title, elements=tuple(elements))


def _network(question: str, channel: str, nonce: str) -> tuple[Element, ...]:
    if not channel:
        return (
            words("I can't ask the network: your community has no channel yet."),
            words("Ask a facilitator to set one up with /commonthread.", quiet=True),
        )
    button = Button(
        label="Ask the network",
        action="ask_network",
        value=f"{nonce}\n{question}",
    )
    where = f"“Ask the network” posts your question in {channel} under your name, and keeps it."
    return (words(where, quiet=True), Actions((button,)))


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
