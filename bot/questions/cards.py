"""What people see of a message that was found, and what is posted for them. Pure."""

from bot.cards import (
    Card,
    Element,
    Paragraph,
    Quote,
    Result,
    Text,
    words,
)
from bot.questions.sight import Shown
from bot.words import count, day, shorten

WORDS_SHOWN = 500
TITLE_SHOWN = 80
SHARE = "find_share"
KIND_WORDS = {
    "question": "Question",
    "challenge": "Challenge",
    "answer": "Answer",
    "lesson": "Lesson",
}


def source(one: Shown, where: str = "") -> str:
    """Say where a message comes from, as far as the reader may know; `where` names its channel."""
    parts = [
        f"Learned in {one.programme}" if one.programme else "",
        one.hub,
        one.person,
        where,
        day(one.on),
    ]
    return ", ".join(part for part in parts if part)


def entry(one: Shown, *, where: str = "") -> tuple[Element, ...]:
    """Show a message found: its lesson, its words and where they are from."""
    entry: list[Element] = []
    if one.recommendation:
        entry.append(Paragraph((Text("Lesson: ", strong=True), Text(one.recommendation))))
    if one.words:
        entry.append(Quote(shorten(one.words, WORDS_SHOWN), source=source(one, where)))
    else:
        entry.append(words(source(one, where), quiet=True))
    if about := notes(one):
        entry.append(Paragraph(about, quiet=True))
    return tuple(entry)


def notes(one: Shown) -> tuple[Text, ...]:
    """Say what else is to be known of a message: that it answered, where the others are."""
    notes: list[Text] = []
    if one.confirmed:
        notes.append(Text("The person who asked said this answered it. "))
    if one.link:
        notes.append(Text("Open the conversation", link=one.link))
        if one.others:
            notes.append(Text(f" ({count(one.others, 'more answer')} there)"))
    elif one.others:
        notes.append(Text(f"{count(one.others, 'more answer')} in the same conversation"))
    return tuple(notes)


def posted_card(name: str, verb: str, text: str) -> Card:
    """Show the network what a person asks or shares."""
    return Card(
        text=f"{name} {verb}: {text}",
        elements=(
            words(f"{name} {verb}:", strong=True),
            Quote(text),
            words(
                "Please reply in this thread, so that the next hub finds your answer.", quiet=True
            ),
        ),
    )


def shared_card(one: Shown, name: str = "") -> Card:
    """Show everybody in a conversation something found; `name` is who shares it, if we post it."""
    kind = KIND_WORDS.get(one.kind, "Message").lower()
    lead = f"{name} shares an earlier {kind}:" if name else f"An earlier {kind}:"
    return Card(
        text=f"{lead} {shorten(one.recommendation or one.words, WORDS_SHOWN)}",
        elements=(words(lead, strong=True), *entry(one)),
    )


def result_of(one: Shown) -> Result:
    """Return something found as it is chosen from a list, to be put into a conversation."""
    kind = KIND_WORDS.get(one.kind, "Message")
    said = shorten(one.recommendation or one.words, TITLE_SHOWN)
    return Result(title=f"{kind}: {said}", summary=source(one), card=shared_card(one))
