"""What lessons hold of a person goes with them, and what was never checked goes with its time."""

from datetime import timedelta

from sqlalchemy import select

from bot.capture.models import Contribution
from bot.cards import Ask
from bot.community.models import Account
from bot.events import MessageAction
from bot.lessons.models import Lesson, LessonAccount, LessonChange, LessonUse
from bot.lessons.reviewing.job import review_lessons
from bot.privacy.erasure import forget
from bot.privacy.retention import tidy
from tests.chat import Chat, as_a
from tests.unit.lessons.saved import STORY, approve, more_hubs, read, save
from tests.unit.lessons.test_reviewing import CALENDAR
from tests.unit.lessons.test_using import use
from tests.world import NOW, deleted

CANARY = "Quintessa-Marigold"


def every_word(chat: Chat) -> str:
    with chat.database.read() as unit:
        rows = [
            [getattr(row, column.key) for column in table.__table__.columns]
            for table in (Lesson, LessonAccount, LessonUse, LessonChange, Contribution)
            for row in unit.session.scalars(select(table))
        ]
    return repr(rows)


def forget_user(chat: Chat, user: str) -> None:
    with chat.database.write() as unit:
        account = unit.session.scalars(select(Account).where(Account.user_id == user)).one()
        forget(unit, account.person, by=None, now=NOW)
        unit.commit()


def test_a_forgotten_person_s_account_use_and_reply_go_and_the_evidence_with_them(
    chat: Chat,
) -> None:
    lesson = approve(chat, save(chat))
    more_hubs(chat, U3="east", U4="west")
    chat.say(f"{STORY} {CANARY}", "a1", user="U2")
    form = as_a(Ask, chat.choose(MessageAction.SAVE_AS_LESSON, "a1", user="U2")).form
    told = {"what_happened": f"{STORY} {CANARY}", "same": str(lesson.id)}
    chat.fill_in(form, told, user="U2")
    use(chat, lesson, "U2", CANARY)
    for user in ("U3", "U4"):
        use(chat, lesson, user)
    assert read(chat, lesson).evidence == "repeated"
    edit = as_a(Ask, chat.press("lesson_edit", str(lesson.id), user="F1")).form
    values = {one.name: getattr(one, "value", "") for one in edit.fields}
    chat.fill_in(edit, values | {"why": f"{STORY} {CANARY}, said one."}, user="F1")
    assert CANARY in every_word(chat)
    forget_user(chat, "U2")
    assert CANARY not in every_word(chat)
    review_lessons(chat.database, CALENDAR, NOW)
    assert read(chat, lesson).evidence == "account"


def test_a_forgotten_facilitator_s_words_leave_the_history_and_the_author_s_the_lesson(
    chat: Chat,
) -> None:
    lesson = save(chat)
    ask = as_a(Ask, chat.press("lesson_ask_author", str(lesson.id), user="F1")).form
    chat.fill_in(ask, {"question": f"{CANARY}?"}, user="F1")
    decline = as_a(Ask, chat.press("lesson_decline", str(lesson.id), user="F1")).form
    chat.fill_in(decline, {"reason": CANARY}, user="F1")
    forget_user(chat, "F1")
    assert CANARY not in every_word(chat)
    assert read(chat, lesson).status == "declined"
    forget_user(chat, "U1")
    assert STORY not in every_word(chat)


def test_a_message_deleted_in_chat_takes_its_lesson_s_words_with_it(chat: Chat) -> None:
    lesson = save(chat, story=f"{STORY} {CANARY}")
    assert CANARY in every_word(chat)
    chat.happen(deleted("m1", at=NOW + timedelta(minutes=5)))
    assert CANARY not in every_word(chat)
    with chat.database.read() as unit:
        assert unit.session.get(Lesson, lesson.id) is None


def test_after_its_time_only_a_checked_lesson_stays(chat: Chat) -> None:
    checked = approve(chat, save(chat))
    save(chat, "m2", user="U2", story=f"{CANARY} lent us the hall")
    use(chat, checked, "U2", CANARY)
    tidy(chat.database, 24, NOW + timedelta(days=1000))
    assert CANARY not in every_word(chat)
    assert read(chat, checked).what_happened == STORY
