"""A person's own switch, in words and as a button."""

from bot.cards import Button
from bot.community.models import Person


def capture_words(person: Person | None) -> str:
    """Return in a sentence whether a person is captured."""
    if person is not None and person.capture_off:
        return "You asked me not to capture you: nothing you say in channels is kept."
    if person is not None and person.hub is not None and person.hub.capture_off:
        return "Your hub is not captured: nothing you say in channels is kept."
    return "What you say in channels where capture is on is kept."


def capture_button(person: Person | None, action: str) -> Button:
    """Return the button that turns a person's own switch the other way."""
    if person is not None and person.capture_off:
        return Button("Capture me again", action, "on")
    return Button("Don't capture me", action, "off")
