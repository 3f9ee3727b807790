"""Lessons that tests begin with: saved by people, and checked by a facilitator."""

from sqlalchemy import select

from bot.cards import Ask
from bot.events import MessageAction
from bot.lessons.models import Lesson, LessonChange
from tests.chat import Chat, as_a
from tests.world import add_person

STORY = "We rang every enquirer within two hours and visits went up by half"
TOLD: dict[str, str | tuple[str, ...]] = {
    "what_happened": STORY,
    "recommendation": "Ring every enquirer within two hours.",
    "worked": "yes",
    "sharing": "members",
    "named": "no",
}
APPROVAL: dict[str, str | tuple[str, ...]] = {
    "stage": "delivery",
    "evidence": "account",
    "review": "6",
}


def save(
    chat: Chat, message: str = "m1", *, user: str = "U1", story: str = STORY, **more: str
) -> Lesson:
    """Let a person post a story and save it as a lesson."""
    chat.say(story, message, user=user)
    form = as_a(Ask, chat.choose(MessageAction.SAVE_AS_LESSON, message, user=user)).form
    chat.fill_in(form, TOLD | {"what_happened": story} | more, user=user)
    return newest(chat)


def approve(chat: Chat, lesson: Lesson, *, owner: str = "U1", user: str = "F1") -> Lesson:
    """Let a facilitator approve a lesson."""
    form = as_a(Ask, chat.press("lesson_approve", str(lesson.id), user=user)).form
    owner_id = str(person_id(chat, owner))
    chat.fill_in(form, APPROVAL | {"owner": owner_id}, user=user)
    return read(chat, lesson)


def newest(chat: Chat) -> Lesson:
    with chat.database.read() as unit:
        return unit.session.scalars(select(Lesson).order_by(Lesson.id.desc())).first()  # type: ignore[return-value] # one was saved


def read(chat: Chat, lesson: Lesson) -> Lesson:
    """Return a lesson as it is now."""
    with chat.database.read() as unit:
        return unit.session.get_one(Lesson, lesson.id)


def history(chat: Chat, lesson: Lesson) -> list[str]:
    """Return what was done to a lesson, in order."""
    with chat.database.read() as unit:
        rows = select(LessonChange.what).where(LessonChange.lesson_id == lesson.id)
        return list(unit.session.scalars(rows.order_by(LessonChange.id)))


def person_id(chat: Chat, user: str) -> int:
    from bot.community.models import Account

    with chat.database.read() as unit:
        account = select(Account.person_id).where(Account.user_id == user)
        return unit.session.scalars(account).one()


def more_hubs(chat: Chat, **hubs: str) -> None:
    """Add members, each of a hub: more_hubs(chat, U3="east")."""
    with chat.database.write() as unit:
        for user, hub in hubs.items():
            add_person(unit, chat.community, user, hub=hub)
        unit.commit()
