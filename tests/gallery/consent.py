"""Asking authors, in private, whether their words may go to the department."""

from bot.digests.consent import cards
from tests.gallery.pictures import Picture, example

_WORDS = (
    "We rang every enquirer within two hours for a month, and twice as many came to the evening."
)

PICTURES = (
    Picture(
        "quote",
        "May these words be quoted?",
        "To a message's author, in private and once. A yes can be taken back until it is sent.",
        (
            example(cards.ask_card, 12, _WORDS),
            example(cards.answered_card, 12, _WORDS, True),
            example(cards.answered_card, 12, _WORDS, False),
        ),
    ),
)
