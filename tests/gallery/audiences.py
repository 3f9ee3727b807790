"""What facilitators are told of a post that was kept back."""

from bot.delivery import cards
from bot.delivery.audiences import Reason
from tests.gallery.pictures import Picture, example

PICTURES = (
    Picture(
        "kept-back",
        "Something was not posted",
        "To the facilitators, once a week for a channel that others read now.",
        (
            example(cards.kept_back_card, "hub-leads", Reason.SHARED),
            example(cards.kept_back_card, "hub-leads", Reason.CENTRAL),
        ),
    ),
)
