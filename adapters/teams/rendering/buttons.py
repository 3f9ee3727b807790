"""Buttons as actions of an Adaptive Card, and what they carry to come back to us."""

from collections.abc import Iterator

from adapters.fitting import grouped, safe_link, shorten
from adapters.teams.rendering.runs import plain
from adapters.teams.rendering.text import Json, weigh
from bot.cards import Actions, Button, LinkButton

BUTTONS = 6
"""Teams shows no more in a row."""
ROW_WEIGHT = 10_000
LABEL = 60
QUESTION_WEIGHT = 1_500
VALUE = 2_000
LINK = 2_000
OURS = "ct"
"""The name under which what is ours travels in an action's data."""
PRESS = "press"
_STYLES = {"primary": "positive", "danger": "destructive"}


def action_sets(element: Actions, nonce: str) -> Iterator[Json]:
    """Return the buttons in rows."""
    made = [action for button in element.buttons if (action := _action(button, nonce))]
    for group in grouped(made, BUTTONS, ROW_WEIGHT, weigh):
        yield {"type": "ActionSet", "actions": group}


def _action(button: Button | LinkButton, nonce: str) -> Json | None:
    title = shorten(button.label.strip(), LABEL)
    if isinstance(button, LinkButton):
        url = safe_link(button.url, LINK)
        ours = url is not None and url.startswith("https://")
        return {"type": "Action.OpenUrl", "title": title, "url": url} if ours else None
    style = {"style": _STYLES[button.style]} if button.style in _STYLES else {}
    pressed = {"title": title, **style, **_press(button, nonce)}
    return _confirmed(button, pressed) if button.confirm else pressed


def _press(button: Button, nonce: str) -> Json:
    """Return what a press sends: an invoke whose answer may replace the card or open a form."""
    if len(button.value) > VALUE:
        raise ValueError(f"the value of the button {button.action!r} is too long for Teams")
    ours = {OURS: {"action": button.action, "value": button.value, "nonce": nonce}}
    if button.opens_form:
        return {"type": "Action.Submit", "data": {"msteams": {"type": "task/fetch"}, **ours}}
    return {"type": "Action.Execute", "verb": PRESS, "data": ours}


def _confirmed(button: Button, pressed: Json) -> Json:
    """Return a button that first shows the question: Teams has no "are you sure" of its own."""
    question = shorten(button.confirm, QUESTION_WEIGHT, weigh)
    asked = {"type": "AdaptiveCard", "body": list(plain(question)), "actions": [pressed]}
    return {"type": "Action.ShowCard", "title": pressed["title"], "card": asked}
