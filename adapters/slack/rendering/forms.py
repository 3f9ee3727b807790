"""A form as a Slack modal."""

from functools import singledispatch

from adapters.fitting import Item, grouped, shorten
from adapters.slack.rendering.blocks import blocks
from adapters.slack.rendering.home import VIEW_BLOCKS, view_blocks
from adapters.slack.rendering.text import Json, plain
from bot.cards import Card, ChoiceField, Field, Form, Heading, ManyField, Option, TextField, words

VIEW_TITLE = 24
PRIVATE_METADATA = 3000
LABEL = 2000
TEXT_LENGTH = 3000
RADIO_BUTTONS = 5
"""Up to here a person sees all the choices at once; Slack takes 10."""
CHECKBOXES = 10
OPTIONS = 100
OPTION_LABEL = 75
OPTION_VALUE = 150
VALUE_ID = "value"
"""The action id of every field; its block id is the field's name."""


def render_form(form: Form, private_metadata: str) -> Json:
    """Return the modal. Raises ValueError when what it must carry is more than Slack takes."""
    if len(private_metadata) > PRIVATE_METADATA:
        raise ValueError(f"the context of the form {form.form!r} is too long for Slack")
    inputs = [_field(field) for field in form.fields]
    return {
        "type": "modal",
        "callback_id": form.form,
        "title": plain(form.title, VIEW_TITLE),
        "submit": plain(form.submit, VIEW_TITLE),
        "close": plain("Cancel", VIEW_TITLE),
        "private_metadata": private_metadata,
        "blocks": [*_intro(form, VIEW_BLOCKS - len(inputs)), *inputs],
    }


def notice_view(card: Card) -> Json:
    """Return a modal that only says something."""
    return {
        "type": "modal",
        "title": plain(card.title or "Common Thread", VIEW_TITLE),
        "close": plain("Close", VIEW_TITLE),
        "blocks": view_blocks(card),
    }


def _intro(form: Form, most: int) -> list[Json]:
    title = (Heading(form.title),) if len(form.title) > VIEW_TITLE else ()
    made = [block for element in (*title, *form.intro) for block in blocks(element)]
    return made[:most]


@singledispatch
def _field(field: Field) -> Json:
    raise TypeError(f"no such field: {type(field).__name__}")


@_field.register
def _text(field: TextField) -> Json:
    element: Json = {
        "type": "plain_text_input",
        "multiline": field.multiline,
        "max_length": min(field.max_length, TEXT_LENGTH),
    }
    if field.value:
        element["initial_value"] = field.value[: element["max_length"]]
    return _input(field, element, optional=not field.required)


@_field.register
def _choice(field: ChoiceField) -> Json:
    if not field.options:
        return _nothing_to_choose(field)
    chosen = [_option(option) for option in field.options if option.value == field.value]
    element: Json = {"initial_option": chosen[0]} if chosen and field.value else {}
    # A radio button can't be unchosen, so a choice that may be left out is a menu.
    if field.required and len(field.options) <= RADIO_BUTTONS:
        element |= {"type": "radio_buttons", "options": [_option(each) for each in field.options]}
    else:
        element |= {"type": "static_select", **_menu(field.options)}
    return _input(field, element, optional=not field.required)


@_field.register
def _many(field: ManyField) -> Json:
    if not field.options:
        return _nothing_to_choose(field)
    chosen = [_option(option) for option in field.options if option.value in field.values]
    element: Json = {"initial_options": chosen} if chosen else {}
    if len(field.options) <= CHECKBOXES:
        element |= {"type": "checkboxes", "options": [_option(each) for each in field.options]}
    else:
        element |= {"type": "multi_static_select", **_menu(field.options)}
    return _input(field, element, optional=True)


def _input(field: Field, element: Json, *, optional: bool) -> Json:
    made: Json = {
        "type": "input",
        "block_id": field.name,
        "label": plain(field.label, LABEL),
        "element": element | {"action_id": VALUE_ID},
        "optional": optional,
    }
    return made | {"hint": plain(field.hint, LABEL)} if field.hint else made


def _option(option: Option) -> Json:
    if not 0 < len(option.value) <= OPTION_VALUE:
        raise ValueError(f"the value of a choice must have 1 to {OPTION_VALUE} characters")
    made: Json = {"text": plain(option.label, OPTION_LABEL), "value": option.value}
    return made | {"description": plain(option.hint, OPTION_LABEL)} if option.hint else made


def _menu(options: tuple[Option, ...]) -> Json:
    made = [_option(option) for option in options]
    if len(made) <= OPTIONS:
        return {"options": made}
    return {
        "option_groups": [
            {"label": plain(_range(group), OPTION_LABEL), "options": group}
            for group in grouped(made, OPTIONS, OPTIONS, _one)
        ]
    }


def _range(group: list[Json]) -> str:
    return f"{group[0]['text']['text'][:34]} to {group[-1]['text']['text'][:34]}"


def _one(_item: Item) -> int:
    return 1


def _nothing_to_choose(field: Field) -> Json:
    label = shorten(field.label, LABEL)
    (block,) = blocks(words(f"{label}: there is nothing to choose from yet."))
    return block | {"block_id": field.name}
