"""What a person sees of their own switch for being named to those who ask. Pure."""

from bot.cards import Button
from bot.community.models import Person

FACT = "Named to people who ask"


def helps_fact(person: Person | None) -> tuple[str, str]:
    """Say in a name and a value whether a person is named."""
    return FACT, "On" if person and person.helps else "Off"


def helps_words(person: Person | None) -> str:
    """Say whether a person is named, and to whom."""
    if person and person.helps:
        return "I name you to people who ask about what you have been through."
    return "I do not name you to people who ask about what you have been through."


def helps_button(person: Person | None, action: str) -> Button:
    """Return the button that turns the switch."""
    if person and person.helps:
        return Button("Don't name me", action, "off")
    return Button("Name me to people who ask", action, "on")
