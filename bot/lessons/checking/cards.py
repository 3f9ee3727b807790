"""What facilitators see when they check lessons, and what authors are told of it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.capture.models import Contribution
from bot.cards import (
    Actions,
    Bullets,
    Button,
    Card,
    Divider,
    Element,
    Heading,
    Paragraph,
    Quote,
    Text,
    words,
)
from bot.lessons.checking.showing import Whole, lesson_elements
from bot.lessons.models import LIVING, Lesson, LessonChange, Status
from bot.words import count, day, shorten

TITLE = "Check lessons"
NOTHING = "There is no lesson to check just now."
NOTHING_WHY = "Lessons that people save come here before they go into the guide."
QUOTED = 300
MOST_CHANGES = 15
WHAT = {
    "saved": "Saved",
    "account_added": "Another account added",
    "evidence_counted": "Evidence brought up to date",
    "approved": "Checked",
    "edited": "Changed",
    "asked": "Asked the author",
    "replied": "Answered",
    "declined": "Declined",
    "put_in_guide": "Put in the guide",
    "merged": "Another lesson merged into it",
    "still_right": "Said to be still right",
    "out_of_date": "Said to be out of date",
    "owner_left": "Found without an owner, who left,",
    "owner_chosen": "Given a new owner",
}
LABELS = {
    "what_happened": "what happened",
    "sharing": "who may see it",
    "named": "hub's name",
    "early_signs": "early warning signs",
    "applies_when": "when it applies",
    "not_when": "when it does not apply",
    "review_on": "review date",
}
"""Of fields whose names in the table people would not know."""


@dataclass(frozen=True, slots=True)
class Queue:
    """What is shown to a facilitator: one lesson (None: nothing waits) and what else there is.

    `due` are the checked lessons that somebody has to look at again.
    """

    whole: Whole | None
    waiting: int
    proposed: Sequence[Contribution] = ()
    due: Sequence[Lesson] = ()
    note: str = ""


def queue_card(queue: Queue, zone: ZoneInfo) -> Card:
    """Show the lesson to check, messages that look like one, and lessons due for review."""
    elements: list[Element] = [words(queue.note, quiet=True), Divider()] if queue.note else []
    said = NOTHING
    if queue.whole is None:
        elements += [words(NOTHING), words(NOTHING_WHY, quiet=True)]
    else:
        said = _waiting(queue.waiting)
        elements += [words(said, quiet=True), *lesson_elements(queue.whole, zone)]
        elements.append(Actions(_buttons(queue.whole.lesson, queue.waiting)))
    elements += [*_proposed(queue.proposed, zone), *_due(queue.due)]
    lesson = f" {queue.whole.lesson.recommendation}" if queue.whole else ""
    return Card(text=f"{queue.note} {said}{lesson}".strip(), title=TITLE, elements=tuple(elements))


def _waiting(waiting: int) -> str:
    return f"{count(waiting, 'lesson')} to check." if waiting else "Every lesson is checked."


def _buttons(lesson: Lesson, waiting: int) -> tuple[Button, ...]:
    value = str(lesson.id)
    checked = lesson.status in LIVING and lesson.status != Status.CAPTURED
    buttons = [
        Button("Edit", "lesson_edit", value, opens_form=True),
        Button("Ask the author", "lesson_ask_author", value, opens_form=True),
        Button("Merge into…", "lesson_merge", value, opens_form=True),
        Button("History", "lesson_history", value),
    ]
    if not checked:
        buttons.insert(0, Button("Approve", "lesson_approve", value, "primary", opens_form=True))
    if lesson.status != Status.DECLINED:
        buttons.insert(-1, Button("Decline", "lesson_decline", value, opens_form=True))
    if waiting > 1 or (waiting and lesson.status != Status.CAPTURED):
        buttons.append(Button("Next", "lesson_next", value))
    return tuple(buttons)


def _proposed(proposed: Sequence[Contribution], zone: ZoneInfo) -> list[Element]:
    if not proposed:
        return []
    elements: list[Element] = [Divider(), Heading("Looks like a lesson")]
    for one in proposed:
        hub = f"{one.hub.name}, " if one.hub else ""
        on = day(one.posted_at.astimezone(zone).date())
        value = str(one.id)
        elements.append(Quote(shorten(one.text, QUOTED), source=f"{hub}{on}"))
        save = Button("Save as lesson", "lesson_open", value, opens_form=True)
        elements.append(Actions((save, Button("Not a lesson", "lesson_refuse", value))))
    return elements


def _due(due: Sequence[Lesson]) -> list[Element]:
    if not due:
        return []
    elements: list[Element] = [Divider(), Heading("Due for review")]
    for one in due:
        since = f" Due since {day(one.review_on)}." if one.review_on else ""
        who = f"Looked after by {one.owner.name}." if one.owner else "Nobody looks after it."
        text = Text(shorten(one.recommendation, QUOTED))
        elements.append(Paragraph((text, Text(f" {who}{since}"))))
        value = str(one.id)
        still = Button("Still right", "lesson_still", value)
        owner = Button("Choose an owner", "lesson_owner", value, opens_form=True)
        elements.append(Actions((still, Button("Open", "lesson_check", value), owner)))
    return elements


def question_card(lesson: Lesson, question: str, asker: str) -> Card:
    """Ask the author a facilitator's question."""
    said = f"{asker or 'A facilitator'} is checking a lesson from your words and asks you:"
    button = Button("Reply", "lesson_reply", str(lesson.id), "primary", opens_form=True)
    return Card(
        text=f"{said} {question}",
        elements=(
            words(said, strong=True),
            Quote(question),
            words("The lesson:", quiet=True),
            Quote(lesson.recommendation),
            words("Your reply goes to the facilitators of your community.", quiet=True),
            Actions((button,)),
        ),
    )


def reply_card(lesson: Lesson, question: str, reply: str, name: str) -> Card:
    """Bring the author's reply to the facilitators."""
    said = f"{name or 'The author'} replied about a lesson that you are checking."
    button = Button("Open the lesson", "lesson_check", str(lesson.id), "primary")
    return Card(
        text=f"{said} {reply}",
        elements=(
            words(said, strong=True),
            Quote(lesson.recommendation),
            words(f"You asked: {question}", quiet=True),
            Quote(reply),
            Actions((button,)),
        ),
    )


def declined_card(lesson: Lesson) -> Card:
    """Tell who saved a lesson, kindly, that it was declined and why."""
    said = "Thank you for saving a lesson. A facilitator read it and decided not to keep it as one."
    after = (
        "What was said stays where it is, and your network can still find it. If you change the"
        " lesson, a facilitator looks at it again."
    )
    change = Button(
        "Change the lesson", "lesson_open", str(lesson.contribution_id), opens_form=True
    )
    return Card(
        text=f"{said} The reason: {lesson.decline_reason}",
        elements=(
            words(said),
            Quote(lesson.recommendation),
            words("The reason:", strong=True),
            Quote(lesson.decline_reason),
            words(after, quiet=True),
            Actions((change,)),
        ),
    )


def history_card(lesson: Lesson, changes: Sequence[LessonChange], zone: ZoneInfo) -> Card:
    """Show what was done to a lesson, by whom and when, the newest first."""
    lines = tuple(_change(one, zone) for one in changes[:MOST_CHANGES])
    more = len(changes) - MOST_CHANGES
    elements: list[Element] = [Quote(lesson.recommendation), Bullets(lines)]
    if more > 0:
        elements.append(words(f"{count(more, 'earlier change')} not shown.", quiet=True))
    return Card(
        text=f"What was done to the lesson: {lesson.recommendation}",
        title="History",
        elements=tuple(elements),
    )


def _change(one: LessonChange, zone: ZoneInfo) -> tuple[Text, ...]:
    on = day(one.at.astimezone(zone).date())
    who = (one.by.name or "somebody who was forgotten") if one.by else "Common Thread"
    said = f"{WHAT.get(one.what, one.what)} by {who}, {on}."
    fields = [LABELS.get(str(name), str(name)) for name in one.fields]
    if fields and one.what != "saved":
        said += f" Changed: {', '.join(fields)}."
    if one.words:
        said += f" “{shorten(one.words, QUOTED)}”"
    return (Text(said),)
