"""What people see when they search: the form with its filters, and pages of results. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.cards import (
    Actions,
    Button,
    Card,
    ChoiceField,
    Divider,
    Element,
    Field,
    Form,
    Option,
    Paragraph,
    Quote,
    Text,
    TextField,
    words,
)
from bot.lessons.resources.cards import Shared, line
from bot.lessons.using import about_button
from bot.questions.cards import SHARE, notes, source
from bot.questions.finding.query import LONGEST_VALUE, LONGEST_WORDS, Query
from bot.questions.finding.since import EXAMPLES
from bot.questions.same.cards import follow_button
from bot.questions.sight import Shown

PAGE = 5
FILTER = "find_filter"
TURN = "find_page"
MENU = 100
"""So many things are chosen from a menu; of more, the name is typed."""
LABELS = {
    "programme": "Programme (optional)",
    "theme": "Theme (optional)",
    "hub": "Hub in your community (optional)",
}


class Source(StrEnum):
    """The kinds of thing that are found."""

    ANSWER = "answer"
    LESSON = "lesson"
    QUESTION = "question"
    RESOURCE = "resource"


SOURCE_WORDS = {
    Source.ANSWER: "Answer",
    Source.LESSON: "Lesson",
    Source.QUESTION: "Question",
    Source.RESOURCE: "Resource",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """One result as its reader may see it: where what was looked for stands is highlighted.

    `open`: it is a question of others that nobody has answered, so that the reader may follow it.
    `shared` are the links and files in it.
    """

    source: Source
    shown: Shown
    words: tuple[Text, ...]
    recommendation: tuple[Text, ...] = ()
    shareable: bool = False
    open: bool = False
    shared: tuple[Shared, ...] = ()


def find_form(query: Query, choices: Mapping[str, Sequence[tuple[str, str]]]) -> Form:
    """Ask what to search for, filled in with what was asked for last.

    `choices` are what there is to filter by, as (value, name) pairs, by the filter.
    """
    what = TextField(
        name="words",
        label="What are you looking for?",
        hint="A few words, for example: call-back rota. Quotation marks find words as they are.",
        value=query.words,
        required=False,
        max_length=LONGEST_WORDS,
    )
    since = TextField(
        name="since",
        label="Since when? (optional)",
        hint=f"For example: {EXAMPLES}",
        value=query.since,
        required=False,
        max_length=LONGEST_VALUE,
    )
    filters = (
        _filter(name, label, choices[name], getattr(query, name))
        for name, label in LABELS.items()
        if choices[name]
    )
    return Form(form="find", title="Find", fields=(what, *filters, since), submit="Find")


def _filter(name: str, label: str, choices: Sequence[tuple[str, str]], chosen: str) -> Field:
    if len(choices) > MENU or any(len(value) > LONGEST_VALUE for value, _ in choices):
        hint = "Part of the name is enough."
        return TextField(
            name=name,
            label=label,
            hint=hint,
            value=chosen,
            required=False,
            max_length=LONGEST_VALUE,
        )
    options = tuple(Option(value, shown) for value, shown in choices)
    return ChoiceField(name=name, label=label, options=options, value=chosen, required=False)


def results_card(query: Query, told: str, hits: Sequence[Hit], page: int, total: int) -> Card:
    """Show one page of what was found, `hits`; `told` says the filters in words."""
    about = f"about “{query.words}”" if query.words else "with these filters"
    only = (words(f"Only: {told}.", quiet=True),) if told else ()
    if not total:
        nothing = f"I found nothing {about}."
        hint = "Try fewer or other words, or ask the network with /ask."
        return Card(
            text=nothing,
            elements=(words(nothing), *only, words(hint, quiet=True), _buttons(query, page, total)),
        )
    first = page * PAGE + 1
    order = f"for “{query.words}”" if query.words else "(newest first)"
    title = f"Results {first} to {first + len(hits) - 1} of {total} {order}"
    entries = [element for hit in hits for element in (*_entry(hit), Divider())]
    return Card(text=title, title=title, elements=(*only, *entries, _buttons(query, page, total)))


def refused_card(query: Query, why: str) -> Card:
    """Say why a filter can't be used, and offer the form to mend it."""
    return Card(text=why, elements=(words(why), _buttons(query, 0, 0)))


def _entry(hit: Hit) -> tuple[Element, ...]:
    entry: list[Element] = [words(SOURCE_WORDS[hit.source], strong=True)]
    if hit.recommendation:
        entry.append(Paragraph(hit.recommendation))
    entry += [line(one) for one in hit.shared]
    where = source(hit.shown)
    if hit.words:
        plain = "".join(run.text for run in hit.words)
        entry.append(Quote(plain, source=where, runs=hit.words))
    else:
        entry.append(words(where, quiet=True))
    if about := notes(hit.shown):
        entry.append(Paragraph(about, quiet=True))
    if buttons := _doing(hit):
        entry.append(Actions(buttons))
    return tuple(entry)


def _doing(hit: Hit) -> tuple[Button, ...]:
    key = hit.shown.contribution_id
    about = (about_button(hit.shown.lesson_id),) if hit.shown.lesson_id else ()
    share = (Button("Share here", SHARE, str(key)),) if hit.shareable else ()
    follow = (follow_button(key),) if hit.open else ()
    return (*about, *share, *follow)


def _buttons(query: Query, page: int, total: int) -> Actions:
    turns = []
    if page > 0:
        turns.append(Button("Previous", TURN, f"{page - 1} {query}"))
    if (page + 1) * PAGE < total:
        turns.append(Button("Next", TURN, f"{page + 1} {query}"))
    return Actions((*turns, Button("Filter", FILTER, str(query), opens_form=True)))
