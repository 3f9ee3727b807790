"""What a person sees of their own switch for being paired with another hub each month. Pure."""

from bot.cards import Button
from bot.community.models import Person


def pairs_fact(person: Person | None) -> tuple[str, str]:
    """Say in a name and a value whether a person is paired."""
    return "Paired with another hub each month", "On" if person and person.pairs else "Off"


def pairs_words(person: Person | None) -> str:
    """Say whether a person is paired."""
    if person and person.pairs:
        return "Each month I pair you with somebody of another hub."
    return "I do not pair you with other hubs."


def pairs_button(person: Person | None, action: str) -> Button:
    """Return the button that turns the switch."""
    if person and person.pairs:
        return Button("Stop pairing me", action, "off")
    return Button("Pair me each month", action, "on")
