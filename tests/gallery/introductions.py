"""Offers of help, introductions and monthly pairs."""

from datetime import date

from bot.cards import notice
from bot.introductions import handlers
from bot.introductions.cards import introducing, monthly
from bot.introductions.subjects import Subject
from bot.introductions.who import who
from tests.gallery.pictures import Picture, example
from tests.gallery.world import AISHA, HUW, LINK

_QUESTION = Subject(
    about="question:1",
    community_id=1,
    quoted="How do other hubs ring enquirers back in the evening?",
    asker=AISHA,
)
_THEME = Subject(about="theme:1", community_id=1, theme="Evening call backs")
_ASKED = Subject(about="ask:1")
_A, _H = who(AISHA), who(HUW)
_OPENINGS = (
    monthly.Opening(_QUESTION.quoted, "Foster Calder and Aire", date(2026, 9, 24)),
    monthly.Opening("Does anybody pay carers to ring?", "Fen and Wash", date(2026, 9, 2)),
)

PICTURES = (
    Picture(
        "offering-help",
        "Offering help",
        "“I can help” under a question tells the person who asked, in private; they choose"
        " whether to be put in touch.",
        (
            example(introducing.offer_card, _H, _QUESTION, 3),
            example(notice, handlers.OFFERED.format(asker="Aisha Ackroyd")),
        ),
    ),
    Picture(
        "introductions",
        "Being introduced",
        "Who has not agreed yet is asked first, and may say not now; nobody is told of it."
        " Then both are brought together: in a group message, under the question, or apart.",
        (
            example(introducing.wish_card, _A, _QUESTION, 1),
            example(introducing.wish_card, _A, _THEME, 1, proposed_by="Barry Earnshaw"),
            example(introducing.together_card, _A, _H, _QUESTION),
            example(introducing.together_card, _A, _H, _ASKED),
            example(introducing.thread_card, _A, _H),
            example(introducing.apart_card, _H, _THEME, LINK),
            example(introducing.not_made_card, _H),
        ),
    ),
    Picture(
        "pairs",
        "Paired for a month",
        "People who want it are paired with somebody of another hub once a month.",
        (
            example(monthly.pair_card, _A, _H, "Evening call backs", _OPENINGS),
            example(monthly.pair_apart_card, _H, "Evening call backs", _OPENINGS[:1], LINK),
            example(monthly.unpaired_card),
            example(notice, monthly.STOPPED),
        ),
    ),
)
