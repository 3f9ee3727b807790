"""A form as an Adaptive Card: for a dialog, or to stand in a chat."""

import base64
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import singledispatch
from typing import Literal

from pydantic import TypeAdapter

from adapters.fitting import shorten
from adapters.teams.rendering.buttons import OURS
from adapters.teams.rendering.elements import elements, heading
from adapters.teams.rendering.messages import CUT, MESSAGE_WEIGHT, envelope
from adapters.teams.rendering.runs import plain
from adapters.teams.rendering.text import Json, has_marks, weigh
from bot.cards import ChoiceField, Field, Form, ManyField, Option, TextField

Submit = Literal["dialog", "inline"]

SEND = "send"
LABEL = 500
OPTION_LABEL = 200
TEXT_LENGTH = 3_000
SEEN_AT_ONCE = 5
"""Up to so many choices are shown at once; more are a menu."""
FORM_WEIGHT = 80_000
"""Bytes of UTF-16: near to what Teams takes at all, so that what people typed is not lost."""
FEW_CHOICES = 50
PACKED_LENGTH = 4_000
"""Characters that a form may take to be carried; a longer one is carried without its intro."""
MOST_UNPACKED = 1_000_000
NOTHING_CHOSEN = "Nothing chosen"
_forms = TypeAdapter(Form)


def render_form(
    form: Form,
    nonce: str,
    errors: Mapping[str, str] | None = None,
    submit: Submit = "dialog",
) -> Json:
    """Return the form's card, with what there is to mend beside each field named in `errors`.

    Of a list of hundreds the first are offered. Raises ValueError when the form is more than Teams
    takes all the same.
    """
    errors = errors or {}
    title = heading(form.title, size="Large") if submit == "inline" else ()
    fields = [made for field in form.fields for made in _with_error(field, errors)]
    below = [*fields, {"type": "ActionSet", "actions": [_send(form, nonce, submit)]}]
    above = [*title, *_summary(form, errors)]
    intro = [made for element in form.intro for made in elements(element, nonce)]
    spoken = form.title.strip() or "A form"
    weight = weigh(envelope([*above, *below], spoken))
    room = MESSAGE_WEIGHT - weight
    if room < 0 and (fewer := _with_fewer_choices(form)):
        return render_form(fewer, nonce, errors, submit)
    if weight > FORM_WEIGHT:
        raise ValueError(f"the form {form.form!r} is too long for Teams")
    return envelope([*above, *_fitting(intro, room), *below], spoken)


def pack(form: Form) -> str:
    """Return the form as text that a card can carry, to be shown again from."""
    return base64.urlsafe_b64encode(zlib.compress(_forms.dump_json(form), 9)).decode()


def unpack(packed: str) -> Form:
    """Return the form that a card carried. Raises ValueError when it is none."""
    try:
        opened = zlib.decompressobj()
        data = opened.decompress(base64.urlsafe_b64decode(packed), MOST_UNPACKED)
    except zlib.error as error:
        raise ValueError("this is not a form") from error
    if not opened.eof:
        raise ValueError("this is not a whole form")
    return _forms.validate_json(data)


def _with_fewer_choices(form: Form) -> Form | None:
    """Return the form with the first half of its longest list; None when no list is long."""
    lists = [field for field in form.fields if isinstance(field, ChoiceField | ManyField)]
    longest = max(lists, key=lambda field: len(field.options), default=None)
    if longest is None or len(longest.options) <= FEW_CHOICES:
        return None
    kept = longest.options[: len(longest.options) // 2]
    fewer = replace(longest, options=kept, hint=f"Only the first {len(kept)} fit here.")
    fields = tuple(fewer if field is longest else field for field in form.fields)
    return replace(form, fields=fields)


def _send(form: Form, nonce: str, submit: Submit) -> Json:
    packed = pack(form)
    if len(packed) > PACKED_LENGTH:
        packed = pack(replace(form, intro=()))
    ours = {"form": form.form, "context": form.context, "nonce": nonce, "packed": packed}
    made: Json = {"title": form.submit, "style": "positive", "data": {OURS: ours}}
    if submit == "inline":
        return {"type": "Action.Execute", "verb": SEND, **made}
    return {"type": "Action.Submit", **made}


def _summary(form: Form, errors: Mapping[str, str]) -> Iterator[Json]:
    """Say what is wrong above the form, and what is wrong with no field of it."""
    if errors:
        yield from heading("There is a problem", size="Medium")
    for name in errors.keys() - {field.name for field in form.fields}:
        yield from plain(errors[name], color="Attention")


def _with_error(field: Field, errors: Mapping[str, str]) -> Iterator[Json]:
    if field.name in errors:
        yield from plain(f"Error: {errors[field.name]}", color="Attention", weight="Bolder")
    yield from _field(field)
    if field.hint:
        yield from _hint(field.hint)


def _hint(hint: str) -> Iterator[Json]:
    for block in plain(hint, isSubtle=True, size="Small"):
        yield block | {"spacing": "None"}


@singledispatch
def _field(field: Field) -> Iterator[Json]:
    raise TypeError(f"no such field: {type(field).__name__}")


@_field.register
def _text(field: TextField) -> Iterator[Json]:
    most = min(field.max_length, TEXT_LENGTH)
    made = _input("Input.Text", field.name, field.label)
    made |= {"isMultiline": field.multiline, "maxLength": most}
    yield made | _required(field.label, required=field.required) | _value(field.value[:most])


@_field.register
def _choice(field: ChoiceField) -> Iterator[Json]:
    if not field.options:
        yield from _nothing_to_choose(field)
        return
    made = _input("Input.ChoiceSet", field.name, field.label)
    made |= {"style": _choice_style(field), "wrap": True, "choices": _choices(field)}
    known = field.value in [option.value for option in field.options]
    yield made | _required(field.label, required=field.required) | _value(known * field.value)


def _choice_style(field: ChoiceField) -> str:
    """Return how the choices show. A menu's words are never read as markdown; a list's may be.

    What is chosen in a list can't be unchosen.
    """
    listed = field.required and len(field.options) <= SEEN_AT_ONCE
    exact = not any(has_marks(option.label) for option in field.options)
    return "expanded" if listed and exact else "compact"


def _choices(field: ChoiceField) -> list[Json]:
    made = [_option(option) for option in field.options]
    return made if field.required else [{"title": NOTHING_CHOSEN, "value": ""}, *made]


@_field.register
def _many(field: ManyField) -> Iterator[Json]:
    if not field.options:
        yield from _nothing_to_choose(field)
        return
    # Teams gives what was chosen as one text, with commas between.
    if any("," in option.value for option in field.options):
        raise ValueError(f"a choice of {field.name!r} has a comma in its value")
    chosen = ",".join(option.value for option in field.options if option.value in field.values)
    made = _input("Input.ChoiceSet", field.name, field.label)
    made |= {"isMultiSelect": True, "style": "expanded", "wrap": True}
    yield made | {"choices": [_option(option) for option in field.options]} | _value(chosen)


def _input(kind: str, name: str, label: str) -> Json:
    return {"type": kind, "id": name, "label": shorten(label.strip(), LABEL)}


def _required(label: str, *, required: bool) -> Json:
    if not required:
        return {}
    asked = shorten(label.strip().rstrip("?"), LABEL)
    return {"isRequired": True, "errorMessage": f"Fill this in: {asked}"}


def _value(value: str) -> Json:
    return {"value": value} if value else {}


def _option(option: Option) -> Json:
    words = f"{option.label} ({option.hint})" if option.hint else option.label
    return {"title": shorten(words.strip(), OPTION_LABEL), "value": option.value}


def _nothing_to_choose(field: Field) -> Iterator[Json]:
    return plain(f"{field.label}: there is nothing to choose from yet.")


def _fitting(intro: list[Json], room: int) -> list[Json]:
    """Return what of the intro fits, saying so when not all does."""
    if not intro or weigh(intro) <= room:
        return intro
    cut = list(plain(CUT, isSubtle=True, size="Small"))
    while intro and weigh([*intro, *cut]) > room:
        intro = intro[:-1]
    return [*intro, *cut]
