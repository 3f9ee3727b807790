"""What past programmes learned, offered on a theme."""

from bot.lessons.carrying import cards
from bot.lessons.papers import Item
from tests.gallery.pictures import Picture, example

_ITEMS = (
    Item(
        "Allow 12 months for staff consultation and tell people properly.",
        (
            ("Evidence", "From what did not work. Counted: the hub has figures for it."),
            ("Learned in", "Regional Adoption Agencies (told in July 2026)"),
            ("Would talk about it", "Aileen Croft"),
        ),
        quote="Consultation should have been 12 months, we gave it 5. Nineteen of 52 stayed put.",
    ),
    Item(
        "What I'd tell anyone moving people between employers: pensions first.",
        (
            ("Evidence", "Not checked by a facilitator yet."),
            ("Learned in", "Regional Adoption Agencies (told in August 2026)"),
        ),
        quote="We needed an actuary in month two. We got one in month nine.",
    ),
)

PICTURES = (
    Picture(
        "met-before",
        "It was met before",
        "Three hubs raise a theme that a past programme met: what was learned is offered, once.",
        (example(cards.offer_card, "Moving staff between employers", 4, _ITEMS),),
    ),
)
