"""Help sort: one decision at a time, and what follows."""

from datetime import timedelta

from bot.capture.models import Contribution, Kind
from bot.themes.models import Theme
from bot.themes.sorting import cards
from bot.themes.sorting.service import Question
from tests.gallery.pictures import Picture, example
from tests.gallery.world import CHANNEL, NOW, ZONE

_THEMES = tuple(
    Theme(id=number, label=label, community_id=1)
    for number, label in enumerate(
        ("Slow first call-backs", "Rooms for training", "Panel members' pay"), start=1
    )
)


def _said(number: int, text: str) -> Contribution:
    return Contribution(
        id=number,
        kind=Kind.CHALLENGE,
        text=text,
        posted_at=NOW - timedelta(days=number),
        channel=CHANNEL,
    )


_PLACE = Question(
    ask_id=1,
    kind="place",
    thread=_said(
        1,
        "Two of our assessors are off and the training room is double-booked again, so nobody has"
        " rung the people who came to Saturday's session. How do others cover this?",
    ),
    themes=_THEMES,
    number=3,
    of=10,
    now_in=_THEMES[1],
    replies=(_said(2, "We have a rota of carers who ring in the evenings."),),
)
_NAME = Question(
    ask_id=2,
    kind="name",
    thread=_said(3, "We ring back after three days at best."),
    themes=_THEMES[:1],
    number=1,
    of=10,
    samples=(
        _said(3, "We ring back after three days at best."),
        _said(4, "By the time anybody calls, they have gone to an agency."),
        _said(5, "Who rings enquirers on a Friday afternoon at your place?"),
    ),
    size=23,
)

PICTURES = (
    Picture(
        "sorting-place",
        "Help sort: a conversation",
        "Which theme is it about? One press decides, and can be taken back.",
        (
            example(cards.question_card, _PLACE, ZONE, "", None),
            example(cards.elsewhere_form, 1, _PLACE.thread, _THEMES),
        ),
    ),
    Picture(
        "sorting-name",
        "Help sort: a theme",
        "Is it a theme, and is that its name?",
        (
            example(cards.question_card, _NAME, ZONE, "Put in “Panels”.", cards.undo_button(3)),
            example(cards.name_form, 2, _THEMES[0]),
        ),
    ),
    Picture(
        "sorting-done",
        "Nothing left to sort",
        "What was decided is taught to the next grouping.",
        (example(cards.done_card, "Put in “Panels”.", cards.undo_button(3)),),
    ),
)
