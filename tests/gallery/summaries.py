"""The weekly summary: its draft, its approval, and what the department reads."""

from bot.digests import cards
from bot.digests.bands import Band
from bot.digests.snapshot import Snapshot, ThemeLine
from bot.themes.trend import Trend
from tests.gallery.pictures import Picture, example


def _line(theme_id: int, label: str, sentence: str, band: Band, trend: Trend) -> ThemeLine:
    return ThemeLine(
        theme_id=theme_id, label=label, sentence=sentence, band=band, trend=trend, counted=4
    )


_SNAPSHOT = Snapshot(
    community="Hub leads",
    week="week to Monday 28 September 2026",
    zone="Europe/London",
    spoke=18,
    hubs=24,
    themes=(
        _line(
            1,
            "Slow first call-backs",
            "Enquirers wait days for the first call and lose heart.",
            Band.MANY,
            Trend.RISING,
        ),
        _line(2, "Rooms for training", "Rooms in the evening are dear.", Band.FEW, Trend.STEADY),
        _line(3, "Panel members' pay", "Fees differ from hub to hub.", Band.FEW, Trend.NEW),
    ),
)
_WEEK = "week to Monday 28 September 2026"

PICTURES = (
    Picture(
        "summary-draft",
        "The draft of the weekly summary",
        "It comes to the facilitators; nothing leaves before one of them approves it.",
        (example(cards.draft_card, 1, _SNAPSHOT),),
    ),
    Picture(
        "summary",
        "The approved summary",
        "As it is posted to the central channel.",
        (example(cards.summary_card, _SNAPSHOT),),
    ),
    Picture(
        "summary-decided",
        "What becomes of a draft",
        "Sent back with a reason, nothing to summarise, or approved.",
        (
            example(cards.reason_form, 1),
            example(
                cards.sent_back_card,
                _SNAPSHOT,
                "Barry Earnshaw",
                "28 September 2026",
                "The second theme is two themes.",
            ),
            example(cards.nothing_card, "Hub leads", _WEEK),
            example(cards.approved_card, _SNAPSHOT, "Barry Earnshaw", "28 September 2026"),
        ),
    ),
)
