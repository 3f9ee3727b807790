"""Erases a message at the wish of who wrote it, or a facilitator; leaves only its key behind."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update

from bot.capture import service as capture
from bot.capture.models import Contribution
from bot.community.checks import Refused
from bot.digests.consent.taking_back import let_go as let_go_of_quotes
from bot.digests.letters.taking_back import forget_in_digests
from bot.digests.replies.hearing import let_go as let_go_of_replies
from bot.events import MessageActionChosen, ReactionAdded
from bot.introductions.belongings import forget_question
from bot.lessons.resources import keeping as resources
from bot.lessons.service import forget_lesson
from bot.privacy.audit import record
from bot.questions import life, same, suggesting
from bot.questions.acted_on import twins, wrote
from bot.questions.lookup import EarlierAnswers
from bot.questions.models import SavedAsking
from bot.router import Turn
from bot.store import UnitOfWork

AUTHOR_ONLY = (
    "Only the person who wrote a message, or a facilitator, can have it erased."
    " Ask one of them to do it."
)
NOTHING_HERE = "I keep nothing from this conversation, so there is nothing to erase."
ERASED = (
    "I have erased what I kept of that message, and will not keep it again."
    " It still stands in the channel: delete it there too if you want it gone."
)


def check_may_erase(
    turn: Turn, event: MessageActionChosen | ReactionAdded, known: Contribution | None
) -> None:
    """Raise Refused unless the caller wrote the message or facilitates here."""
    channel = turn.caller.channel
    if channel is None:
        raise Refused(NOTHING_HERE)
    author = event.author if isinstance(event, MessageActionChosen) else None
    if not wrote(turn, known, author) and not turn.caller.facilitates(channel.community_id):
        raise Refused(AUTHOR_ONLY)


def erase_message(
    turn: Turn,
    event: MessageActionChosen | ReactionAdded,
    known: Contribution | None,
    earlier: EarlierAnswers,
) -> None:
    """Erase the message and its cross-posts, with all that was made of their words."""
    gone = twins(turn, known) if known else []
    for twin in gone:
        capture.erase(turn.unit, twin, turn.now)
    tombstone = capture.erase_message(turn.unit, event.where, event.message_id, turn.now)
    for one in [*gone, *([tombstone] if tombstone else [])]:
        let_go(turn, one, earlier)
        record(
            turn.unit,
            by=turn.caller.person,
            action="contribution.erased",
            subject=f"contribution:{one.id}",
            now=turn.now,
        )


def let_go(turn: Turn, gone: Contribution, earlier: EarlierAnswers) -> None:
    """Drop what was built on an erased message: its lesson, its vector, its answers, its offers.

    What was suggested under it, or quotes it, is taken back.
    """
    forget_lesson(turn.unit, gone.id)
    resources.let_go(turn.unit, [gone.id])
    earlier.forget(gone.id)
    let_go_of(turn.unit, [gone.id], turn.now)


def let_go_of(unit: UnitOfWork, gone: Sequence[int], now: datetime) -> None:
    """Drop what was built on erased messages, and take back where we quoted them."""
    same.let_go(unit, gone, now)
    life.let_go_of(unit, gone, now)
    suggesting.let_go(unit, gone, now)
    saved = update(SavedAsking).where(SavedAsking.answer_id.in_(gone))
    unit.session.execute(saved.values(answer_id=None))
    for message_id in gone:
        forget_question(unit, message_id, now)
    forget_in_digests(unit, gone, now)
    let_go_of_replies(unit, gone, now)
    let_go_of_quotes(unit, gone, now)
