"""How resources are shown, and the form by which their words are changed. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards import (
    Actions,
    Button,
    ChoiceField,
    Element,
    Field,
    Form,
    Heading,
    Option,
    Paragraph,
    Text,
    TextField,
    words,
)
from bot.lessons.resources.models import Audience, Resource
from bot.lessons.resources.words import LONGEST_TITLE, LONGEST_WHO
from bot.words import count

EDIT, REMOVE = "resource_edit", "resource_remove"
MOST = 5
SURE = "It leaves the theme, the guide and /find. The message stays where it was said."
AUDIENCES = (
    Option(Audience.MEMBERS, "Members of the network"),
    Option(Audience.ANYONE, "Anyone, in the published guide too"),
)


@dataclass(frozen=True, slots=True)
class Shared:
    """A resource as a member sees it; `about` is where it is from, `changeable` by the reader."""

    resource_id: int
    title: str
    url: str
    who_for: str = ""
    about: str = ""
    changeable: bool = False


def line(one: Shared) -> Paragraph:
    """Show a resource in a line that leads to it."""
    notes = ". ".join(filter(None, [f"For {one.who_for}" if one.who_for else "", one.about]))
    return Paragraph((Text(one.title, link=one.url), Text(f" – {notes}" if notes else "")))


def resource_elements(shared: Sequence[Shared]) -> list[Element]:
    """Show what was shared, the newest first, if there is any."""
    if not shared:
        return []
    elements: list[Element] = [Heading("Resources")]
    for one in shared[:MOST]:
        elements.append(line(one))
        if one.changeable:
            elements.append(Actions(_changing(one)))
    if len(shared) > MOST:
        more = count(len(shared) - MOST, "more resource")
        elements.append(words(f"{more}. Use /find to see them.", quiet=True))
    return elements


def _changing(one: Shared) -> tuple[Button, ...]:
    value = str(one.resource_id)
    return (
        Button("Change its name", EDIT, value, opens_form=True),
        Button("Remove", REMOVE, value, confirm=SURE),
    )


def resource_form(resource: Resource, *, curates: bool) -> Form:
    """Ask what it is called and for whom it is; facilitators also say who may be given it."""
    fields: list[Field] = [
        TextField("title", "What is it?", value=resource.title, max_length=LONGEST_TITLE),
        TextField(
            "who_for",
            "Who is it for? (optional)",
            "For example: hub managers who set up a rota",
            value=resource.who_for,
            required=False,
            max_length=LONGEST_WHO,
        ),
    ]
    if curates:
        label = "Who may be given it?"
        fields.append(ChoiceField("audience", label, options=AUDIENCES, value=resource.audience))
    return Form(
        form=EDIT,
        title="Change a resource",
        context=str(resource.id),
        intro=(words(resource.url, quiet=True),),
        fields=tuple(fields),
    )
