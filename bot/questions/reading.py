"""Reads what look-up needs from the database: messages that stand, replies, lessons."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.capture.models import Contribution
from bot.lessons.models import LIVING, Lesson
from bot.questions.models import AnsweredQuestion
from bot.questions.ranking import ANSWERS
from bot.themes.threads import ThreadKey, thread_key

ROOTS = 40
"""So many of the nearest threads have their replies looked at."""


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
    """Return the lessons that were made of these messages and still hold, by the message."""
    rows = session.scalars(
        select(Lesson).where(Lesson.contribution_id.in_(keys), Lesson.status.in_(LIVING))
    )
    return {lesson.contribution_id: lesson for lesson in rows}
