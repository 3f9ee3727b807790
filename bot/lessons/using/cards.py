"""A lesson as members see it, and what they are asked when they used it. Pure."""

from dataclasses import dataclass

from bot.cards import Actions, Button, Card, Element, Facts, Form, Quote, TextField, words
from bot.lessons.models import Evidence, Lesson, LessonUse
from bot.lessons.wording import EVIDENCE, used_words
from bot.words import count, shorten

LONGEST = 300
STORY = 600
MOST_USES = 5
FIELDS = (
    ("why", "Why"),
    ("early_signs", "Early warning signs"),
    ("applies_when", "Applies when"),
    ("not_when", "Does not apply when"),
)


@dataclass(frozen=True, slots=True)
class Seen:
    """A lesson for one reader: a `fellow` of its community also sees the story, hubs and uses.

    `used` counts hubs. `programme` is named where it is a past one.
    """

    lesson: Lesson
    fellow: bool
    used: int
    uses: tuple[LessonUse, ...] = ()
    accounts: int = 0
    programme: str = ""


def use_buttons(lesson_id: int) -> tuple[Button, ...]:
    """Return the buttons by which a hub says what came of a lesson."""
    value = str(lesson_id)
    return (
        Button("We used this", "lesson_used", value, opens_form=True),
        Button("It didn't fit us", "lesson_unfit", value, opens_form=True),
    )


def about_button(lesson_id: int) -> Button:
    """Return the button that opens a lesson, wherever one is shown."""
    return Button("About this lesson", "lesson_show", str(lesson_id))


def lesson_card(seen: Seen) -> Card:
    """Show a lesson, what it rests on, and what hubs said who used it."""
    lesson = seen.lesson
    elements: list[Element] = [words(lesson.recommendation, strong=True)]
    if seen.fellow:
        elements.append(Quote(shorten(lesson.what_happened, STORY), source=_hub(lesson)))
    elements.append(Facts(_facts(seen)))
    for use in seen.uses[:MOST_USES] if seen.fellow else ():
        said = "We used this. " if use.fitted else "It didn't fit us. "
        hub = use.hub.name if use.hub else ""
        elements.append(Quote(f"{said}{use.words}".strip(), source=hub))
    elements.append(Actions(use_buttons(lesson.id)))
    text = f"Lesson: {lesson.recommendation}"
    return Card(text=text, title=lesson.title or "Lesson", elements=tuple(elements))


def _hub(lesson: Lesson) -> str:
    hub = lesson.contribution.hub
    return hub.name if hub else ""


def _facts(seen: Seen) -> tuple[tuple[str, str], ...]:
    lesson = seen.lesson
    facts = [("Learned in", seen.programme)] if seen.programme else []
    facts.append(("Did it work", "It worked" if lesson.worked else "It did not work"))
    facts.append(("Evidence", EVIDENCE[Evidence(lesson.evidence)]))
    used = used_words(seen.used, fellow=seen.fellow)
    if used:
        facts.append(("Use", used))
    if seen.fellow and seen.accounts:
        facts.append(("Told by", count(seen.accounts + 1, "account")))
    facts += [(label, getattr(lesson, name)) for name, label in FIELDS if getattr(lesson, name)]
    return tuple(facts)


def use_form(lesson: Lesson, *, fitted: bool) -> Form:
    """Ask for one line on what came of a lesson."""
    label = "What came of it?" if fitted else "Why didn't it fit you?"
    hint = "One line. Members of the network see it with your hub's name."
    return Form(
        form="lesson_use",
        title="We used this" if fitted else "It didn't fit us",
        context=f"{lesson.id}:{'used' if fitted else 'unfit'}",
        intro=(Quote(lesson.recommendation),),
        fields=(TextField("words", label, hint, required=not fitted, max_length=LONGEST),),
        submit="Save",
    )


def thanks_card(lesson: Lesson, used: int, *, fitted: bool) -> Card:
    """Thank who said what came of a lesson."""
    said = "Thank you. That your hub used it is kept with the lesson."
    if not fitted:
        said = "Thank you. That it did not fit your hub, and why, is kept with the lesson."
    shown = used_words(used, fellow=True)
    lines: list[Element] = [words(said), Quote(lesson.recommendation)]
    if shown:
        lines.append(words(f"{shown} so far.", quiet=True))
    return Card(text=said, elements=tuple(lines))
