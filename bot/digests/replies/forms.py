"""The forms: an official's reply and question, a facilitator's ask and reason. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards import ChoiceField, Form, Option, TextField, words
from bot.digests.replies.dates import EXAMPLE
from bot.digests.replies.models import AskKind, Standing

REPLY_FORM, ASK_BACK_FORM, ASK_FORM = "reply_written", "ask_back_written", "ask_added"
HOLD_FORM, BACK_HOLD_FORM = "reply_held", "ask_back_held"
SAYS, WORDS, BY_WHEN, KIND, THEME, REASON = "says", "words", "by_when", "kind", "theme", "reason"
LONGEST_REPLY, LONGEST_QUESTION, LONGEST_ASK, LONGEST_REASON = 1500, 600, 300, 600
NO_THEME = "none"
AS_DEPARTMENT = "The hubs read this as from “The department”, without your name."


@dataclass(frozen=True, slots=True)
class ThemeChoice:
    """A theme to choose, as its label stands."""

    id: int
    label: str


def reply_form(about: str, context: str, *, released_first: bool) -> Form:
    """Ask an official what the department says."""
    first = " A facilitator reads it first." if released_first else ""
    return Form(
        form=REPLY_FORM,
        title="Reply to the hubs",
        submit="Send",
        context=context,
        intro=(words(f"About: {about}"), words(f"{AS_DEPARTMENT}{first}", quiet=True)),
        fields=(
            ChoiceField(
                SAYS,
                "What do you say?",
                options=(
                    Option(Standing.ACKNOWLEDGED, "Acknowledged: we will come back to you"),
                    Option(Standing.ANSWERED, "Answered: here is the answer"),
                    Option(Standing.DOING, "Doing it"),
                    Option(Standing.NOT_DOING, "Not doing it, and why"),
                ),
            ),
            TextField(
                WORDS,
                "Your answer, or the reason",
                hint="Leave it empty only to acknowledge",
                multiline=True,
                required=False,
                max_length=LONGEST_REPLY,
            ),
            TextField(BY_WHEN, "By when", hint=EXAMPLE, required=False, max_length=40),
        ),
    )


def ask_back_form(about: str, context: str, *, released_first: bool) -> Form:
    """Ask an official what they want to ask the hubs."""
    first = " A facilitator reads it first." if released_first else ""
    return Form(
        form=ASK_BACK_FORM,
        title="Ask the hubs",
        submit="Ask",
        context=context,
        intro=(words(f"About: {about}"), words(f"{AS_DEPARTMENT}{first}", quiet=True)),
        fields=(
            TextField(
                WORDS,
                "What do you want to ask?",
                hint="It is posted in the channels that raised this theme.",
                multiline=True,
                max_length=LONGEST_QUESTION,
            ),
        ),
    )


def ask_form(context: str, about: str, themes: Sequence[ThemeChoice]) -> Form:
    """Ask a facilitator what to ask of the department; without `themes`, what it is about is known.

    `about` says what that is, for the facilitator alone.
    """
    options = (Option(NO_THEME, "No theme"), *(Option(str(t.id), t.label[:75]) for t in themes))
    choose = ChoiceField(THEME, "About which theme?", options=options, value=NO_THEME)
    return Form(
        form=ASK_FORM,
        title="Ask the department",
        submit="Add",
        context=context,
        intro=((words(f"About: {about}", quiet=True),) if about else ()),
        fields=(
            ChoiceField(
                KIND,
                "What is needed?",
                options=(
                    Option(AskKind.DECISION, "A decision"),
                    Option(AskKind.DIRECTION, "A direction"),
                    Option(AskKind.ADVICE, "Advice"),
                    Option(AskKind.SUPPORT, "Support"),
                    Option(AskKind.INFORMATION, "Information"),
                ),
            ),
            TextField(
                WORDS,
                "What do the hubs ask?",
                hint="One sentence in your own words, with no name of a hub, place or person",
                multiline=True,
                max_length=LONGEST_ASK,
            ),
            *((choose,) if themes else ()),
        ),
    )


def reason_form(form: str, context: str) -> Form:
    """Ask a facilitator why they hold something back (`form`: a reply, or a question)."""
    return Form(
        form=form,
        title="Hold back",
        submit="Hold back",
        context=context,
        fields=(
            TextField(
                REASON,
                "Why are you holding it back?",
                hint="The official who wrote it reads this.",
                multiline=True,
                max_length=LONGEST_REASON,
            ),
        ),
    )
