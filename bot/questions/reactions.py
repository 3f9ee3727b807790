"""Answers reactions that capture, mark as answered or erase, and follows what befalls our posts.

A reaction may mean anything to who gives it, so it is answered only where it can be meant for us,
and what can't be done is said only to those who could have meant it.
"""

from dataclasses import dataclass

from bot.capture.models import Contribution, Kind
from bot.cards import notice
from bot.community.checks import Refused
from bot.community.models import Channel, Purpose
from bot.events import (
    ACTION_LABELS,
    MessageAction,
    MessageDeleted,
    MessagePosted,
    Reaction,
    ReactionAdded,
)
from bot.questions.acted_on import known_message, tell
from bot.questions.actions import KEPT_AS, correct_kind
from bot.questions.answering import mark_answered, may_say, question_of
from bot.questions.erasing import ERASED, check_may_erase, erase_message, let_go
from bot.questions.life.cards import marked_card
from bot.questions.lookup import EarlierAnswers
from bot.questions.network import adopt
from bot.router import Router, Turn

BY_MENU = (
    "I have not kept that message, so a reaction can't tell me what it says."
    " Open the message's menu and choose “{label}”."
)


def members_reaction(turn: Turn, event: ReactionAdded, wanted: Reaction) -> Channel | None:
    """Return the community channel if this is the wanted reaction, given there by a member."""
    channel = turn.caller.channel
    if event.reaction is not wanted or channel is None:
        return None
    if channel.purpose is not Purpose.COMMUNITY or not turn.caller.belongs(channel.community_id):
        return None
    return channel


def kept_or_told(turn: Turn, event: ReactionAdded, action: MessageAction) -> Contribution | None:
    """Return the message if we keep it; else tell the person which menu entry does the same."""
    known = known_message(turn, event)
    if known is None:
        tell(turn, event, notice(BY_MENU.format(label=ACTION_LABELS[action])))
    return known if known is not None and known.deleted_at is None else None


def on_capture(turn: Turn, event: ReactionAdded) -> None:
    """Keep the message as a question or a challenge: as it was recognised, or as it reads."""
    if members_reaction(turn, event, Reaction.CAPTURE) is None:
        return
    known = kept_or_told(turn, event, MessageAction.CAPTURE_AS_QUESTION)
    if known is None:
        return
    kind = known.kind
    if kind not in KEPT_AS:
        kind = Kind.QUESTION if "?" in known.text else Kind.CHALLENGE
    correct_kind(turn, known, kind)
    tell(turn, event, notice(KEPT_AS[kind]))


def on_answered(turn: Turn, event: ReactionAdded) -> None:
    """Mark a reply as the answer when the asker or a facilitator ticks it; silent otherwise."""
    if members_reaction(turn, event, Reaction.ANSWERED) is None:
        return
    known = known_message(turn, event)
    if known is None or known.deleted_at is not None:
        return
    try:
        question = question_of(turn, event, known.thread)
    except Refused:
        return
    if may_say(turn, question) and mark_answered(
        turn.unit, question, known, turn.caller.person, turn.now
    ):
        tell(turn, event, marked_card(question.id))


@dataclass(frozen=True, slots=True)
class Forgetting:
    """Erases at a reaction; look-up is told what to let go of."""

    earlier: EarlierAnswers

    def on_forget(self, turn: Turn, event: ReactionAdded) -> None:
        """Erase the message for its author or a facilitator; others are told who may."""
        if members_reaction(turn, event, Reaction.FORGET) is None:
            return
        known = kept_or_told(turn, event, MessageAction.DONT_KEEP_THIS)
        if known is None:
            return
        try:
            check_may_erase(turn, event, known)
        except Refused as refusal:
            tell(turn, event, notice(str(refusal)))
            return
        erase_message(turn, event, known, self.earlier)
        tell(turn, event, notice(ERASED))

    def on_deleted(self, turn: Turn, event: MessageDeleted) -> None:
        """Drop what was built on a message that was deleted where it stood."""
        gone = known_message(turn, event)
        if gone is not None:
            let_go(turn, gone, self.earlier)


def on_reply(turn: Turn, event: MessagePosted) -> None:
    """See whether the first reply to a question that we posted has come."""
    if event.where.thread is not None:
        adopt(turn.unit, event.where, event.where.thread)


def register(router: Router, *, earlier: EarlierAnswers) -> None:
    """Register the reactions. Capture's own handlers are registered before these."""
    forgetting = Forgetting(earlier)
    router.on(ReactionAdded, on_capture)
    router.on(ReactionAdded, on_answered)
    router.on(ReactionAdded, forgetting.on_forget)
    router.on(MessagePosted, on_reply)
    router.on(MessageDeleted, forgetting.on_deleted)
