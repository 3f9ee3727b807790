"""The weekly digest, and when it comes."""

from datetime import date, time

from bot.cards import notice
from bot.digests.letters import cards, items
from bot.digests.letters.composing import Letter, Section
from bot.digests.letters.handlers import ZONES
from bot.digests.letters.timing import Rhythm, next_time
from bot.digests.replies.models import Standing
from bot.introductions.who import who
from bot.schedules.calendar import Weekday
from bot.themes.trend import Trend
from tests.gallery.pictures import Picture, example
from tests.gallery.world import HUW, LINK, NOW, ZONE

_DAY = date(2026, 9, 28)
_RHYTHM = Rhythm(Weekday.MONDAY, time(10), ZONE)
_WHEN = cards.when_words(_RHYTHM, next_time(_RHYTHM, "", NOW))
_ADDRESS = cards.Address("Hub leads")
_CHANNEL = cards.Address("Hub leads", "channel:1", "#hub-leads")


def _said(key: int, words: str, person: str, hub: str, on: int) -> items.Said:
    return items.Said(key, words, person, hub, date(2026, 9, on), LINK)


_RANG = _said(1, "How do other hubs ring enquirers back in the evening?", "You", "", 22)
_REPLY = _said(
    2,
    "A rota of six carers who ring from 6 to 8 pm, a fortnight each. It costs £90 a month.",
    "Huw Pritchard",
    "Humber Wolds Fostering Hub",
    24,
)
_WAITS = _said(
    3,
    "Who has run information evenings in a library? Did anybody come who had not enquired before?",
    "Siân Rees",
    "Fen and Wash Foster Hub",
    23,
)
_MEDICALS = _said(
    5,
    "Ours wait eleven weeks for a medical, and one GP asked £180 for the form.",
    "Siân Rees",
    "Fen and Wash Foster Hub",
    25,
)
_QUESTIONS = (Section.QUESTIONS, (items.question_item(_WAITS),))
_MOVING = items.Moving(1, "Medicals take months", Trend.RISING, 9, 3, True, _MEDICALS)
_THEMES = (Section.THEMES, (items.theme_item(_MOVING),))
_LETTER = Letter(
    (
        (Section.ANSWERS, (items.answer_item(_RANG, _REPLY, 2),)),
        (
            Section.REPLIES,
            (
                items.reply_item(
                    items.Replied(
                        id=1,
                        ask="Can medicals be paid for centrally?",
                        theme_id=1,
                        theme="Medicals take months",
                        says=Standing.DOING,
                        words="We are agreeing one fee with NHS England, and will write to hubs.",
                        by_when=date(2026, 11, 30),
                        on=date(2026, 9, 25),
                        link=LINK,
                        message_id=None,
                    )
                ),
            ),
        ),
        _QUESTIONS,
        _THEMES,
        (
            Section.LESSONS,
            (
                items.lesson_item(
                    items.Learned(
                        id=4,
                        message_id=4,
                        advice="Ring every enquirer within two hours, evenings too.",
                        worked=True,
                        hub="Humber Wolds Fostering Hub",
                        on=date(2026, 9, 24),
                        checked=True,
                        link=LINK,
                    )
                ),
            ),
        ),
        (
            Section.PEOPLE,
            (
                items.person_item(
                    items.Knows(
                        person_id=3,
                        who=who(HUW),
                        theme_id=2,
                        theme="Evening call backs",
                        gave="3 answers",
                        about="question:1",
                        link=LINK,
                    )
                ),
            ),
        ),
    )
)
_MADE = cards.digest_card(_LETTER, _ADDRESS, _DAY)

PICTURES = (
    Picture(
        "digest",
        "The weekly digest",
        "Once a week, to each hub lead in private: only what is new, and only what they may see.",
        (example(cards.digest_card, _LETTER, _ADDRESS, _DAY),),
    ),
    Picture(
        "digest-settings",
        "When the digest comes",
        "`/digest` shows it as it would be now, and says when the next one comes. Facilitators may"
        " have one in a channel too.",
        (
            example(cards.preview_card, cards.empty_card(_ADDRESS, _DAY), _WHEN, "channel:1"),
            example(cards.empty_card, _ADDRESS, _DAY),
            example(cards.settings_form, _RHYTHM, _ADDRESS, ZONES, _DAY),
            example(notice, f"Saved. {_WHEN}"),
        ),
    ),
    Picture(
        "digest-channel",
        "The digest of a channel",
        "What all members of the channel's community may see: nothing of one person's own.",
        (example(cards.digest_card, Letter((_QUESTIONS, _THEMES)), _CHANNEL, _DAY),),
    ),
)
