"""Reads what look-up needs from the database: messages that stand, replies, words, lessons."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.capture.models import Contribution
from bot.lessons.models import Lesson
from bot.questions.models import AnsweredQuestion
from bot.questions.ranking import ANSWERS, FINDABLE
from bot.themes.threads import ThreadKey, thread_key

ROOTS = 40
"""So many of the nearest threads have their replies looked at."""
MOST_MATCHES = 100
MOST_WORDS = 8


def alive(session: Session, keys: Collection[int]) -> list[Contribution]:
    """Return those messages that were not deleted."""
    rows = select(Contribution).where(Contribution.id.in_(keys), Contribution.deleted_at.is_(None))
    return list(session.scalars(rows))


def replies_in(
    session: Session, near: Sequence[Contribution], closeness: Mapping[int, float]
) -> list[Contribution]:
    """Return the answers in the threads whose roots are nearest."""
    roots = sorted((one for one in near if one.is_root), key=lambda one: -closeness[one.id])[:ROOTS]
    rows = session.scalars(
        select(Contribution).where(
            Contribution.platform.in_({root.platform for root in roots}),
            Contribution.tenant.in_({root.tenant for root in roots}),
            Contribution.conversation.in_({root.conversation for root in roots}),
            Contribution.thread.in_({root.thread for root in roots}),
            Contribution.deleted_at.is_(None),
            Contribution.kind.in_(ANSWERS),
        )
    )
    threads = {thread_key(root) for root in roots}
    return [one for one in rows if thread_key(one) in threads]


def roots_of(session: Session, members: Sequence[Contribution]) -> dict[ThreadKey, Contribution]:
    """Return what started the threads of these messages, by thread, where it is kept."""
    known = {thread_key(one): one for one in members if one.is_root}
    wanted = {thread_key(one): one for one in members if thread_key(one) not in known}
    rows = session.scalars(
        select(Contribution).where(
            Contribution.platform.in_({one.platform for one in wanted.values()}),
            Contribution.tenant.in_({one.tenant for one in wanted.values()}),
            Contribution.conversation.in_({one.conversation for one in wanted.values()}),
            Contribution.message_id.in_({one.thread for one in wanted.values()}),
            Contribution.deleted_at.is_(None),
        )
    )
    return known | {thread_key(one): one for one in rows if thread_key(one) in wanted}


def confirmed_answers(session: Session, keys: Iterable[int]) -> set[int]:
    """Return which of these were marked as what answered a question."""
    marked = AnsweredQuestion.answer_id
    return set(session.scalars(select(marked).where(marked.in_(set(keys)))))


def lessons_of(session: Session, keys: Collection[int]) -> dict[int, Lesson]:
    """Return the lessons that were made of these messages, by the message."""
    rows = session.scalars(select(Lesson).where(Lesson.contribution_id.in_(keys)))
    return {lesson.contribution_id: lesson for lesson in rows}


def with_words(session: Session, words: str, communities: Collection[int]) -> set[int]:
    """Return the newest messages in which every word stands, and the lessons of any community."""
    wanted = [word.strip(".,;:!?\"'()") for word in words.split()]
    wanted = [word for word in wanted if word][:MOST_WORDS]
    if not wanted:
        return set()
    said = (
        select(Contribution.id)
        .where(
            Contribution.community_id.in_(communities),
            Contribution.deleted_at.is_(None),
            Contribution.kind.in_(FINDABLE),
            *_stand(Contribution.text, wanted),
        )
        .order_by(Contribution.posted_at.desc())
        .limit(MOST_MATCHES)
    )
    told = select(Lesson.contribution_id).where(*_stand(Lesson.recommendation, wanted))
    return {*session.scalars(said), *session.scalars(told)}


def _stand(
    column: InstrumentedAttribute[str], words: Sequence[str]
) -> Iterable[ColumnElement[bool]]:
    return [column.icontains(word, autoescape=True) for word in words]
