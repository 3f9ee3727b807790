"""Answers who opens a lesson and who says what came of it; each checks who asks."""

from bot.cards import Answer, Ask, Invalid, Say
from bot.community.checks import Refused, as_member, kindly
from bot.community.models import Community
from bot.events import ButtonPressed, FormSubmitted
from bot.lessons.backing import backing_of, uses_of
from bot.lessons.checking.acting import me
from bot.lessons.models import LIVING, STANDING, Lesson
from bot.lessons.same import stands
from bot.lessons.service import Sharing
from bot.lessons.using import cards
from bot.lessons.using.service import say_used
from bot.router import Router, Turn
from bot.words import number_in

GONE = "That lesson is not kept any more, or is out of date."
OWN = (
    "This lesson comes from your own hub, so it is not counted. It counts when other hubs use it."
    " To change it, open its message's menu and choose “Save as lesson”."
)


def showing(turn: Turn, given: ButtonPressed) -> Answer:
    """Show a lesson."""
    lesson, fellow = _seen(turn, given.value)
    backing = backing_of(turn.unit.session, lesson)
    programme = _community(turn, lesson).programme
    return Say(
        cards.lesson_card(
            cards.Seen(
                lesson=lesson,
                fellow=fellow,
                used=backing.used,
                uses=tuple(uses_of(turn.unit.session, lesson.id)) if fellow else (),
                accounts=backing.accounts,
                programme=programme.name if programme.past else "",
            )
        )
    )


def using(turn: Turn, given: ButtonPressed) -> Answer:
    """Ask what came of it."""
    return Ask(cards.use_form(_to_use(turn, given.value), fitted=True))


def not_using(turn: Turn, given: ButtonPressed) -> Answer:
    """Ask why it did not fit."""
    return Ask(cards.use_form(_to_use(turn, given.value), fitted=False))


def said(turn: Turn, given: FormSubmitted) -> Answer:
    """Keep what a hub says of a lesson."""
    value, _, what = given.context.partition(":")
    lesson, fitted = _to_use(turn, value), what == "used"
    words = " ".join(given.text("words").split())
    if not words and not fitted:
        return Invalid({"words": "Enter why it didn't fit you."})
    if len(words) > cards.LONGEST:
        problem = f"Use {cards.LONGEST} characters or fewer. You used {len(words)}."
        return Invalid({"words": problem})
    community = as_member(turn.unit, turn.caller)
    say_used(turn.unit, lesson, me(turn), community.id, fitted=fitted, words=words, now=turn.now)
    used = backing_of(turn.unit.session, lesson).used
    return Say(cards.thanks_card(lesson, used, fitted=fitted))


def _seen(turn: Turn, value: str) -> tuple[Lesson, bool]:
    """Return a lesson that the caller may see, and whether as a fellow. Raises Refused."""
    as_member(turn.unit, turn.caller)
    lesson = turn.unit.session.get(Lesson, number_in(value))
    if lesson is None or lesson.status not in LIVING or not stands(lesson):
        raise Refused(GONE)
    fellow = turn.caller.belongs(lesson.contribution.community_id)
    public = lesson.sharing == Sharing.PUBLIC and lesson.status in STANDING
    if not fellow and not public and not _community(turn, lesson).programme.past:
        raise Refused(GONE)
    return lesson, fellow


def _to_use(turn: Turn, value: str) -> Lesson:
    """Return a lesson of another hub, which the caller may see. Raises Refused."""
    lesson, _ = _seen(turn, value)
    hub_id = turn.caller.person.hub_id if turn.caller.person else None
    if hub_id is not None and hub_id == lesson.contribution.hub_id:
        raise Refused(OWN)
    return lesson


def _community(turn: Turn, lesson: Lesson) -> Community:
    return turn.unit.session.get_one(Community, lesson.contribution.community_id)


def register(router: Router) -> None:
    """Register what is answered here."""
    router.button("lesson_show", kindly(showing), reads=True)
    router.button("lesson_used", kindly(using), reads=True)
    router.button("lesson_unfit", kindly(not_using), reads=True)
    router.forms["lesson_use"] = kindly(said)
