"""Questions that ask the same, their followers, and how asking is going."""

from datetime import date, timedelta

from bot.questions.measures.cards import measures_card
from bot.questions.measures.months import Month
from bot.questions.same import cards
from bot.questions.same.cards import Said
from tests.gallery.pictures import Picture, example
from tests.gallery.world import LINK

_ASKED = Said(
    1,
    "How do other hubs ring enquirers back in the evening?",
    "Aisha Ackroyd",
    "Foster Calder and Aire",
    LINK,
)
_OWN = Said(
    2,
    "Does anybody have a rota for ringing enquirers back in the evenings?",
    "Gwen Parry",
    "Fen and Wash Foster Hub",
    LINK,
)
_ANSWER = Said(
    3,
    "A rota of six carers who ring from 6 to 8 pm, a fortnight each. It costs £90 a month.",
    "Huw Pritchard",
    "Humber Wolds Fostering Hub",
    LINK,
)
_MONTHS = tuple(
    Month(
        first_day=date(2026, month, 1),
        so_far=month == 9,
        asked=asked,
        answered=answered,
        confirmed=confirmed,
        timed=answered,
        at_work=timedelta(hours=hours) if answered else None,
        by_clock=timedelta(hours=4 * hours) if answered else None,
        saved=saved,
        imported=imported,
    )
    for month, asked, answered, confirmed, hours, saved, imported in (
        (4, 0, 0, 0, 0, 0, 12),
        (5, 0, 0, 0, 0, 0, 0),
        (6, 4, 3, 1, 9, 0, 0),
        (7, 31, 24, 11, 7, 2, 0),
        (8, 28, 22, 12, 5, 4, 0),
        (9, 26, 21, 13, 3, 6, 0),
    )
)

PICTURES = (
    Picture(
        "same-questions",
        "The same question, asked twice",
        "Who asked the same is told of the answer; anyone may follow a question.",
        (
            example(cards.answered_card, _ASKED, _ANSWER, _OWN),
            example(cards.thanks_card, _ANSWER),
            example(cards.apart_card),
            example(cards.following_card, 1, _ASKED.words),
            example(cards.answered_card, _ASKED, _ANSWER, None),
        ),
    ),
    Picture(
        "measures",
        "How asking is going",
        "For facilitators: the share of questions answered, how soon, and askings saved.",
        (example(measures_card, "Hub leads", _MONTHS, timedelta(hours=8)),),
    ),
)
