"""What the department replies: its forms, the hubs' cards, and a facilitator's release."""

from datetime import date

from bot.digests.replies import cards, forms
from bot.digests.replies.models import Standing
from tests.gallery.pictures import Picture, example

_ON = date(2026, 9, 29)
_ON_THEME = cards.Reply(
    about="Slow first call-backs",
    is_ask=False,
    says=Standing.DOING,
    words="We are adding the hubs' numbers to the national line, so that calls go straight to you.",
    by_when=date(2026, 10, 9),
    theme_id=1,
)
_ON_ASK = cards.Reply(
    about="May the first return be a dry run that is not published?",
    is_ask=True,
    says=Standing.NOT_DOING,
    words="The return is published by law. Counts under 5 are left out, and totals are rounded.",
)
_QUESTION = "How many enquirers did you lose to slow call-backs last month, roughly?"
_REASON = "Which of the two lines is meant? Please say so, then I release it."
_LABEL = "Slow first call-backs"

PICTURES = (
    Picture(
        "department-reply-form",
        "An official replies, or asks the hubs",
        "Reply and Ask the hubs stand under each theme of the summary, and on a theme's page.",
        (
            example(forms.reply_form, _LABEL, "theme:1", released_first=True),
            example(forms.ask_back_form, _LABEL, "theme:1", released_first=False),
        ),
    ),
    Picture(
        "department-reply",
        "The department replied",
        "In each channel that raised it, and to each person who wrote about it.",
        (
            example(cards.reply_card, _ON_THEME),
            example(cards.contributor_card, _ON_ASK),
            example(cards.question_card, _LABEL, _QUESTION),
        ),
    ),
    Picture(
        "department-release",
        "A facilitator releases a reply, or holds it back",
        "Where a community wants its facilitators to read first what the department says.",
        (
            example(cards.to_release_card, 1, _ON_THEME, "Hub leads"),
            example(cards.question_to_release_card, 1, _LABEL, _QUESTION, "Hub leads"),
            example(forms.reason_form, forms.HOLD_FORM, "1"),
            example(cards.released_card, _ON_THEME, "Barry Earnshaw", _ON),
            example(cards.question_released_card, _LABEL, _QUESTION, "Barry Earnshaw", _ON),
            example(cards.held_back_card, _LABEL, _REASON),
        ),
    ),
    Picture(
        "department-ask",
        "A facilitator asks the department",
        "In their own words: what names a hub, place or person, or quotes a message, is refused.",
        (
            example(
                forms.ask_form,
                "message:1",
                "“Please can the department tell us when the national advert goes live?”",
                (),
            ),
            example(
                forms.ask_form,
                "1:1",
                "",
                (forms.ThemeChoice(1, _LABEL), forms.ThemeChoice(2, "Rooms for training")),
            ),
        ),
    ),
    Picture(
        "department-follow",
        "An official follows a theme",
        "Told when a summary tells of it, and when the department replied on it.",
        (
            example(
                cards.followed_card,
                "Hub leads",
                ((_LABEL, "6 or more hubs, rising"), ("Rooms for training", "3 to 5 hubs, steady")),
            ),
            example(cards.follower_card, _ON_THEME),
        ),
    ),
)
