"""Asking, searching, sharing a challenge."""

from datetime import date

from bot.capture.models import Kind
from bot.cards import notice
from bot.lessons.resources.cards import Shared
from bot.questions import actions, cards
from bot.questions.asking import cards as asking
from bot.questions.challenging import cards as challenging
from bot.questions.experience import cards as experience
from bot.questions.experience.service import BeenThere
from bot.questions.finding import cards as finding
from bot.questions.finding.marking import marked
from bot.questions.finding.query import Query
from bot.questions.sight import Shown
from bot.questions.suggesting import cards as suggesting
from tests.gallery.pictures import Picture, example
from tests.gallery.world import BARRY, HUMBER, HUW, LINK, NOW

_QUESTION = "How do other hubs ring enquirers back in the evening?"


def _shown(
    kind: str, words: str, *, recommendation: str = "", programme: str = "", confirmed: bool = False
) -> Shown:
    return Shown(
        contribution_id=1,
        kind=kind,
        words=words,
        recommendation=recommendation,
        hub="" if programme else "Humber Wolds Fostering Hub",
        person="" if programme else "Huw Pritchard",
        programme=programme,
        on=date(2020, 3, 4) if programme else date(2026, 8, 11),
        link=None if programme else LINK,
        confirmed=confirmed,
        others=0 if programme else 2,
    )


_FOUND = (
    _shown(
        "answer",
        "A rota of six carers who ring from 6 to 8 pm, a fortnight each. It costs £90 a month.",
        confirmed=True,
    ),
    _shown(
        "lesson",
        "We lost one enquirer in three between the form and the first call.",
        recommendation="Ring every enquirer within two hours, evenings too.",
        programme="Regional Adoption Agencies",
    ),
)

_ASKED = asking.Question(_QUESTION, "n", "#hub-leads")
_OFFERED = (
    asking.Offered(_FOUND[0], "Slack, #hub-leads", related=False),
    asking.Offered(_FOUND[1], "", related=True),
)
_PEOPLE = (
    BeenThere(HUW, HUMBER.name, "answered 2 questions like this, last in August", NOW),
    BeenThere(BARRY, "Regional Adoption Agencies", "shared a lesson about it, in March 2020", NOW),
)

_LOOKED_FOR = Query("ring rota", since="2020-03")
_CHOICES = {
    "programme": (
        ("fostering", "Fostering Recruitment Support Hubs"),
        ("raa", "Regional Adoption Agencies"),
    ),
    "theme": (("Evening call backs", "Evening call backs"), ("Home visits", "Home visits")),
    "hub": (("humber", "Humber Wolds Fostering Hub"), ("fosse", "Fosse Way Hub")),
}
_HITS = (
    finding.Hit(
        finding.Source.ANSWER,
        _FOUND[0],
        words=marked(_FOUND[0].words, _LOOKED_FOR.terms, 500),
        shareable=True,
    ),
    finding.Hit(
        finding.Source.RESOURCE,
        _FOUND[0],
        words=marked(_FOUND[0].words, _LOOKED_FOR.terms, 500),
        shared=(Shared(1, "Call-back rota", LINK, "hub managers"),),
    ),
    finding.Hit(
        finding.Source.LESSON,
        _FOUND[1],
        words=marked(_FOUND[1].words, _LOOKED_FOR.terms, 500),
        recommendation=marked(_FOUND[1].recommendation, _LOOKED_FOR.terms, 500),
    ),
)

PICTURES = (
    Picture(
        "ask",
        "Asking",
        "`/ask` shows earlier answers, and people who have been there, to the asker alone; one"
        " button closes the question, one asks the network.",
        (
            example(asking.ask_form, "n", _QUESTION),
            example(asking.answers_card, _ASKED, _OFFERED, _PEOPLE),
            example(asking.answers_card, _ASKED, (), ()),
            example(asking.thanks_card, _ASKED, _OFFERED[0]),
            example(asking.marked_card, _ASKED, _OFFERED[0]),
        ),
    ),
    Picture(
        "named",
        "Being named to people who ask",
        "Somebody whose answer helped is asked once whether they may be named.",
        (
            example(experience.may_i_name_card),
            example(experience.answered_card, True),
            example(experience.answered_card, False),
        ),
    ),
    Picture(
        "shared",
        "Asked, and a challenge shared",
        "What the network sees, and what the person who asked or shared is told.",
        (
            example(challenging.challenge_form, "n", "Half of our enquirers can't come by day."),
            example(cards.posted_card, "Aisha Ackroyd", "asks", _QUESTION),
            example(notice, asking.asked_words("Hub leads", True)),
            example(notice, challenging.challenge_words("Hub leads", True, 4)),
        ),
    ),
    Picture(
        "suggestion",
        "An earlier answer suggested",
        "Under a question that was asked before, when we are sure; then what became of it.",
        (
            example(suggesting.suggestion_card, 7, _FOUND[0]),
            example(suggesting.taken_card, _FOUND[0], "Aisha Ackroyd"),
            example(suggesting.unhelpful_card),
        ),
    ),
    Picture(
        "find",
        "Searching",
        "`/find` searches answers, lessons and questions, those of past programmes too, with what"
        " was looked for highlighted. “Filter” narrows it; “Share here” puts one before everybody.",
        (
            example(finding.find_form, _LOOKED_FOR, _CHOICES),
            example(finding.results_card, _LOOKED_FOR, "since 1 March 2020", _HITS, 1, 12),
            example(cards.shared_card, _FOUND[0], "Aisha Ackroyd"),
            example(finding.results_card, Query("trampolines"), "", (), 0, 0),
            example(
                finding.refused_card,
                Query("ring", hub="trent"),
                "I know no hub “trent”. There is: Humber Wolds Fostering Hub and Fosse Way Hub.",
            ),
        ),
    ),
    Picture(
        "message-actions",
        "Acting on a message",
        "What the actions in a message's menu answer; “Save as lesson” opens the form below.",
        (
            example(notice, actions.KEPT_AS[Kind.QUESTION]),
            example(notice, actions.KEPT_AS[Kind.CHALLENGE]),
        ),
    ),
)
