"""What we tell chat: cards and forms, as closed unions of platform-neutral elements.

No platform's limits live here; each renderer splits or shortens to fit its own. Words that came
from a person are always given as plain `str` and escaped by the renderer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import TypeAdapter

Style = Literal["default", "primary", "danger"]


@dataclass(frozen=True, slots=True)
class Text:
    """A run of words; `link` makes it a link, `mark` highlights what somebody looked for."""

    text: str
    strong: bool = False
    link: str | None = None
    mark: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a card."""

    text: str
    type: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph made of runs of words; `quiet` for what is only context."""

    runs: tuple[Text, ...]
    quiet: bool = False
    type: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's words, with an attribution when they agreed to one.

    `runs`, if any, are the same words with some of them highlighted.
    """

    text: str
    source: str = ""
    runs: tuple[Text, ...] = ()
    type: Literal["quote"] = "quote"

    @property
    def quoted(self) -> tuple[Text, ...]:
        """Return the words in quotation marks."""
        if not self.runs:
            return (Text(f"“{self.text}”"),)
        return (Text("“"), *self.runs, Text("”"))


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short points."""

    items: tuple[tuple[Text, ...], ...]
    type: Literal["bullets"] = "bullets"


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values, side by side."""

    pairs: tuple[tuple[str, str], ...]
    type: Literal["facts"] = "facts"


@dataclass(frozen=True, slots=True)
class Divider:
    """A line between parts."""

    type: Literal["divider"] = "divider"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: a label, its value and the value in words ("3 to 5 hubs, rising")."""

    label: str
    value: float
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A bar chart; `alternative` says in words all that the picture shows."""

    title: str
    bars: tuple[Bar, ...]
    alternative: str
    type: Literal["chart"] = "chart"


@dataclass(frozen=True, slots=True)
class Button:
    """A button that comes back as ButtonPressed(action, value). `confirm` asks "are you sure".

    `opens_form`: its answer is a form, unless there is a reason against; some platforms must know
    before it is pressed.
    """

    label: str
    action: str
    value: str = ""
    style: Style = "default"
    confirm: str = ""
    opens_form: bool = False
    type: Literal["button"] = "button"


@dataclass(frozen=True, slots=True)
class LinkButton:
    """A button that opens an address."""

    label: str
    url: str
    type: Literal["link_button"] = "link_button"


@dataclass(frozen=True, slots=True)
class Actions:
    """A row of buttons."""

    buttons: tuple[Button | LinkButton, ...]
    type: Literal["actions"] = "actions"


Element = Heading | Paragraph | Quote | Bullets | Facts | Divider | Chart | Actions


@dataclass(frozen=True, slots=True)
class Card:
    """A message of ours. `text` is what a screen reader or a notification says: never empty."""

    text: str
    elements: tuple[Element, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class TextField:
    """Words to type."""

    name: str
    label: str
    hint: str = ""
    value: str = ""
    multiline: bool = False
    required: bool = True
    max_length: int = 3000
    type: Literal["text_field"] = "text_field"


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: its value and its words."""

    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class ChoiceField:
    """One choice of several."""

    name: str
    label: str
    options: tuple[Option, ...]
    value: str = ""
    hint: str = ""
    required: bool = True
    type: Literal["choice_field"] = "choice_field"


@dataclass(frozen=True, slots=True)
class ManyField:
    """Any number of choices."""

    name: str
    label: str
    options: tuple[Option, ...]
    values: tuple[str, ...] = ()
    hint: str = ""
    type: Literal["many_field"] = "many_field"


Field = TextField | ChoiceField | ManyField


@dataclass(frozen=True, slots=True)
class Form:
    """Questions to a person; comes back as FormSubmitted(form, context, values).

    `context` is carried unseen (at most 1,500 characters). `intro` may hold any card elements.
    """

    form: str
    title: str
    fields: tuple[Field, ...]
    submit: str = "Save"
    context: str = ""
    intro: tuple[Element, ...] = ()


@dataclass(frozen=True, slots=True)
class Say:
    """Answer privately with a card."""

    card: Card


@dataclass(frozen=True, slots=True)
class Ask:
    """Answer with a form to fill in."""

    form: Form


@dataclass(frozen=True, slots=True)
class Replace:
    """Put this card in the place of the one whose button was pressed."""

    card: Card


@dataclass(frozen=True, slots=True)
class Invalid:
    """The form can't be taken as it is: what to mend, by field name."""

    errors: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Result:
    """Something found. `card` is put into the conversation when chosen: for everybody there."""

    title: str
    summary: str
    card: Card


@dataclass(frozen=True, slots=True)
class Results:
    """Answer a search with what was found, best first; empty when there is nothing."""

    items: tuple[Result, ...] = ()


Answer = Say | Ask | Replace | Invalid | Results

_cards = TypeAdapter(Card)


def to_json(card: Card) -> str:
    """Return the card as JSON, to be kept in the outbox."""
    return _cards.dump_json(card).decode()


def from_json(data: str) -> Card:
    """Return the card kept as JSON."""
    return _cards.validate_json(data)


def words(text: str, *, strong: bool = False, quiet: bool = False) -> Paragraph:
    """Return a paragraph of one run."""
    return Paragraph((Text(text, strong=strong),), quiet=quiet)


def notice(text: str) -> Card:
    """Return a card of one sentence."""
    return Card(text=text, elements=(words(text),))
