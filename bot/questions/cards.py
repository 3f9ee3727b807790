"""What people see when they search, and what is posted for them. Pure."""

from collections.abc import Collection, Sequence

from bot.cards import (
    Actions,
    Button,
    Card,
    Divider,
    Element,
    Form,
    Paragraph,
    Quote,
    Result,
    Text,
    TextField,
    words,
)
from bot.questions.sight import Shown
from bot.words import count, day, shorten

LONGEST_SEARCH = 200
WORDS_SHOWN = 500
TITLE_SHOWN = 80
SHARE = "find_share"
PAGE = 5
KIND_WORDS = {
    "question": "Question",
    "challenge": "Challenge",
    "answer": "Answer",
    "lesson": "Lesson",
}


def find_form() -> Form:
    """Ask what to search for."""
    field = TextField(
        name="words",
        label="What are you looking for?",
        hint="A few words, for example: call-back rota",
        max_length=LONGEST_SEARCH,
    )
    return Form(form="find", title="Find", fields=(field,), submit="Find")


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


def entry(one: Shown, *, with_kind: bool = False, where: str = "") -> tuple[Element, ...]:
    """Show a message found: its lesson, its words and where they are from."""
    entry: list[Element] = []
    if with_kind:
        entry.append(words(KIND_WORDS.get(one.kind, "Message"), strong=True))
    if one.recommendation:
        entry.append(Paragraph((Text("Lesson: ", strong=True), Text(one.recommendation))))
    if one.words:
        entry.append(Quote(shorten(one.words, WORDS_SHOWN), source=source(one, where)))
    else:
        entry.append(words(source(one, where), quiet=True))
    notes = _notes(one)
    if notes:
        entry.append(Paragraph(notes, quiet=True))
    return tuple(entry)


def _notes(one: Shown) -> tuple[Text, ...]:
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


def results_card(
    query: str,
    found: Sequence[Shown],
    page: int,
    total: int,
    shareable: Collection[int],
) -> Card:
    """Show one page of what was found; `found` is that page's.

    `shareable` are the messages that everybody in the channel may see as well.
    """
    if not total:
        return Card(
            text=f"I found nothing about “{query}”.",
            elements=(
                words(f"I found nothing about “{query}”."),
                words("Try fewer or other words, or ask the network with /ask.", quiet=True),
            ),
        )
    first = page * PAGE + 1
    shown = f"Results {first} to {first + len(found) - 1} of {total} for “{query}”"
    elements: list[Element] = []
    for one in found:
        elements += entry(one, with_kind=True)
        if one.contribution_id in shareable:
            elements.append(Actions((Button("Share here", SHARE, str(one.contribution_id)),)))
        elements.append(Divider())
    buttons = _paging(query, page, total)
    if buttons:
        elements.append(Actions(buttons))
    return Card(text=shown, title=shown, elements=tuple(elements))


def _paging(query: str, page: int, total: int) -> tuple[Button, ...]:
    buttons = []
    if page > 0:
        buttons.append(Button("Previous", "find_page", f"{page - 1} {query}"))
    if (page + 1) * PAGE < total:
        buttons.append(Button("Next", "find_page", f"{page + 1} {query}"))
    return tuple(buttons)
