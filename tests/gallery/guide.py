"""The guide in chat."""

from datetime import UTC, date, datetime

from bot.lessons.guide import cards
from bot.lessons.guide.document import Chapter, Entry, Guide, Material, Reader, Stage
from bot.lessons.guide.service import Lag
from bot.lessons.papers import FORMATS
from bot.lessons.service import Sharing
from tests.gallery.pictures import Picture, example

_RING = Entry(
    lesson_id=1,
    recommendation="Keep one person free each morning just for call-backs.",
    worked=True,
    what_happened="People rung within two hours were three times as likely to book a visit.",
    why="Interest cools quickly after somebody makes contact.",
    applies_when="Enquiries come in every day.",
    not_when="Fewer than five enquiries come in a week.",
    evidence="repeated",
    hubs=4,
    sharing=Sharing.PUBLIC,
    hub="Foster Calder and Aire",
    learned_on=date(2026, 7, 8),
    link="https://chat.example.org/C1/1",
)
_PANEL = Entry(
    lesson_id=2,
    recommendation="Talk about allowances in the first call.",
    worked=False,
    what_happened="Leaving pay until the visit meant people drifted off.",
    sharing=Sharing.DEPARTMENT,
    hub="Solent Shore Fostering Hub",
    learned_on=date(2026, 8, 13),
)
_DELIVERY = Stage(
    "delivery",
    (
        Chapter(
            7,
            "Slow first call-backs",
            (_RING, _PANEL),
            "Slow first call-backs",
            materials=(Material("Call-back rota", "hub managers", "https://hubs.example.org/r"),),
        ),
    ),
    "Most applicants are lost between the first call and the visit.",
)
_GUIDE = Guide(
    community="Fostering hubs",
    programme="Fostering hubs",
    number=3,
    compiled_at=datetime(2026, 9, 21, 9, 0, tzinfo=UTC),
    reader=Reader.NOW,
    introduction="What 24 hubs learned in their first year, in their own words where they agreed.",
    stages=(
        Stage("set-up", (Chapter(9, "Data sharing agreements", (_PANEL,), "Agreements"),)),
        _DELIVERY,
    ),
)
_AROUND = cards.Around(1, tuple(Reader), curates=True, lag=Lag(3, 2))
_ADDRESSES = [
    (one.label, f"https://hub.example.org/guide/key/{name}") for name, one in FORMATS.items()
]

PICTURES = (
    Picture(
        "guide",
        "The guide",
        "Its contents as a facilitator sees them, and a stage opened.",
        (
            example(cards.contents_card, _GUIDE, _AROUND),
            example(cards.stage_card, _GUIDE, _DELIVERY, 1, 0),
        ),
    ),
    Picture(
        "guide-ways",
        "Reading the guide elsewhere, and writing in it",
        "Addresses to read and download by, and a facilitator's two forms.",
        (
            example(cards.addresses_card, Reader.LATER, _ADDRESSES, 7),
            example(cards.introduction_form, 1, cards.places_of(_GUIDE)),
            example(cards.order_form, 1, cards.movable(_GUIDE)),
        ),
    ),
)
