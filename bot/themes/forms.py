"""The forms by which facilitators curate themes. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.cards import ChoiceField, Form, ManyField, Option, TextField, words
from bot.words import day, shorten

LONGEST_LABEL = 80
LONGEST_DESCRIPTION = 300
MOST_THREADS = 50
MOST_THEMES = 90
TO_NONE = "none"
TO_NEW = "new"


@dataclass(frozen=True, slots=True)
class Choice:
    """A theme or a thread to choose."""

    id: int
    words: str
    on: date | None = None


def rename_form(theme_id: int, label: str, description: str) -> Form:
    """Ask for a theme's name and description."""
    return Form(
        form="theme_rename",
        title="Rename theme",
        context=str(theme_id),
        fields=(
            TextField(
                name="label",
                label="Name",
                hint="A few words a person would use, for example: Slow first call-backs",
                value=label[:LONGEST_LABEL],
                max_length=LONGEST_LABEL,
            ),
            TextField(
                name="description",
                label="Description",
                hint="One sentence",
                value=description[:LONGEST_DESCRIPTION],
                multiline=True,
                required=False,
                max_length=LONGEST_DESCRIPTION,
            ),
        ),
    )


def merge_form(theme_id: int, label: str, others: Sequence[Choice]) -> Form:
    """Ask which theme to merge a theme into."""
    return Form(
        form="theme_merge",
        title="Merge theme",
        context=str(theme_id),
        submit="Merge",
        intro=(
            words(f"All messages of “{label}” go into the theme you choose. You can undo this."),
        ),
        fields=(ChoiceField(name="into", label="Merge into", options=_options(others)),),
    )


def move_form(
    theme_id: int, label: str, threads: Sequence[Choice], others: Sequence[Choice]
) -> Form:
    """Ask which conversations to move out of a theme, and where to."""
    places = (
        Option(TO_NEW, "A new theme (name it below)"),
        Option(TO_NONE, "No theme"),
        *_options(others),
    )
    return Form(
        form="theme_move",
        title="Move messages",
        context=str(theme_id),
        submit="Move",
        intro=(words(f"Those that fit “{label}” least come first.", quiet=True),),
        fields=(
            ManyField(name="threads", label="Which conversations?", options=_options(threads)),
            ChoiceField(name="to", label="Where to?", options=places),
            TextField(
                name="label",
                label="Name of the new theme",
                hint="Only for a new theme",
                required=False,
                max_length=LONGEST_LABEL,
            ),
        ),
    )


def _options(choices: Sequence[Choice]) -> tuple[Option, ...]:
    return tuple(
        Option(str(one.id), shorten(one.words, 70), day(one.on) if one.on else "")
        for one in choices
    )
