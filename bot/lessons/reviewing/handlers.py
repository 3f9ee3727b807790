"""Answers owners about their lessons, and facilitators who choose owners; each checks who asks."""

from dataclasses import dataclass
from datetime import date

from bot.cards import Answer, Ask, Invalid, Replace, Say, notice
from bot.community.checks import Refused, kindly
from bot.community.models import Person
from bot.events import ButtonPressed, FormSubmitted
from bot.lessons.checking.acting import GONE, me, to_check, to_settle, today
from bot.lessons.checking.forms import owner_field, review_field
from bot.lessons.checking.handlers import Checking
from bot.lessons.checking.queue import may_own
from bot.lessons.checking.reading_forms import owner_errors, review_errors
from bot.lessons.checking.service import in_months
from bot.lessons.models import STANDING, Lesson
from bot.lessons.permission import owns
from bot.lessons.reviewing import cards
from bot.lessons.reviewing.service import choose_owner, out_of_date, still_right
from bot.lessons.same import stands
from bot.router import Router, Turn
from bot.words import number_in, shorten

OWNERS_ONLY = "Only who looks after this lesson, or a facilitator, can say this."
NOT_CHECKED = "This lesson is not among the checked ones any more, so there is nothing to review."
NOW_OLD = "Thank you. The lesson is out of date now, and shown to nobody."


@dataclass(frozen=True, slots=True)
class Reviewing:
    """The handlers; a facilitator is shown the queue of the room of checking afterwards."""

    checking: Checking

    def still(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Keep a lesson for another six months."""
        lesson = _to_review(turn, given.value)
        on = self._today(turn)
        still_right(turn.unit, lesson, on, me(turn), turn.now)
        assert lesson.review_on is not None  # noqa: S101 - set by the line above
        return self._done(turn, lesson, cards.still_words(lesson.review_on))

    def old(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Take a lesson out."""
        lesson = _to_review(turn, given.value)
        out_of_date(turn.unit, lesson, me(turn), turn.now)
        return self._done(turn, lesson, NOW_OLD)

    def _done(self, turn: Turn, lesson: Lesson, said: str) -> Answer:
        if owns(turn, lesson):
            return Replace(notice(said))
        community_id = lesson.contribution.community_id
        note = f"Reviewed: “{shorten(lesson.recommendation, 100)}”"
        return Replace(self.checking.card(turn, community_id, note=note))

    def owner(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Ask who looks after a lesson."""
        lesson = to_check(turn, given.value)
        people = may_own(turn.unit.session, lesson.contribution.community_id)
        owner = owner_field(people, lesson.owner_id)
        return Ask(cards.owner_form(lesson, owner, review_field(self._today(turn))))

    def chosen(self, turn: Turn, given: FormSubmitted) -> Answer:
        """Give a lesson its owner."""
        lesson = to_settle(turn, given)
        community_id = lesson.contribution.community_id
        people = {one.id for one in may_own(turn.unit.session, community_id)}
        errors = owner_errors(given, people) | review_errors(given)
        if errors:
            return Invalid(errors)
        owner = turn.unit.session.get_one(Person, number_in(given.text("owner")))
        on = in_months(self._today(turn), number_in(given.text("review")))
        choose_owner(turn.unit, lesson, owner, on, me(turn), turn.now)
        note = f"{owner.name} looks after “{shorten(lesson.recommendation, 100)}” now."
        return Say(self.checking.card(turn, community_id, note=note))

    def _today(self, turn: Turn) -> date:
        return today(turn, self.checking.zone)


def _to_review(turn: Turn, value: str) -> Lesson:
    """Return a checked lesson for its owner, or a facilitator. Raises Refused."""
    lesson = turn.unit.session.get(Lesson, number_in(value), with_for_update=True)
    if lesson is None or not stands(lesson):
        raise Refused(GONE)
    community_id = lesson.contribution.community_id
    theirs = owns(turn, lesson) and turn.caller.belongs(community_id)
    if not theirs and not turn.caller.facilitates(community_id):
        raise Refused(OWNERS_ONLY)
    if lesson.status not in STANDING:
        raise Refused(NOT_CHECKED)
    return lesson


def register(router: Router, checking: Checking) -> None:
    """Register what is answered here."""
    reviewing = Reviewing(checking)
    router.button("lesson_still", kindly(reviewing.still))
    router.button("lesson_old", kindly(reviewing.old))
    router.button("lesson_owner", kindly(reviewing.owner), reads=True)
    router.forms["lesson_owner"] = kindly(reviewing.chosen)
