"""Answers a facilitator who checks lessons, and the author who is asked; each checks who asks."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.cards import Answer, Ask, Card, Invalid, Replace, Say, notice
from bot.community.checks import Refused, kindly, must_facilitate, the_community
from bot.community.models import Person
from bot.events import ButtonPressed, CommandGiven, FormSubmitted
from bot.lessons.cards import LONGEST_STORY
from bot.lessons.checking import cards, forms
from bot.lessons.checking.acting import GONE, me, to_check, to_settle, today, whole
from bot.lessons.checking.queue import after, looks_like_lessons, may_own, others, waiting
from bot.lessons.checking.reading_forms import (
    approval_errors,
    approval_of,
    edit_errors,
    edited,
    words_errors,
)
from bot.lessons.checking.service import approve, decline, edit, merge, refuse
from bot.lessons.checking.telling import ask_author, reply, tell_declined
from bot.lessons.history import changes_of, latest
from bot.lessons.models import LIVING, Lesson, LessonChange
from bot.lessons.permission import kept
from bot.lessons.reviewing.queue import due
from bot.lessons.same import same_as, stands
from bot.lessons.telling import author_of, still_here
from bot.questions.lookup import EarlierAnswers
from bot.router import Router, Turn
from bot.words import number_in, shorten

PROPOSED = 3
NOT_ASKED = "Only the person who was asked can reply to this. Nothing was sent."
UNREACHED = (
    "The author can't be reached: they are forgotten, or have no account here any more. Ask"
    " somebody else of their hub, or decide without."
)


@dataclass(frozen=True, slots=True)
class Checking:
    """The handlers; `earlier` finds what is the same, days are told in the zone."""

    earlier: EarlierAnswers
    zone: ZoneInfo

    def queue(self, turn: Turn, given: CommandGiven) -> Answer:
        """Show what waits in the community that the caller speaks of."""
        community = the_community(turn.unit, turn.caller)
        must_facilitate(turn.caller, community.id)
        return Say(self.card(turn, community.id))

    def check(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Show one lesson, beside what else waits."""
        lesson = to_check(turn, given.value)
        return Say(self.card(turn, lesson.contribution.community_id, lesson))

    def next(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Show the lesson to check after this one."""
        lesson = to_check(turn, given.value)
        community_id = lesson.contribution.community_id
        following = after(turn.unit.session, community_id, lesson)
        return Replace(self.card(turn, community_id, following))

    def card(
        self, turn: Turn, community_id: int, lesson: Lesson | None = None, note: str = ""
    ) -> Card:
        """Return the queue with this lesson on top, or the oldest that waits."""
        turn.unit.flush()
        session = turn.unit.session
        every = waiting(session, community_id)
        shown = lesson or next(iter(every), None)
        queue = cards.Queue(
            whole=whole(turn, shown) if shown else None,
            waiting=len(every),
            proposed=looks_like_lessons(session, community_id, PROPOSED),
            due=due(session, community_id, today(turn, self.zone)),
            note=note,
        )
        return cards.queue_card(queue, self.zone)

    def _go_on(self, turn: Turn, lesson: Lesson, note: str) -> Answer:
        return Say(self.card(turn, lesson.contribution.community_id, note=note))

    def approving(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Ask for what approving settles."""
        lesson = to_check(turn, given.value)
        session, community_id = turn.unit.session, lesson.contribution.community_id
        mine = turn.caller.person.id if turn.caller.person else None
        likely = (lesson.owner_id, author_of(lesson), lesson.tagged_by_id, mine)
        owner = next((one for one in likely if still_here(session, one, community_id)), None)
        people = may_own(session, community_id)
        return Ask(forms.approve_form(lesson, people, owner, today(turn, self.zone)))

    def approved(self, turn: Turn, given: FormSubmitted) -> Answer:
        """Approve the lesson."""
        lesson = to_settle(turn, given)
        people = may_own(turn.unit.session, lesson.contribution.community_id)
        errors = approval_errors(given, {one.id for one in people})
        if errors:
            return Invalid(errors)
        approval = approval_of(given, today(turn, self.zone))
        approve(turn.unit, lesson, approval, me(turn), turn.now)
        return self._go_on(turn, lesson, f"Checked: “{_short(lesson)}”")

    def editing(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Ask for every field."""
        return Ask(forms.edit_form(to_check(turn, given.value)))

    def edited(self, turn: Turn, given: FormSubmitted) -> Answer:
        """Put the fields in place, and show the lesson as it is now."""
        lesson = to_settle(turn, given)
        errors = edit_errors(given)
        if errors:
            return Invalid(errors)
        changed = edit(turn.unit, lesson, edited(given), me(turn), turn.now)
        note = "Your changes are saved." if changed else "Nothing was changed."
        return Say(self.card(turn, lesson.contribution.community_id, lesson, note))

    def asking(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Ask what to ask the author."""
        lesson = to_check(turn, given.value)
        author = turn.unit.session.get(Person, author_of(lesson) or 0)
        return Ask(forms.ask_form(lesson, author.name if author else ""))

    def asked(self, turn: Turn, given: FormSubmitted) -> Answer:
        """Ask the author in private."""
        lesson = to_settle(turn, given)
        errors = words_errors(given, "question", "Enter your question.")
        if errors:
            return Invalid(errors)
        question, nonce = given.text("question"), given.event_id
        if not ask_author(turn.unit, lesson, question, me(turn), turn.now, nonce=nonce):
            return Invalid({"question": UNREACHED})
        return self._go_on(turn, lesson, "The author was asked. Their reply comes to your channel.")

    def merging(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Ask which lesson it is the same as, the most similar first."""
        lesson = to_check(turn, given.value)
        message = lesson.contribution
        near = same_as(turn.unit, self.earlier, message.text, message.community_id, but=message.id)
        every = [*near, *others(turn.unit.session, lesson)]
        found = list({one.id: one for one in every if one.id != lesson.id}.values())
        if not found:
            raise Refused("There is no other lesson to merge it into.")
        return Ask(forms.merge_form(lesson, found))

    def merged(self, turn: Turn, given: FormSubmitted) -> Answer:
        """Make it another account of the lesson chosen."""
        lesson = to_settle(turn, given)
        community_id = lesson.contribution.community_id
        into = turn.unit.session.get(Lesson, number_in(given.text("into")), with_for_update=True)
        if into is None or into.id == lesson.id or not _takes(into, community_id):
            return Invalid({"into": "Choose one of the lessons in the list."})
        merge(turn.unit, lesson, into, me(turn), turn.now)
        note = f"Merged into: “{_short(into)}”"
        return Say(self.card(turn, community_id, note=note))

    def declining(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Ask why."""
        return Ask(forms.decline_form(to_check(turn, given.value)))

    def declined(self, turn: Turn, given: FormSubmitted) -> Answer:
        """Decline the lesson, and tell who saved it."""
        lesson = to_settle(turn, given)
        errors = words_errors(given, "reason", "Enter why: whoever saved it is told.")
        if errors:
            return Invalid(errors)
        decline(turn.unit, lesson, given.text("reason"), me(turn), turn.now)
        tell_declined(turn.unit, lesson, turn.now)
        return self._go_on(turn, lesson, f"Declined: “{_short(lesson)}”")

    def refused(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Leave a message that looks like a lesson as it is."""
        message = kept(turn, number_in(given.value))
        must_facilitate(turn.caller, message.community_id)
        refuse(turn.unit, message, me(turn), turn.now)
        note = "Not a lesson: it does not come back here."
        return Replace(self.card(turn, message.community_id, note=note))

    def history(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Show what was done to a lesson."""
        lesson = to_check(turn, given.value)
        changes = changes_of(turn.unit.session, lesson.id)
        return Say(cards.history_card(lesson, changes, self.zone))


def replying(turn: Turn, given: ButtonPressed) -> Answer:
    """Ask the author for their reply."""
    lesson, asked = _asked_of_me(turn, given.value)
    return Ask(forms.reply_form(lesson, asked.words))


def replied(turn: Turn, given: FormSubmitted) -> Answer:
    """Carry the author's reply to the facilitators."""
    lesson, asked = _asked_of_me(turn, given.context.partition(":")[0])
    errors = words_errors(given, "reply", "Enter your reply.", LONGEST_STORY)
    if errors:
        return Invalid(errors)
    reply(turn.unit, lesson, asked, given.text("reply"), me(turn), turn.now)
    return Say(notice("Thank you. Your reply is on its way to the facilitators."))


def _asked_of_me(turn: Turn, value: str) -> tuple[Lesson, LessonChange]:
    """Return the lesson, and what its author, who must be the caller, was asked."""
    lesson = turn.unit.session.get(Lesson, number_in(value))
    if lesson is None or not stands(lesson):
        raise Refused(GONE)
    asked = latest(turn.unit.session, lesson.id, "asked")
    person = turn.caller.person
    if asked is None or person is None or author_of(lesson) != person.id:
        raise Refused(NOT_ASKED)
    return lesson, asked


def _takes(into: Lesson, community_id: int) -> bool:
    here = into.contribution.community_id == community_id
    return here and into.status in LIVING and stands(into)


def _short(lesson: Lesson) -> str:
    return shorten(lesson.recommendation, 100)


def register(router: Router, checking: Checking) -> None:
    """Register what is answered here, and the word after /commonthread."""
    router.words["lessons"] = kindly(checking.queue)
    reading = {
        "lesson_check": checking.check,
        "lesson_next": checking.next,
        "lesson_approve": checking.approving,
        "lesson_edit": checking.editing,
        "lesson_ask_author": checking.asking,
        "lesson_merge": checking.merging,
        "lesson_decline": checking.declining,
        "lesson_history": checking.history,
        "lesson_reply": replying,
    }
    for action, handler in reading.items():
        router.button(action, kindly(handler), reads=True)
    router.button("lesson_refuse", kindly(checking.refused))
    router.forms["lesson_approve"] = kindly(checking.approved)
    router.forms["lesson_edit"] = kindly(checking.edited)
    router.forms["lesson_ask_author"] = kindly(checking.asked)
    router.forms["lesson_merge"] = kindly(checking.merged)
    router.forms["lesson_decline"] = kindly(checking.declined)
    router.forms["lesson_reply"] = kindly(replied)
