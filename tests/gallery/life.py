"""The life of a question: asked once, thanked, told where it stands."""

from datetime import date

from bot.questions.cards import posted_card
from bot.questions.life import cards
from bot.questions.life.cards import Asked, Reply, Standing
from bot.questions.models import QuestionState
from tests.gallery.pictures import Picture, example
from tests.gallery.world import LINK

_QUESTION = "How do other hubs ring enquirers back in the evening?"
_ASKED = Asked(1, _QUESTION, date(2026, 9, 23), LINK)
_ROTA = "A rota of six carers who ring from 6 to 8 pm, a fortnight each. It costs £90 a month."
_REPLIES = (
    Reply(2, _ROTA, "Huw Pritchard, Humber Wolds Fostering Hub, 23 September 2026"),
    Reply(3, "We text first and agree a time.", "Barry Earnshaw, 24 September 2026"),
)
_ANSWERED = Standing(1, QuestionState.ANSWERED, answered=True, by="Huw Pritchard")
_OPEN = Standing(1, QuestionState.OPEN)

PICTURES = (
    Picture(
        "question-asked",
        "Was it answered?",
        "Three working days after asking, the asker is asked once, in private.",
        (
            example(cards.asked_card, _ASKED, _REPLIES),
            example(cards.asked_card, _ASKED, ()),
            example(cards.standing_card, _OPEN, cards.STAYS_OPEN),
        ),
    ),
    Picture(
        "question-closed",
        "Answered, and closed",
        "What is said when a question is closed, how who answered is thanked, and what we posted.",
        (
            example(cards.marked_card, 1),
            example(cards.standing_card, _ANSWERED, "Thank you."),
            example(cards.standing_card, Standing(1, QuestionState.ANSWERED)),
            example(cards.standing_card, Standing(1, QuestionState.NO_LONGER_NEEDED)),
            example(cards.thanks_card, "Aisha Ackroyd", _ROTA, LINK),
            example(cards.as_posted, posted_card("Aisha Ackroyd", "asks", _QUESTION), _ANSWERED),
        ),
    ),
)
