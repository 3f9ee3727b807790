"""One decision at a time: which theme a conversation is about, or what a theme is called. Pure."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.capture.models import Contribution
from bot.cards import (
    Actions,
    Button,
    Card,
    ChoiceField,
    Divider,
    Element,
    Form,
    Option,
    Quote,
    TextField,
    words,
)
from bot.themes.forms import LONGEST_DESCRIPTION, LONGEST_LABEL, TO_NEW
from bot.themes.models import Theme
from bot.themes.sorting.service import Question
from bot.words import count, day, shorten

LONGEST = 600
REPLY = 200
BUTTON = 60
LATER = "later"
NOWHERE = "The machine has it in no theme."
DONE = "There is nothing left to sort just now. Thank you."
LEARNS = "The next grouping, tonight, learns from what you decided and asks what would help then."

Asked = tuple[str, list[Element], tuple[Button, ...]]
"""A question in words for a screen reader, what is shown, and the last row of buttons."""


def sorting_offer(community_id: int, waiting: int) -> list[Element]:
    """Offer a facilitator to help, on the list of themes."""
    said = f"{count(waiting, 'decision')} of yours would help the grouping most."
    offer = Button("Help sort", "sort_next", str(community_id), "primary")
    return [Divider(), words(f"{said} Each takes a few seconds.", quiet=True), Actions((offer,))]


def done_card(note: str, undo: Button | None) -> Card:
    """Say that nothing is left to decide."""
    elements = [words(note), words(DONE)] if note else [words(DONE)]
    rest: list[Element] = [*elements, words(LEARNS, quiet=True)]
    if undo is not None:
        rest.append(Actions((undo,)))
    return Card(text=f"{note} {DONE}".strip(), title="Help sort", elements=tuple(rest))


def question_card(asked: Question, zone: ZoneInfo, note: str, undo: Button | None) -> Card:
    """Ask for one decision; `note` says what became of the last one, `undo` takes it back."""
    before: list[Element] = [words(note, quiet=True), Divider()] if note else []
    text, body, answers = _name(asked) if asked.kind == "name" else _place(asked, zone)
    last = Actions((*answers, undo) if undo is not None else answers)
    title = f"Help sort: {asked.number} of {asked.of}"
    return Card(text=f"{note} {text}".strip(), title=title, elements=(*before, *body, last))


def undo_button(ask_id: int) -> Button:
    """Take the last answer back."""
    return Button("Undo last answer", "sort_undo", str(ask_id))


def _place(asked: Question, zone: ZoneInfo) -> Asked:
    question = "Which theme is this conversation about?"
    elements: list[Element] = [words(question, strong=True), _quote(asked.thread, zone)]
    for reply in asked.replies:
        elements.append(words(f"Reply: {shorten(reply.text, REPLY)}", quiet=True))
    now_in = f"The machine has it in “{asked.now_in.label}”." if asked.now_in else NOWHERE
    elements.append(words(now_in, quiet=True))
    themes = [
        Button(shorten(theme.label, BUTTON), "sort_place", f"{asked.ask_id} {theme.id}")
        for theme in asked.themes
    ]
    ask = str(asked.ask_id)
    other = (
        Button("None of these…", "sort_elsewhere", ask, opens_form=True),
        Button("Not a theme", "sort_leave_out", ask),
        Button("Skip", "sort_skip", ask),
    )
    text = f"{question} {shorten(asked.thread.text, LONGEST)}"
    return text, [*elements, Actions(tuple(themes))], other


def _quote(thread: Contribution, zone: ZoneInfo) -> Quote:
    channel = f"{thread.channel.name}, " if thread.channel.name else ""
    on = day(thread.posted_at.astimezone(zone).date())
    return Quote(shorten(thread.text, LONGEST), source=f"{channel}{on}")


def _name(asked: Question) -> Asked:
    theme = asked.themes[0]
    size = count(asked.size, "conversation")
    question = f"The machine found a theme of {size} and calls it “{theme.label}”. Is that right?"
    elements: list[Element] = [words(question, strong=True)]
    elements += [Quote(shorten(one.text, LONGEST // 2)) for one in asked.samples]
    ask = str(asked.ask_id)
    warning = (
        f"Its {size} will belong to no theme, and a grouping will not make a theme of them again."
        " You can undo this."
    )
    answers = (
        Button("That name is right", "sort_agree", ask, "primary"),
        Button("Give it another name…", "sort_name", ask, opens_form=True),
        Button("Merge into…", "theme_merge", str(theme.id), opens_form=True),
        Button("Not a theme", "sort_dissolve", ask, confirm=warning),
        Button("Skip", "sort_skip", ask),
    )
    return question, elements, answers


def elsewhere_form(ask_id: int, thread: Contribution, others: Sequence[Theme]) -> Form:
    """Ask where a conversation belongs when none of the likeliest themes is right."""
    options = (
        Option(LATER, "None of them: leave it to the next grouping"),
        Option(TO_NEW, "A new theme (name it below)"),
        *(Option(str(theme.id), shorten(theme.label, 70)) for theme in others),
    )
    return Form(
        form="sort_elsewhere",
        title="None of these",
        context=str(ask_id),
        intro=(Quote(shorten(thread.text, LONGEST)),),
        fields=(
            ChoiceField(name="to", label="What is it about?", options=options, value=LATER),
            TextField(
                name="label",
                label="Name of the new theme",
                hint="Only for a new theme",
                required=False,
                max_length=LONGEST_LABEL,
            ),
        ),
    )


def name_form(ask_id: int, theme: Theme) -> Form:
    """Ask for a theme's name."""
    return Form(
        form="sort_name",
        title="Name the theme",
        context=str(ask_id),
        fields=(
            TextField(
                name="label",
                label="Name",
                hint="A few words a person would use, for example: Slow first call-backs",
                value=theme.label[:LONGEST_LABEL],
                max_length=LONGEST_LABEL,
            ),
            TextField(
                name="description",
                label="Description",
                hint="One sentence. It helps the grouping to know what belongs here.",
                multiline=True,
                required=False,
                max_length=LONGEST_DESCRIPTION,
            ),
        ),
    )
