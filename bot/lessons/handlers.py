"""Answers /lesson and its picker, "Save as lesson" and the bulb; each checks who asks."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.capture.models import Contribution, Kind
from bot.cards import Answer, Ask, Invalid
from bot.community.checks import Refused, as_member, kindly
from bot.community.models import Community
from bot.events import (
    ButtonPressed,
    CommandGiven,
    FormSubmitted,
    MessageAction,
    MessageActionChosen,
    MessageDeleted,
    Reaction,
    ReactionAdded,
)
from bot.lessons import cards
from bot.lessons.checking import handlers as checking
from bot.lessons.checking.handlers import Checking
from bot.lessons.models import Lesson
from bot.lessons.permission import kept, lesson_to_change, may_widen
from bot.lessons.picking import link_in, message_linked, messages_to_pick
from bot.lessons.reviewing import handlers as reviewing
from bot.lessons.same import same_as
from bot.lessons.service import forget_lesson, told_by
from bot.lessons.submitting import submitted
from bot.lessons.using import handlers as using
from bot.questions.acted_on import kept_message, known_message, tell
from bot.questions.actions import correct_kind
from bot.questions.lookup import EarlierAnswers
from bot.questions.reactions import kept_or_told, members_reaction
from bot.router import Router, Turn
from bot.words import number_in

UNKNOWN_LINK = (
    "I have not kept the message that this link leads to. Open the message's menu and choose"
    " “Save as lesson”, or type /lesson and then what happened."
)
NOTHING_TO_PICK = (
    "I have kept none of your messages yet. Type /lesson and then what happened, or open a"
    " message's menu and choose “Save as lesson”."
)
STALE = "That button is from an older message and no longer works. Please type /lesson again."


@dataclass(frozen=True, slots=True)
class Capturing:
    """The handlers that open the form; `earlier` finds what is the same, the zone tells days."""

    earlier: EarlierAnswers
    zone: ZoneInfo

    def command(self, turn: Turn, given: CommandGiven) -> Answer:
        """Answer with the form of the message linked, of the words given, or with a picker."""
        community = as_member(turn.unit, turn.caller)
        text = given.text.strip()
        link = link_in(text)
        if link:
            linked = message_linked(turn.unit.session, link)
            if linked is None:
                raise Refused(UNKNOWN_LINK)
            return self.form_of(turn, linked.id)
        if text:
            same = same_as(turn.unit, self.earlier, text, community.id)
            context = f"new:{given.event_id}"
            return Ask(cards.lesson_form(context, text, told=None, may_widen=True, same=same))
        return self._pick(turn, given, community)

    def _pick(self, turn: Turn, given: CommandGiven, community: Community) -> Answer:
        person = turn.caller.person
        found = messages_to_pick(
            turn.unit.session, person.id if person else None, community.id, given.where
        )
        if not found:
            raise Refused(NOTHING_TO_PICK)
        picks = [
            cards.Pick(one.id, one.text, one.posted_at.astimezone(self.zone).date())
            for one in found
        ]
        return Ask(cards.picker(picks))

    def form_of(self, turn: Turn, contribution_id: int) -> Ask:
        """Return a message's form, filled with what its lesson says so far. Raises Refused."""
        message = kept(turn, contribution_id)
        lesson = lesson_to_change(turn, message)
        same: list[Lesson] = []
        if lesson is None:
            story, community_id = message.text, message.community_id
            same = same_as(turn.unit, self.earlier, story, community_id, but=message.id)
        return Ask(
            cards.lesson_form(
                f"kept:{message.id}",
                message.text,
                told=told_by(lesson) if lesson else None,
                may_widen=may_widen(turn, message),
                same=same,
            )
        )

    def picked(self, turn: Turn, given: FormSubmitted) -> Answer:
        """Open the form of the message picked."""
        chosen = number_in(given.text("message"))
        return self.form_of(turn, chosen) if chosen else Invalid({"message": "Choose a message."})

    def opened(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Open the form of the message on the card."""
        if not number_in(given.value):
            raise Refused(STALE)
        return self.form_of(turn, number_in(given.value))

    def chosen(self, turn: Turn, given: MessageActionChosen) -> Answer:
        """Keep the message as a lesson, and open its form."""
        message = kept_message(turn, given)
        form = self.form_of(turn, message.id)
        _as_lesson(turn, message)
        return form


def _as_lesson(turn: Turn, message: Contribution) -> None:
    if message.kind is not Kind.LESSON or message.kind_by == "machine":
        correct_kind(turn, message, Kind.LESSON)


def on_bulb(turn: Turn, event: ReactionAdded) -> None:
    """Keep the message as a lesson, and ask the one who marked it for what they'd tell others."""
    if members_reaction(turn, event, Reaction.LESSON) is None:
        return
    message = kept_or_told(turn, event, MessageAction.SAVE_AS_LESSON)
    if message is None:
        return
    _as_lesson(turn, message)
    tell(turn, event, cards.add_card(message.id, message.text))


def on_deleted(turn: Turn, event: MessageDeleted) -> None:
    """Drop the lesson made of a message that its author deleted: its words are the message's."""
    message = known_message(turn, event)
    if message is not None and message.deleted_at is not None:
        forget_lesson(turn.unit, message.id)


def register(router: Router, *, earlier: EarlierAnswers, zone: ZoneInfo) -> None:
    """Register what is answered here, and in the rooms of checking, reviewing and using."""
    capturing = Capturing(earlier, zone)
    router.command(
        "lesson",
        kindly(capturing.command),
        description="Save what you learned, so that others find it",
        usage="a message's link, what happened, or nothing to choose a message",
        reads=True,
    )
    router.forms["lesson"] = kindly(submitted)
    router.forms["lesson_pick"] = kindly(capturing.picked)
    router.button("lesson_open", kindly(capturing.opened), reads=True)
    router.actions[MessageAction.SAVE_AS_LESSON] = kindly(capturing.chosen)
    router.on(ReactionAdded, on_bulb)
    router.on(MessageDeleted, on_deleted)
    checking_room = Checking(earlier, zone)
    checking.register(router, checking_room)
    reviewing.register(router, checking_room)
    using.register(router)
