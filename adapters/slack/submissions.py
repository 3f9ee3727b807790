"""What a form is acknowledged with: the errors to mend, another form in its place, or nothing."""

from collections.abc import Sequence

from adapters.slack.parsing import Origin, Payload
from adapters.slack.rendering import render_form
from bot.cards import Answer, Ask, Invalid


def to_submission(origin: Origin, answer: Answer | None, fields: Sequence[str]) -> Payload:
    """Return the acknowledgement's arguments; none when the form is to close.

    `fields` are the names of the form's fields as it was shown.
    """
    if isinstance(answer, Invalid) and fields:
        return {"response_action": "errors", "errors": _errors(answer, fields)}
    if isinstance(answer, Ask):
        view = render_form(answer.form, origin.carry(answer.form.context))
        return {"response_action": "update", "view": view}
    return {}


def _errors(answer: Invalid, fields: Sequence[str]) -> dict[str, str]:
    """Return an error for each field; Slack takes none of a field that it didn't show."""
    errors: dict[str, str] = {}
    for name, error in answer.errors.items():
        shown = name if name in fields else fields[0]
        errors[shown] = f"{errors[shown]} {error}" if shown in errors else error
    return errors
