"""The facilitator's desk, and writing to a quiet hub."""

from bot.cards import Button, LinkButton
from bot.desk.cards import desk, letter
from bot.desk.content import Item, SectionContent
from bot.desk.view import View
from bot.words import sparkline
from tests.gallery.pictures import Picture, example
from tests.gallery.world import ADOPTERS, LINK

_VIEW = View(community_id=1)
_OPEN = LinkButton("Open", LINK)


def _questions(*told: tuple[str, str]) -> tuple[Item, ...]:
    return tuple(
        Item(key=f"question:{n}", lead=lead, facts=facts, buttons=(_OPEN,), closes=True)
        for n, (lead, facts) in enumerate(told)
    )


_UNANSWERED = SectionContent(
    name="unanswered",
    title="Questions without an answer",
    nothing="no question without an answer for 2 working days",
    items=_questions(
        (
            "“Who pays carers while they train, and out of which budget?”",
            "Foster Calder and Aire, 5 working days ago. 1 person has offered to help.",
        ),
        (
            "“Has anyone a rota for call-backs that works at weekends?”",
            "Humber Wolds Fostering Hub, 3 working days ago.",
        ),
        ("“Which rooms are cheap in the evening?”", "Fen and Wash Foster Hub, 2 working days ago."),
    ),
)
_ASKS = SectionContent(
    name="asks",
    title="Waiting for the department",
    nothing="nothing waiting for the department",
    items=_questions(
        (
            "“Please can the department tell us when the national advert goes live?”",
            "Humber Wolds Fostering Hub, in #ask-the-department, 6 working days ago."
            " No official has replied.",
        )
    ),
)
_SUMMARIES = SectionContent(
    name="summaries",
    title="Summaries to approve",
    nothing="no summary to approve",
    items=(
        Item(
            key="summary:1",
            lead="Week to Monday 28 September 2026",
            facts="3 themes, drafted on 28 September 2026. Nothing was sent yet.",
            buttons=(Button("Open the draft", "desk_summary", "1"),),
        ),
    ),
)
_QUIET = SectionContent(
    name="quiet",
    title="Quiet hubs",
    nothing="no hub quiet for 3 weeks",
    items=(
        Item(
            key="hub:3",
            lead="Fen and Wash Foster Hub",
            facts="Nothing since 30 August 2026. 2 members here.",
            writes=True,
        ),
    ),
)
_WEEKS = (0, 0, 1, 2, 2, 3, 5, 6)
_RISING = SectionContent(
    name="rising",
    title="Themes on the rise",
    nothing="no theme on the rise",
    items=(
        Item(
            key="theme:1",
            lead="Slow first call-backs",
            facts=f"{', '.join(map(str, _WEEKS))} hubs a week. 9 hubs in all, rising.",
            drawn=sparkline(_WEEKS),
            buttons=(Button("Open the theme", "theme_open", "1"),),
        ),
    ),
)
_LESSONS = SectionContent(
    name="lessons", title="Lessons to check", nothing="no lesson to check", items=()
)
_MANY = SectionContent(
    name=_UNANSWERED.name,
    title=_UNANSWERED.title,
    nothing=_UNANSWERED.nothing,
    items=_UNANSWERED.items * 4,
)

PICTURES = (
    Picture(
        "desk",
        "The facilitator's desk",
        "`/commonthread desk`: what waits, each item with its buttons; and with nothing waiting.",
        (
            example(
                desk.desk_card,
                "Hub leads",
                _VIEW,
                (_UNANSWERED, _ASKS, _SUMMARIES, _QUIET, _RISING, _LESSONS),
                others=((2, ADOPTERS.name),),
            ),
            example(desk.desk_card, "Hub leads", _VIEW, (_LESSONS,)),
        ),
    ),
    Picture(
        "desk-section",
        "One section of the desk",
        "Everything in it, page by page; one question is about to be closed or put off.",
        (
            example(
                desk.section_card,
                "Hub leads",
                View(community_id=1, section="unanswered", page=1, item="question:2"),
                _MANY,
                note="Put off until Tuesday 29 September.",
            ),
        ),
    ),
    Picture(
        "desk-letter",
        "Writing to a quiet hub",
        "A kind message to change, and what the hub's members read.",
        (
            example(letter.letter_form, "Hub leads", "Fen and Wash Foster Hub", 2, ""),
            example(
                letter.letter_card,
                "Barry Earnshaw",
                "Hub leads",
                "Fen and Wash Foster Hub",
                "Hello. How is it going with the new rota?",
            ),
        ),
    ),
)
