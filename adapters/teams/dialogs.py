"""Answers in a dialog: the next form, the same one with what to mend, a card, or its closing."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from adapters.teams.answering import DONE, Answers
from adapters.teams.delivery import new_mark
from adapters.teams.parsing import Origin
from adapters.teams.rendering import Json, one_message, render_form
from adapters.teams.replies import dialog, dialog_message
from bot.cards import (
    Answer,
    Ask,
    ChoiceField,
    Field,
    Form,
    Invalid,
    ManyField,
    Replace,
    Say,
    TextField,
)

CLOSED: Json = {}
TITLE = "Common Thread"
LONGEST_TITLE = 60
Values = Mapping[str, str | tuple[str, ...]]


class Dialogs:
    """Shows answers in the dialog at hand; what stands in the chat is changed there."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    async def opened(self, origin: Origin, answer: Answer | None) -> Json:
        """Return what a dialog that a person asked for shows."""
        reply = await self._shown(origin, answer)
        return dialog_message(DONE) if reply is CLOSED else reply

    async def submitted(
        self, origin: Origin, answer: Answer | None, shown: Form | None, typed: Values
    ) -> Json:
        """Return what the dialog shows next, after `shown` was sent with what was typed."""
        if isinstance(answer, Invalid) and shown is not None:
            card = render_form(filled(shown, typed), new_mark(), answer.errors)
            return self._dialog(origin, shown.title, card)
        return await self._shown(origin, answer)

    async def _shown(self, origin: Origin, answer: Answer | None) -> Json:
        match answer:
            case Ask(form=form):
                return self._dialog(origin, form.title, render_form(form, new_mark()))
            case Replace(card=said) if await self._answers.replaced(origin, said):
                return CLOSED
            case Say(card=said) | Replace(card=said):
                return self._dialog(origin, said.title, one_message(said, new_mark()).card)
        return CLOSED

    def _dialog(self, origin: Origin, title: str, card: Json) -> Json:
        marked = self._answers.card_here(origin, card)
        return dialog(title.strip()[:LONGEST_TITLE] or TITLE, for_dialog(marked))


def filled(form: Form, typed: Values) -> Form:
    """Return the form with what was typed in it."""
    return replace(
        form, fields=tuple(_filled(field, typed.get(field.name)) for field in form.fields)
    )


def for_dialog(card: Json) -> Json:
    """Return the card with buttons that work in a dialog, where Teams knows only Action.Submit."""
    changed: Json = _submitting(card)
    return changed


def _filled(field: Field, typed: str | tuple[str, ...] | None) -> Field:
    match field, typed:
        case (TextField() | ChoiceField(), str()):
            return replace(field, value=typed)
        case ManyField(), tuple():
            return replace(field, values=typed)
    return field


def _submitting(part: Any) -> Any:
    if isinstance(part, list):
        return [_submitting(one) for one in part]
    if not isinstance(part, dict):
        return part
    changed = {name: _submitting(value) for name, value in part.items()}
    if changed.get("type") in ("Action.Execute", "Action.Submit"):
        data = {name: value for name, value in changed.get("data", {}).items() if name != "msteams"}
        changed = {**changed, "type": "Action.Submit", "data": data}
        changed.pop("verb", None)
    return changed
