"""What owners are asked about their lessons, and facilitators about those without one. Pure."""

from collections.abc import Sequence
from datetime import date

from bot.cards import Actions, Bullets, Button, Card, ChoiceField, Form, Quote, Text, words
from bot.lessons.checking.forms import context_of
from bot.lessons.models import Lesson
from bot.words import count, day, shorten

MOST = 10
QUOTED = 200
OLD = "It is shown to nobody any more. A facilitator can bring it back."


def review_card(lesson: Lesson, *, again: bool) -> Card:
    """Ask the owner whether a lesson is still right."""
    said = "Is this lesson still right?" if not again else "A reminder: is this lesson still right?"
    since = f" It was checked on {day(lesson.checked_at.date())}." if lesson.checked_at else ""
    message, value = str(lesson.contribution_id), str(lesson.id)
    buttons = (
        Button("Still right", "lesson_still", value, "primary"),
        Button("Change it", "lesson_open", message, opens_form=True),
        Button("Out of date", "lesson_old", value, confirm=OLD),
    )
    return Card(
        text=f"{said} {lesson.recommendation}",
        elements=(
            words(said, strong=True),
            Quote(lesson.recommendation),
            words(f"You look after it.{since}", quiet=True),
            Actions(buttons),
        ),
    )


def ownerless_card(lessons: Sequence[Lesson]) -> Card:
    """Tell facilitators which lessons nobody looks after, now that their owner has left."""
    said = f"{count(len(lessons), 'lesson')} need a new owner, as theirs has left the community."
    if len(lessons) == 1:
        said = "1 lesson needs a new owner, as theirs has left the community."
    lines = tuple((Text(shorten(one.recommendation, QUOTED)),) for one in lessons[:MOST])
    button = Button("Choose owners", "lesson_check", str(lessons[0].id), "primary")
    return Card(text=said, elements=(words(said, strong=True), Bullets(lines), Actions((button,))))


def owner_form(lesson: Lesson, owner: ChoiceField, review: ChoiceField) -> Form:
    """Ask who looks after a lesson, and until when."""
    return Form(
        form="lesson_owner",
        title="Choose an owner",
        context=context_of(lesson),
        intro=(Quote(lesson.recommendation),),
        fields=(owner, review),
    )


def still_words(on: date) -> str:
    """Say what follows when a lesson is still right."""
    return f"Thank you. You will be asked again on {day(on)}."
