"""A question and its replies, for tests of what becomes of it."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.cards import Actions, Button, Card
from bot.delivery.models import OutboxRow
from bot.privacy.models import AuditEntry
from bot.questions import life
from bot.questions.models import QuestionState
from bot.schedules.working import Nation, WorkingCalendar
from bot.store import Database
from tests.chat import Chat

CALENDAR = WorkingCalendar(
    Nation.ENGLAND_AND_WALES,
    ZoneInfo("Europe/London"),
    time(9),
    time(17),
)
WEDNESDAY = datetime(2026, 9, 16, 8, 0, tzinfo=UTC)
THURSDAY = datetime(2026, 9, 17, 8, 0, tzinfo=UTC)
MONDAY = datetime(2026, 9, 21, 9, 0, tzinfo=UTC)
"""Three working days after Wednesday, and when the chat's people press buttons."""
QUESTION = "Who has a rota for calling back in the evenings?"


def ask(chat: Chat, message: str = "q1", *, user: str = "U1", at: datetime = WEDNESDAY) -> int:
    """Let somebody ask; return the question's id."""
    chat.say(QUESTION, message, user=user, at=at)
    return chat.kept(message).id


def reply(
    chat: Chat,
    text: str,
    message: str,
    *,
    user: str = "U2",
    to: str = "q1",
    at: datetime = THURSDAY,
) -> int:
    """Let somebody reply; return the reply's id."""
    chat.say(text, message, user=user, thread=to, at=at)
    return chat.kept(message).id


def state(chat: Chat, message: str = "q1", conversation: str = "C1") -> QuestionState:
    """Return where a question stands."""
    question_id = chat.kept(message, conversation).id
    with chat.database.read() as unit:
        return life.state_of(unit.session, [question_id])[question_id]


def waiting(chat: Chat, now: datetime = MONDAY) -> list[tuple[str, int, int]]:
    """Return the questions nobody answered: message, working days and offers."""
    with chat.database.read() as unit:
        found = life.unanswered(unit.session, chat.community.id, CALENDAR, now)
        return [(one.question.message_id, one.days, one.offers) for one in found]


def written_down(database: Database) -> list[tuple[str, int | None]]:
    """Return what the audit log says of questions: what was done, and by whom."""
    with database.read() as unit:
        rows = unit.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        return [(one.action, one.by_id) for one in rows if one.action.startswith("question.")]


def keys(chat: Chat) -> list[str]:
    """Return what is in the outbox, by its keys."""
    with chat.database.read() as unit:
        return list(unit.session.scalars(select(OutboxRow.key).order_by(OutboxRow.id)))


def person_of(chat: Chat, message: str) -> int | None:
    """Return who wrote a message."""
    return chat.kept(message).author_id


def pressable(card: Card) -> list[tuple[str, str]]:
    """Return a card's buttons: label and value."""
    rows = (one for one in card.elements if isinstance(one, Actions))
    return [
        (one.label, one.value) for row in rows for one in row.buttons if isinstance(one, Button)
    ]
