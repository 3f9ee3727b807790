"""What a person sees of what is held about them."""

from bot.capture.models import Kind
from bot.community.linking import cards as linking
from bot.community.linking.telling import WHY
from bot.privacy import cards
from bot.privacy.holdings import Holdings
from tests.gallery.pictures import Picture, example
from tests.gallery.world import ACCOUNTS, AISHA, HUW, KEPT

_HELD = Holdings(
    accounts=ACCOUNTS,
    messages={Kind.QUESTION: 12, Kind.CHALLENGE: 5, Kind.ANSWER: 31, Kind.LESSON: 2},
    lessons=3,
    offers=2,
    introductions=1,
)

PICTURES = (
    Picture(
        "mydata",
        "What is held about me",
        "`/mydata`: numbers, the latest messages, and the switches.",
        (example(cards.mydata_card, AISHA, _HELD, KEPT, linking.accounts_part(ACCOUNTS, 2)),),
    ),
    Picture(
        "mydata-more",
        "All that is kept, nothing, and forgotten",
        "“Show what is kept”, the answer when nothing is held, and the last word of “Forget me”.",
        (
            example(cards.page_card, KEPT, 10, 50),
            example(cards.nothing_card, HUW),
            example(cards.forgotten_card, 48, 3),
        ),
    ),
    Picture(
        "linking",
        "Two accounts, one person",
        "A person on both platforms links them by a code, or is told that a vouched e-mail"
        " address did; either way it can be undone.",
        (
            example(linking.code_card, "CDFG-3467", "/mydata"),
            example(linking.code_form),
            example(linking.linked_card, "Slack", "/mydata"),
            example(linking.told_card, "Teams", ACCOUNTS[0], ACCOUNTS, WHY["email"]),
        ),
    ),
)
