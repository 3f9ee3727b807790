"""Who may make, change and widen a lesson. A message's words are its author's to share."""

from bot.capture.models import Contribution
from bot.community.checks import NOT_A_MEMBER, Refused
from bot.lessons.backing import account_of
from bot.lessons.models import Lesson
from bot.lessons.service import lesson_of
from bot.questions.acted_on import wrote
from bot.router import Turn

GONE = (
    "That message is no longer kept: it was deleted, or its author asked me not to keep it."
    " Nothing was saved."
)
TAGGED = (
    "This message is saved as a lesson already. The person who saved it, the person who wrote it"
    " or a facilitator can change it."
)
AN_ACCOUNT = "This message is kept already, as another account of the lesson “{lesson}”."


def kept(turn: Turn, contribution_id: int) -> Contribution:
    """Return a message that still stands in a community of the caller's. Raises Refused."""
    message = turn.unit.session.get(Contribution, contribution_id)
    if message is None or message.deleted_at is not None:
        raise Refused(GONE)
    if not turn.caller.belongs(message.community_id):
        raise Refused(NOT_A_MEMBER.format(name=message.channel.community.name))
    return message


def may_widen(turn: Turn, message: Contribution) -> bool:
    """Say whether the caller may share the message's words beyond the network."""
    return wrote(turn, message) or turn.caller.facilitates(message.community_id)


def owns(turn: Turn, lesson: Lesson) -> bool:
    """Say whether the caller looks after a lesson."""
    person = turn.caller.person
    return person is not None and lesson.owner_id == person.id


def lesson_to_change(turn: Turn, message: Contribution) -> Lesson | None:
    """Return the lesson that was made of the message, if any. Raises Refused."""
    lesson = lesson_of(turn.unit, message.id)
    if lesson is None:
        account = account_of(turn.unit.session, message.id)
        if account is not None:
            raise Refused(AN_ACCOUNT.format(lesson=account.lesson.recommendation))
        return None
    person = turn.caller.person
    tagged = person is not None and lesson.tagged_by_id == person.id
    if not tagged and not owns(turn, lesson) and not may_widen(turn, message):
        raise Refused(TAGGED)
    return lesson
