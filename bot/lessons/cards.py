"""The lesson's form, the picker, and what is said around them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.cards import (
    Actions,
    Button,
    Card,
    ChoiceField,
    Form,
    Option,
    Quote,
    TextField,
    words,
)
from bot.lessons.advice import headline, proposed_sentence, seems_to_have_worked
from bot.lessons.models import Lesson
from bot.lessons.service import Sharing, Told
from bot.words import count, day, shorten

LONGEST_STORY = 3000
LONGEST_SENTENCE = 300
WORKED = (Option("yes", "It worked"), Option("no", "It did not work"))
NAMED = (
    Option("no", "Without the hub's name"),
    Option("yes", "With the hub's name"),
)
NEW = "new"
SAME_HINT = "Yours is kept as another account of it"
FILLED_IN = "One sentence. Change it as you like."
BEGINS = "Your words begin so. Better say what to do, for example: Ring everyone within two hours."
READ_FROM_WORDS = "Read from the words. Change it if that is wrong."
SHARING = {
    Sharing.MEMBERS: Option("members", "Members of the network", "Nobody else sees it"),
    Sharing.DEPARTMENT: Option("department", "Members and the department"),
    Sharing.PUBLIC: Option("public", "Anyone, in the published guide"),
}
NEXT = {
    Sharing.MEMBERS: "Members of your network",
    Sharing.DEPARTMENT: "Members of your network and the department",
    Sharing.PUBLIC: "Members of your network, the department and readers of the guide",
}


@dataclass(frozen=True, slots=True)
class Pick:
    """A message to choose in the picker."""

    contribution_id: int
    text: str
    on: date


def lesson_form(
    context: str, story: str, *, told: Told | None, may_widen: bool, same: Sequence[Lesson] = ()
) -> Form:
    """Ask for the lesson; `told` is what it says so far, `story` the message's words.

    A new one is filled in from its words, so that it can be saved as it is. Only who wrote the
    message, or a facilitator, `may_widen` whom it is shared with. `same` are lessons it may be an
    account of.
    """
    return Form(
        form="lesson",
        title="Save as lesson",
        context=context,
        fields=(
            TextField(
                name="what_happened",
                label="What happened",
                value=(told.what_happened if told else story)[:LONGEST_STORY],
                multiline=True,
                max_length=LONGEST_STORY,
            ),
            *_same_field(same),
            _recommendation_field(told, story),
            _worked_field(told, story),
            *_sharing_fields(told, may_widen),
        ),
    )


def _recommendation_field(told: Told | None, story: str) -> TextField:
    advises = told is not None or proposed_sentence(story)
    return TextField(
        name="recommendation",
        label="What would you tell others?",
        hint=FILLED_IN if advises else BEGINS,
        value=told.recommendation if told else headline(story),
        max_length=LONGEST_SENTENCE,
    )


def _worked_field(told: Told | None, story: str) -> ChoiceField:
    worked = told.worked if told else seems_to_have_worked(story) is not False
    return ChoiceField(
        name="worked",
        label="Did it work?",
        hint="" if told else READ_FROM_WORDS,
        options=WORKED,
        value="yes" if worked else "no",
    )


def _same_field(same: Sequence[Lesson]) -> tuple[ChoiceField, ...]:
    if not same:
        return ()
    ours = (
        Option(str(one.id), f"Add it to: {shorten(one.recommendation, 60)}", SAME_HINT)
        for one in same
    )
    options = (Option(NEW, "No, it is a lesson of its own"), *ours)
    return (ChoiceField("same", "Is it the same as one of these?", options, NEW),)


def _sharing_fields(told: Told | None, may_widen: bool) -> tuple[ChoiceField, ...]:
    if not may_widen:
        as_it_is = told.sharing if told else Sharing.MEMBERS
        only = ChoiceField(
            name="sharing",
            label="Who may see it?",
            options=(SHARING[as_it_is],),
            value=str(as_it_is),
            hint="The person who wrote the message, or a facilitator, can share it more widely.",
        )
        return (only,)
    sharing = ChoiceField(
        name="sharing",
        label="Who may see it?",
        options=tuple(SHARING.values()),
        value=str(told.sharing if told else Sharing.MEMBERS),
    )
    named = ChoiceField(
        name="named",
        label="Show the hub's name with it?",
        options=NAMED,
        value="yes" if told and told.named else "no",
    )
    return (sharing, named)


def picker(picks: Sequence[Pick]) -> Form:
    """Ask which message to save as a lesson."""
    options = tuple(
        Option(str(pick.contribution_id), shorten(pick.text, 70), day(pick.on)) for pick in picks
    )
    field = ChoiceField(
        name="message",
        label="Which message?",
        options=options,
        hint="Your latest messages. For another, type /lesson and its link.",
    )
    return Form(form="lesson_pick", title="Save as lesson", fields=(field,), submit="Continue")


def saved_card(told: Told, network: str) -> Card:
    """Say that a lesson was saved and what happens next."""
    seen = f"{NEXT[told.sharing]} can find it"
    named = "with the hub's name" if told.named else "without the hub's name"
    facts = f"{seen}, {named}."
    after = (
        f"It is offered when somebody in {network} asks about the same thing."
        " A facilitator checks it before it goes into the guide or leaves the network."
    )
    return Card(
        text=f"Lesson saved: {told.recommendation}",
        elements=(
            words("Lesson saved", strong=True),
            Quote(told.recommendation),
            words(facts),
            words(after, quiet=True),
        ),
    )


def account_card(recommendation: str, accounts: int) -> Card:
    """Say that the caller's words were added to a lesson."""
    others = count(accounts, "account")
    said = f"Your account was added to the lesson. It has {others} besides the first."
    after = (
        "Choose this whenever somebody has been through the same. It shows what can be relied on."
    )
    return Card(
        text=f"{said} {recommendation}",
        elements=(
            words(said, strong=True),
            Quote(recommendation),
            words(after, quiet=True),
        ),
    )


def add_card(contribution_id: int, text: str) -> Card:
    """Ask a person who marked a message as a lesson for what they would tell others."""
    button = Button(
        "Add what you'd tell others", "lesson_open", str(contribution_id), opens_form=True
    )
    return Card(
        text="You marked a message as a lesson. Add what you would tell others.",
        elements=(
            words("You marked this message as a lesson:"),
            Quote(shorten(text, 300)),
            words("Add what you would tell others. It takes about a minute.", quiet=True),
            Actions((button,)),
        ),
    )
