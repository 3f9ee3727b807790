"""A lesson as its facilitators see it: all that is known of it. Pure."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.cards import Element, Facts, Paragraph, Quote, Text, words
from bot.lessons.backing import Backing
from bot.lessons.models import Evidence, Lesson, LessonChange, Stage, Status
from bot.lessons.service import Sharing
from bot.lessons.wording import EVIDENCE, STAGES, STATUSES, used_words
from bot.words import count, day, shorten

STORY = 600
WORDS = 300
SHARED = {
    Sharing.MEMBERS: "Members of the network",
    Sharing.DEPARTMENT: "Members and the department",
    Sharing.PUBLIC: "Anyone",
}
ADDED = (
    ("why", "Why"),
    ("early_signs", "Early warning signs"),
    ("applies_when", "Applies when"),
    ("not_when", "Does not apply when"),
)


@dataclass(frozen=True, slots=True)
class Whole:
    """A lesson with who backs it, and the last question to its author and their reply, if any."""

    lesson: Lesson
    backing: Backing
    asked: LessonChange | None = None
    replied: LessonChange | None = None


def lesson_elements(whole: Whole, zone: ZoneInfo) -> list[Element]:
    """Show a lesson with every field that was filled in."""
    lesson = whole.lesson
    elements: list[Element] = []
    if lesson.title:
        elements.append(words(lesson.title, strong=True))
    elements += [
        Paragraph((Text("Lesson: ", strong=True), Text(lesson.recommendation))),
        Quote(shorten(lesson.what_happened, STORY), source=_source(lesson, zone)),
        Facts((*_facts(whole), *_added(lesson))),
    ]
    if lesson.contribution.permalink:
        link = Text("Open the conversation", link=lesson.contribution.permalink)
        elements.append(Paragraph((link,), quiet=True))
    return elements + _talk(whole)


def _source(lesson: Lesson, zone: ZoneInfo) -> str:
    message = lesson.contribution
    hub = message.hub.name if message.hub else ""
    person = message.author.name if message.author else ""
    on = day(message.posted_at.astimezone(zone).date())
    return ", ".join(part for part in (hub, person, on) if part)


def _facts(whole: Whole) -> tuple[tuple[str, str], ...]:
    lesson, backing = whole.lesson, whole.backing
    facts = [
        ("Status", STATUSES[Status(lesson.status)]),
        ("Did it work", "It worked" if lesson.worked else "It did not work"),
        ("May be seen by", SHARED[Sharing(lesson.sharing)] + _named(lesson)),
        ("Evidence", EVIDENCE[Evidence(lesson.evidence)]),
    ]
    others = [
        count(backing.accounts, "more account") if backing.accounts else "",
        used_words(backing.used, fellow=True).replace("Used", "used"),
        f"did not fit {count(backing.unfit, 'hub')}" if backing.unfit else "",
    ]
    if any(others):
        facts.append(("Backed by", ", ".join(filter(None, others))))
    if lesson.stage:
        facts.append(("Stage", STAGES[Stage(lesson.stage)]))
    if lesson.owner and lesson.review_on:
        facts.append(("Looked after by", f"{lesson.owner.name}, until {day(lesson.review_on)}"))
    return tuple(facts)


def _named(lesson: Lesson) -> str:
    return ", with the hub's name" if lesson.named else ", without the hub's name"


def _added(lesson: Lesson) -> tuple[tuple[str, str], ...]:
    said = ((label, getattr(lesson, name)) for name, label in ADDED)
    return tuple((label, shorten(value, WORDS)) for label, value in said if value)


def _talk(whole: Whole) -> list[Element]:
    if whole.asked is None:
        return []
    elements: list[Element] = [
        words(f"The author was asked: {shorten(whole.asked.words, WORDS)}", quiet=True)
    ]
    if whole.replied is not None and whole.replied.id > whole.asked.id:
        elements.append(Quote(shorten(whole.replied.words, STORY), source="The author's reply"))
    else:
        elements.append(words("The author has not replied yet.", quiet=True))
    return elements
