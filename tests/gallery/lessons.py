"""Saving a lesson."""

from datetime import date

from bot.lessons import cards
from bot.lessons.service import Sharing, Told
from tests.gallery.pictures import Picture, example

_TOLD = Told(
    what_happened="The library lends us its rooms for nothing, if we ask six weeks before.",
    recommendation="Ask the libraries for their rooms six weeks before.",
    worked=True,
    sharing=Sharing.DEPARTMENT,
    named=True,
)
_PICKS = (
    cards.Pick(1, "The library lends us its rooms for nothing", date(2026, 9, 24)),
    cards.Pick(2, "Ring every enquirer within two hours", date(2026, 9, 22)),
)

PICTURES = (
    Picture(
        "lesson",
        "Saving a lesson",
        "The form, filled in with the message's words, and what is said when it is saved.",
        (
            example(cards.lesson_form, "m", _TOLD.what_happened, told=None, may_widen=True),
            example(cards.saved_card, _TOLD, "Hub leads"),
        ),
    ),
    Picture(
        "lesson-ways",
        "Other ways to a lesson",
        "The picker of `/lesson` alone, a reaction's question, and the form of who may not share it"
        " widely.",
        (
            example(cards.picker, _PICKS),
            example(cards.add_card, 1, _TOLD.what_happened),
            example(cards.lesson_form, "m", "", told=_TOLD, may_widen=False),
        ),
    ),
)
