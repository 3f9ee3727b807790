"""The forms of a facilitator who checks a lesson, and of the author who replies. Pure.

Each carries the lesson's id and the status it had, so that what was settled meanwhile is seen.
"""

from collections.abc import Sequence
from datetime import date

from bot.cards import ChoiceField, Field, Form, Option, Quote, TextField
from bot.community.models import Person
from bot.lessons.cards import LONGEST_SENTENCE, LONGEST_STORY, NAMED, SHARING, WORKED
from bot.lessons.checking.service import in_months
from bot.lessons.models import Evidence, Lesson
from bot.lessons.wording import EVIDENCE, EVIDENCE_HINTS, STAGES
from bot.words import day, shorten

LONGEST_TITLE = 100
LONGEST_ADDED = 1000
LONGEST_WORDS = 500
REVIEW_MONTHS = (3, 6, 12)
USUAL_MONTHS = 6
IN_WORDS = {3: "In 3 months", 6: "In 6 months", 12: "In a year"}
STAGE_OPTIONS = tuple(Option(str(stage), label) for stage, label in STAGES.items())
EVIDENCE_OPTIONS = tuple(
    Option(str(one), label, EVIDENCE_HINTS[one]) for one, label in EVIDENCE.items()
)
ADDED = (
    ("why", "Why did it happen?", ""),
    ("early_signs", "What were the early warning signs?", ""),
    ("applies_when", "When does it apply?", "For example: Hubs with more than one council."),
    ("not_when", "When does it not apply?", ""),
)


def context_of(lesson: Lesson) -> str:
    """Return what a form carries."""
    return f"{lesson.id}:{lesson.status}"


def approve_form(
    lesson: Lesson, people: Sequence[Person], owner_id: int | None, today: date
) -> Form:
    """Ask for what approving settles. `people` may own it; `owner_id` is who seems right."""
    return Form(
        form="lesson_approve",
        title="Approve the lesson",
        context=context_of(lesson),
        intro=(Quote(lesson.recommendation),),
        fields=(
            _stage_field(lesson),
            _evidence_field(lesson),
            owner_field(people, owner_id),
            review_field(today),
        ),
        submit="Approve",
    )


def owner_field(people: Sequence[Person], owner_id: int | None) -> ChoiceField:
    """Ask who looks after a lesson."""
    return ChoiceField(
        name="owner",
        label="Who looks after it?",
        options=tuple(Option(str(one.id), one.name) for one in people),
        value=str(owner_id or ""),
        hint="They are asked on the review date whether it is still right.",
    )


def review_field(today: date) -> ChoiceField:
    """Ask when to look at a lesson again."""
    options = tuple(
        Option(str(months), IN_WORDS[months], day(in_months(today, months)))
        for months in REVIEW_MONTHS
    )
    return ChoiceField("review", "When should it be reviewed?", options, str(USUAL_MONTHS))


def _stage_field(lesson: Lesson, *, required: bool = True) -> ChoiceField:
    return ChoiceField(
        name="stage",
        label="Which stage is it about?",
        options=STAGE_OPTIONS,
        value=lesson.stage,
        required=required,
    )


def _evidence_field(lesson: Lesson) -> ChoiceField:
    return ChoiceField(
        name="evidence",
        label="What does it rest on?",
        options=EVIDENCE_OPTIONS,
        value=lesson.evidence or Evidence.ACCOUNT,
    )


def edit_form(lesson: Lesson) -> Form:
    """Ask for every field of a lesson."""
    return Form(
        form="lesson_edit",
        title="Edit the lesson",
        context=context_of(lesson),
        fields=(*_told_fields(lesson), *_added_fields(lesson)),
    )


def _told_fields(lesson: Lesson) -> tuple[Field, ...]:
    return (
        TextField("title", "Title", value=lesson.title, required=False, max_length=LONGEST_TITLE),
        TextField(
            "recommendation",
            "What we would tell others",
            value=lesson.recommendation,
            max_length=LONGEST_SENTENCE,
        ),
        TextField(
            "what_happened",
            "What happened",
            value=lesson.what_happened[:LONGEST_STORY],
            multiline=True,
            max_length=LONGEST_STORY,
        ),
        ChoiceField("worked", "Did it work?", WORKED, "yes" if lesson.worked else "no"),
        ChoiceField("sharing", "Who may see it?", tuple(SHARING.values()), lesson.sharing),
        ChoiceField("named", "Show the hub's name?", NAMED, "yes" if lesson.named else "no"),
    )


def _added_fields(lesson: Lesson) -> tuple[Field, ...]:
    texts = (
        TextField(
            name=name,
            label=label,
            hint=hint,
            value=getattr(lesson, name),
            multiline=True,
            required=False,
            max_length=LONGEST_ADDED,
        )
        for name, label, hint in ADDED
    )
    return (*texts, _stage_field(lesson, required=False), _evidence_field(lesson))


def ask_form(lesson: Lesson, author: str) -> Form:
    """Ask what to ask the author."""
    return Form(
        form="lesson_ask_author",
        title="Ask the author",
        context=context_of(lesson),
        intro=(Quote(lesson.recommendation),),
        fields=(
            TextField(
                "question",
                "Your question",
                hint=f"It goes to {author or 'the author'} in private, under your name.",
                multiline=True,
                max_length=LONGEST_WORDS,
            ),
        ),
        submit="Ask",
    )


def reply_form(lesson: Lesson, question: str) -> Form:
    """Ask the author for their reply."""
    return Form(
        form="lesson_reply",
        title="Reply",
        context=context_of(lesson),
        intro=(Quote(question), Quote(lesson.recommendation, source="The lesson")),
        fields=(
            TextField(
                "reply",
                "Your reply",
                hint="It goes to the facilitators of your community.",
                multiline=True,
                max_length=LONGEST_STORY,
            ),
        ),
        submit="Send",
    )


def merge_form(lesson: Lesson, others: Sequence[Lesson]) -> Form:
    """Ask which lesson this one is another account of."""
    options = tuple(Option(str(one.id), shorten(one.recommendation, 70)) for one in others)
    return Form(
        form="lesson_merge",
        title="Merge into another",
        context=context_of(lesson),
        intro=(Quote(lesson.recommendation),),
        fields=(
            ChoiceField(
                "into",
                "Which lesson is it the same as?",
                options,
                hint="It becomes another account of that lesson. The most similar come first.",
            ),
        ),
        submit="Merge",
    )


def decline_form(lesson: Lesson) -> Form:
    """Ask why the lesson is declined."""
    return Form(
        form="lesson_decline",
        title="Decline the lesson",
        context=context_of(lesson),
        intro=(Quote(lesson.recommendation),),
        fields=(
            TextField(
                "reason",
                "Why?",
                hint="Whoever saved it is told, with your reason. Be kind and plain.",
                multiline=True,
                max_length=LONGEST_WORDS,
            ),
        ),
        submit="Decline",
    )
