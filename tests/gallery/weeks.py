"""Looking back: the themes of a week that is over, and one of them."""

from datetime import timedelta

from bot.themes.cards import Said
from bot.themes.models import ThemeWeek
from bot.themes.weeks import cards
from tests.gallery.pictures import Picture, example
from tests.gallery.world import LINK, NOW, ZONE

_MONDAY = NOW.date() - timedelta(days=7)


def _row(theme_id: int, label: str, trend: str, sure: bool, weekly: list[int]) -> ThemeWeek:
    return ThemeWeek(
        theme_id=theme_id,
        week=_MONDAY,
        community_id=1,
        at=NOW - timedelta(days=1),
        label=label,
        hubs=max(weekly) + 1,
        messages=4 * sum(weekly),
        first_raised=NOW - timedelta(weeks=8),
        last_raised=NOW - timedelta(days=2),
        trend=trend,
        trend_sure=sure,
        weekly_hubs=weekly,
        members=list(range(sum(weekly))),
    )


_ROWS = (
    _row(1, "Call backs", "rising", True, [0, 1, 1, 2, 2, 3, 5, 6]),
    _row(2, "Rooms for training", "fading", False, [3, 3, 4, 2, 2, 1, 1, 0]),
)
_SHOWN = cards.WeekShown(
    community_id=1,
    name="Hub leads",
    week=_MONDAY,
    themes=_ROWS,
    page=0,
    before=_MONDAY - timedelta(days=7),
    after=_MONDAY + timedelta(days=7),
)
_SAID = (Said("We ring back after three days at best.", "A hub, 24 September 2026", LINK),)

PICTURES = (
    Picture(
        "weeks",
        "Earlier weeks",
        "The themes as they were, with the names they had, and one of them opened.",
        (
            example(cards.week_card, _SHOWN, ZONE),
            example(
                cards.theme_then_card,
                _ROWS[0],
                "It is called “Slow first call-backs” now.",
                _SAID,
                ZONE,
            ),
        ),
    ),
)
