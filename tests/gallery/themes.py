"""The themes of a community, one theme opened, and what facilitators do with them."""

from datetime import timedelta

from bot.themes import cards, forms
from bot.themes.numbers import ThemeNumbers
from bot.themes.sorting.cards import sorting_offer
from bot.themes.trend import Direction, Trend
from tests.gallery.pictures import Picture, example
from tests.gallery.world import LINK, NOW, ZONE

_Weeks = tuple[tuple[int, ...], ...]
"""The hubs that raised a theme, week by week."""
_RISING: _Weeks = (
    (),
    (1,),
    (7, 8),
    (2,),
    (1, 2, 3),
    (1, 2, 3, 4),
    (2, 3, 4, 5),
    (0, 1, 2, 4, 5, 6),
)
_FADING: _Weeks = ((0, 1, 2), (0, 1, 3), (1, 4), (2, 3), (1, 4), (3,), (1,), (0,))
_NEW: _Weeks = ((), (), (), (), (), (), (1,), (0, 1))


def _numbers(
    theme_id: int, label: str, hubs: int, direction: Direction, weeks: _Weeks
) -> ThemeNumbers:
    return ThemeNumbers(
        theme_id=theme_id,
        label=label,
        description="Enquirers wait days for the first call and lose heart.",
        hubs=frozenset(range(hubs)),
        messages=hubs * 4,
        first_raised=NOW - timedelta(weeks=7),
        last_raised=NOW - timedelta(days=theme_id),
        weekly=tuple(frozenset(week) for week in weeks),
        direction=direction,
    )


_THEMES = (
    _numbers(1, "Slow first call-backs", 9, Direction(Trend.RISING), _RISING),
    _numbers(2, "Rooms for training", 5, Direction(Trend.FADING, sure=False), _FADING),
    _numbers(3, "Panel members' pay", 2, Direction(Trend.NEW), _NEW),
)
_SAID = (
    cards.Said("We ring back after three days at best.", "A hub, 24 September 2026", LINK),
    cards.Said(
        "A rota of six carers rings from 6 to 8 pm.",
        "Humber Wolds Fostering Hub, 22 September 2026",
        LINK,
    ),
)
_PAST = (
    "First found on 6 July 2026, with 4 conversations. “Evening calls” became part of it, the"
    " latest on 3 August 2026."
)
_LEARNED = (
    cards.Learned("Ring every enquirer within two hours, evenings too.", True, "Humber Wolds", 7),
    cards.Learned("A call centre that knows nothing of fostering puts people off.", False),
)


def _opened(*, fellow: bool) -> cards.Opened:
    return cards.Opened(
        theme_id=1,
        label="Slow first call-backs",
        description="Enquirers wait days for the first call and lose heart.",
        numbers=_THEMES[0],
        fellow=fellow,
        curates=fellow,
        pinned=fellow,
        past=_PAST if fellow else "",
        said=_SAID if fellow else (),
        learned=_LEARNED if fellow else (),
        undo=((7, "Evening calls"),) if fellow else (),
    )


_CHOICES = (forms.Choice(2, "Rooms for training"), forms.Choice(3, "Panel members' pay"))
_THREADS = (
    forms.Choice(11, "Who has paid for adverts on buses?", NOW.date()),
    forms.Choice(12, "We ring back after three days at best.", NOW.date()),
)

PICTURES = (
    Picture(
        "themes",
        "Themes",
        "`/themes`, and what it says while there is too little to group.",
        (
            example(
                cards.list_card,
                "Hub leads",
                _THEMES,
                pinned=frozenset({1}),
                fellow=True,
                page=0,
                zone=ZONE,
                more=sorting_offer(1, 10),
            ),
            example(cards.list_card, "", (), pinned=frozenset(), fellow=True, page=0, zone=ZONE),
        ),
    ),
    Picture(
        "theme",
        "One theme, as a facilitator sees it",
        "Exact numbers, the members' own words, lessons, and the buttons to curate.",
        (example(cards.theme_card, _opened(fellow=True), NOW, ZONE),),
    ),
    Picture(
        "theme-outside",
        "The same theme, as central government sees it",
        "Numbers of hubs in bands, and nobody's words.",
        (example(cards.theme_card, _opened(fellow=False), NOW, ZONE),),
    ),
    Picture(
        "curating",
        "Curating themes",
        "Rename, merge, move messages.",
        (
            example(
                forms.rename_form,
                1,
                "Slow first call-backs",
                "Enquirers wait days for the first call and lose heart.",
            ),
            example(forms.merge_form, 1, "Slow first call-backs", _CHOICES),
            example(forms.move_form, 1, "Slow first call-backs", _THREADS, _CHOICES),
        ),
    ),
)
