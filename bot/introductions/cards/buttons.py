"""The buttons by which people are brought together; other rooms put them on their cards. Pure."""

from bot.cards import Button

HELP_OFFER, INTRODUCE = "help_offer", "introduce"
AGREE, NOT_NOW = "introduction_agree", "introduction_not_now"


def can_help_button(question_id: int) -> Button:
    """Return the button by which somebody offers to help with a question."""
    return Button("I can help", HELP_OFFER, str(question_id))


def introduce_button(about: str, *person_ids: int, label: str = "Introduce us") -> Button:
    """Return the button that brings people together over "question:12", "theme:3" or "ask:…".

    Over a question or what was asked: the person who can help; over a theme: both.
    """
    return Button(label, INTRODUCE, ":".join([about, *map(str, person_ids)]))
