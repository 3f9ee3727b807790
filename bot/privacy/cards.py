"""What a person sees of what is held about them."""

from collections.abc import Sequence

from bot.capture.models import Kind
from bot.cards import (
    Actions,
    Bullets,
    Button,
    Card,
    Element,
    Facts,
    Heading,
    Text,
    notice,
    words,
)
from bot.community.cards.consent import capture_button, capture_words
from bot.community.cards.helping import helps_button, helps_fact, helps_words
from bot.community.cards.pairing import pairs_button, pairs_fact, pairs_words
from bot.community.linking.cards import link_button
from bot.community.models import Person
from bot.privacy.holdings import Holdings, Kept
from bot.words import count, day, shorten

CAPTURE, SHOW, FORGET = "mydata.capture", "mydata.show", "mydata.forget"
HELPS, PAIRS = "mydata.helps", "mydata.pairs"
PAGE = 10
SHORT, LONG = 200, 2000
"""Characters of a message shown in a list, and where all that is kept is shown."""

KINDS = {
    Kind.QUESTION: "Question",
    Kind.CHALLENGE: "Challenge",
    Kind.ANSWER: "Answer",
    Kind.LESSON: "Lesson",
    Kind.CHATTER: "Chatter",
    Kind.UNSURE: "Not sorted yet",
}
_PLURALS = {
    Kind.QUESTION: "Questions",
    Kind.CHALLENGE: "Challenges",
    Kind.ANSWER: "Answers",
    Kind.LESSON: "Lessons",
    Kind.CHATTER: "Chatter",
    Kind.UNSURE: "Not sorted yet",
}
CONFIRM = (
    "This removes the words of everything of yours that I keep, and your name and accounts, with"
    " those that you linked. It can't be undone. Messages you posted stay in their channels;"
    " delete them there if you want them gone from there too."
)


def kept_list(kept: Sequence[Kept], longest: int = SHORT) -> Bullets:
    """Return messages as a list: kind, day and their words, linked where there is a link."""
    return Bullets(tuple(_line(one, longest) for one in kept))


def _line(one: Kept, longest: int) -> tuple[Text, ...]:
    began = Text(f"{KINDS[one.kind]}, {day(one.posted_at)}: ", strong=True)
    return began, Text(shorten(one.text, longest), link=one.permalink)


def mydata_card(
    person: Person, held: Holdings, latest: Sequence[Kept], accounts: tuple[Element, ...]
) -> Card:
    """Return what is held about a person: numbers and the latest, with what they can do.

    `accounts` shows those that are linked, when there are several.
    """
    platforms = sorted(account.platform.capitalize() for account in held.accounts)
    counts = ((_PLURALS[kind], f"{count:,}") for kind, count in sorted(held.messages.items()))
    return Card(
        text=f"What is held about you: {count(held.total, 'message')}. {capture_words(person)}",
        title="What is held about you",
        elements=(
            Facts(
                (
                    ("Name", person.name or "None"),
                    ("Accounts", ", ".join(platforms)),
                    ("Hub", person.hub.name if person.hub else "None"),
                    ("Messages", f"{held.total:,}"),
                    *counts,
                    ("Lessons you tagged", f"{held.lessons:,}"),
                    ("Offers of help", f"{held.offers:,}"),
                    ("Introductions", f"{held.introductions:,}"),
                    helps_fact(person),
                    pairs_fact(person),
                )
            ),
            words(f"{capture_words(person)} {helps_words(person)} {pairs_words(person)}"),
            *((Heading("The latest"), kept_list(latest)) if latest else ()),
            Actions(
                (
                    Button("Show what is kept", SHOW),
                    capture_button(person, CAPTURE),
                    helps_button(person, HELPS),
                    pairs_button(person, PAIRS),
                    Button("Forget me", FORGET, style="danger", confirm=CONFIRM),
                )
            ),
            *accounts,
            Actions((link_button(),)),
        ),
    )


def nothing_card(person: Person | None) -> Card:
    """Return what somebody sees of whom nothing is held."""
    told = "Nothing is held about you yet."
    return Card(
        text=f"{told} {capture_words(person)}",
        elements=(
            words(told),
            words(capture_words(person)),
            Actions((capture_button(person, CAPTURE), link_button())),
        ),
    )


def page_card(kept: Sequence[Kept], skip: int, total: int) -> Card:
    """Return one page of all that is kept, with buttons to the pages before and after."""
    if not kept:
        return notice("Nothing of yours is kept.")
    told = f"Messages {skip + 1:,} to {skip + len(kept):,} of {total:,}, the newest first."
    buttons = []
    if skip:
        buttons.append(Button("Newer", SHOW, str(max(0, skip - PAGE))))
    if skip + len(kept) < total:
        buttons.append(Button("Older", SHOW, str(skip + PAGE)))
    return Card(
        text=told,
        title="What is kept",
        elements=(
            words(told),
            kept_list(kept, LONG),
            *((Actions(tuple(buttons)),) if buttons else ()),
        ),
    )


def forgotten_card(messages: int, lessons: int) -> Card:
    """Return what is said when a person was forgotten."""
    return notice(
        f"You are forgotten: the words of {count(messages, 'message')} and"
        f" {count(lessons, 'lesson')} are gone,"
        " and so are your name and account. If you write in a captured channel again I treat you as"
        " somebody new; choose “Don't capture me” in /mydata if you do not want that."
    )
