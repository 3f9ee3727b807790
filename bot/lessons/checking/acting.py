"""The lesson that a facilitator acts on: found, theirs to check, and as it was when they began."""

from datetime import date
from zoneinfo import ZoneInfo

from bot.community.caller import ensure_person
from bot.community.checks import Refused, must_facilitate
from bot.community.models import Person
from bot.events import FormSubmitted
from bot.lessons.backing import backing_of
from bot.lessons.checking.showing import Whole
from bot.lessons.history import latest
from bot.lessons.models import Lesson
from bot.lessons.same import stands
from bot.router import Turn
from bot.words import number_in

GONE = (
    "That lesson is gone: its message was deleted, or it was merged into another. Type"
    " /commonthread lessons to go on."
)
SETTLED = (
    "Somebody else has settled that lesson meanwhile, so nothing was changed. Type"
    " /commonthread lessons to go on."
)


def to_check(turn: Turn, value: str, *, lock: bool = False) -> Lesson:
    """Return the lesson that a button is about, for its facilitators. Raises Refused.

    To change it, it is locked: of two at the same moment the second sees what the first did.
    """
    lesson = turn.unit.session.get(Lesson, number_in(value), with_for_update=lock or None)
    if lesson is None or not stands(lesson):
        raise Refused(GONE)
    must_facilitate(turn.caller, lesson.contribution.community_id)
    return lesson


def to_settle(turn: Turn, given: FormSubmitted) -> Lesson:
    """Return the lesson that a form is about, if it is as it was when it was opened."""
    value, _, status = given.context.partition(":")
    lesson = to_check(turn, value, lock=True)
    if lesson.status != status:
        raise Refused(SETTLED)
    return lesson


def whole(turn: Turn, lesson: Lesson) -> Whole:
    """Return a lesson with all that a facilitator sees of it."""
    session = turn.unit.session
    return Whole(
        lesson,
        backing_of(session, lesson),
        latest(session, lesson.id, "asked"),
        latest(session, lesson.id, "replied"),
    )


def me(turn: Turn) -> Person:
    """Return the caller as a person; an administrator may not be known as one yet."""
    return turn.caller.person or ensure_person(turn.unit, turn.caller.who)


def today(turn: Turn, zone: ZoneInfo) -> date:
    """Return the day it is where people are."""
    return turn.now.astimezone(zone).date()
