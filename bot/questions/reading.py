"""Reads what look-up needs from the database: messages that stand, replies, words, lessons."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, joinedload

from bot.capture.models import Contribution
from bot.lessons.models import Lesson
from bot.questions.models import AnsweredQuestion
from bot.questions.ranking import ANSWERS, FINDABLE

ROOTS = 40
"""So many of the nearest threads have their replies looked at."""
MOST_MATCHES = 100
MOST_WORDS = 8
_WITH_PEOPLE = (
    joinedload(Contribution.hub),
    joinedload(Contribution.author),
    joinedload(Contribution.channel),
)


def alive(session: Session, keys: Collection[int]) -> list[Contribution]:
    """Return those messages that were not deleted."""
    return list(
        session.scalars(
            select(Contribution)
            .where(Contribution.id.in_(keys), Contribution.deleted_at.is_(None))
            .options(*_WITH_PEOPLE)
        )
    )


def replies_in(
    session: Session, near: Sequence[Contribution], closeness: Mapping[int, float]
) -> list[Contribution]:
    """Return the answers in the threads whose roots are nearest."""
    roots = sorted((one for one in near if one.is_root), key=lambda one: -closeness[one.id])
    if not roots:
        return []
    threads = [
        and_(
            Contribution.platform == root.platform,
            Contribution.tenant == root.tenant,
            Contribution.conversation == root.conversation,
            Contribution.thread == root.thread,
        )
        for root in roots[:ROOTS]
    ]
    return list(
        session.scalars(
            select(Contribution)
            .where(
                or_(*threads),
                Contribution.deleted_at.is_(None),
                Contribution.kind.in_(ANSWERS),
            )
            .options(*_WITH_PEOPLE)
        )
    )


def confirmed_answers(session: Session, keys: Iterable[int]) -> set[int]:
    """Return which of these were marked as what answered a question."""
    marked = AnsweredQuestion.answer_id
    return set(session.scalars(select(marked).where(marked.in_(set(keys)))))


def lessons_of(session: Session, keys: Collection[int]) -> dict[int, Lesson]:
    """Return the lessons that were made of these messages, by the message."""
    rows = session.scalars(select(Lesson).where(Lesson.contribution_id.in_(keys)))
    return {lesson.contribution_id: lesson for lesson in rows}


def with_words(session: Session, words: str, communities: Collection[int]) -> set[int]:
    """Return the newest messages (or lessons' recommendations) in which every word stands."""
    wanted = [word.strip(".,;:!?\"'()") for word in words.split()]
    wanted = [word for word in wanted if word][:MOST_WORDS]
    if not wanted:
        return set()
    stands = [
        or_(
            Contribution.text.icontains(word, autoescape=True),
            Lesson.recommendation.icontains(word, autoescape=True),
        )
        for word in wanted
    ]
    query = (
        select(Contribution.id)
        .outerjoin(Lesson, Lesson.contribution_id == Contribution.id)
        .where(
            Contribution.community_id.in_(communities),
            Contribution.deleted_at.is_(None),
            Contribution.kind.in_(FINDABLE),
            *stands,
        )
        .order_by(Contribution.posted_at.desc())
        .limit(MOST_MATCHES)
    )
    return set(session.scalars(query))
