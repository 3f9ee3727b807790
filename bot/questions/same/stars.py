"""Which questions ask the same: flat stars, each question tied to the earliest of them all.

Two stars that are joined are tied anew to the earlier first, so there are no chains and no
cycles. What a person said is not the same is kept as a pair, and no star ever holds both again.
Deleted messages and the later of cross-posts are passed over wherever stars are read.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, delete, insert, or_, select, update
from sqlalchemy.orm import Session

from bot.capture.models import Contribution
from bot.questions.models import QuestionFollower, SameQuestion
from bot.store import UnitOfWork

MACHINE, PERSON = "machine", "person"
_TIED = SameQuestion.apart.is_(False)


@dataclass(frozen=True, slots=True)
class TimesAsked:
    """How often a question was asked, in whatever words, and by how many hubs."""

    questions: int
    hubs: int


def same_as(session: Session, question_id: int) -> int:
    """Return the earliest question that asks the same and still stands: itself, if none does."""
    standing = linked(session, question_id)
    return standing[0].id if standing else question_id


def linked(session: Session, question_id: int) -> list[Contribution]:
    """Return all that ask the same and still stand, the question with them, the earliest first."""
    asked = _first_post(session, question_id)
    return _standing(session, _star(session, _first_of(session, asked)))


def times_asked(session: Session, question_ids: Collection[int]) -> dict[int, TimesAsked]:
    """Return for each question how often it was asked, itself counted."""
    posts = _first_posts(session, question_ids)
    firsts = _firsts_of(session, set(posts.values()))
    rows = session.execute(
        select(SameQuestion.first_id, SameQuestion.question_id).where(
            SameQuestion.first_id.in_(set(firsts.values())), _TIED
        )
    )
    stars: dict[int, set[int]] = defaultdict(set)
    for first, question in rows:
        stars[first].add(question)
    everyone = {first: {first, *stars[first]} for first in firsts.values()}
    known = {one.id: one for one in _standing(session, set().union(*everyone.values()))}
    return {
        key: _times([known[one] for one in everyone[firsts[post]] if one in known])
        for key, post in posts.items()
    }


def _times(asked: Sequence[Contribution]) -> TimesAsked:
    return TimesAsked(len(asked), len({one.hub_id for one in asked if one.hub_id is not None}))


def link(
    unit: UnitOfWork, one: Contribution, other: Contribution, sureness: float, now: datetime
) -> bool:
    """Tie two questions, and all that ask the same as either; False: they are, or may not be.

    The machine's `sureness` is kept for what was not tied before.
    """
    unit.alone_with(f"same:{one.community_id}")
    session = unit.session
    firsts = [_first_of(session, one.id), _first_of(session, other.id)]
    if firsts[0] == firsts[1]:
        return False
    first_star, other_star = (_star(session, first) for first in firsts)
    if _said_apart(session, first_star, other_star):
        return False
    _tie(session, [*first_star, *other_star], sureness, now)
    return True


def part(unit: UnitOfWork, question: Contribution, now: datetime) -> bool:
    """Take a question out of its star for good, as a person said; False: it was in none."""
    unit.alone_with(f"same:{question.community_id}")
    star = _star(unit.session, _first_of(unit.session, question.id))
    others = [one for one in star if one != question.id]
    if not others:
        return False
    _take_out(unit, question.id, others)
    row = {"question_id": question.id, "said_by": PERSON, "apart": True, "at": now}
    unit.session.execute(insert(SameQuestion), [row | {"first_id": one} for one in others])
    return True


def loosen(unit: UnitOfWork, question_id: int) -> None:
    """Take a question out of its star because its words have changed: it may be tied again."""
    star = _star(unit.session, _first_of(unit.session, question_id))
    _take_out(unit, question_id, [one for one in star if one != question_id])


def forget_question(unit: UnitOfWork, question_id: int) -> None:
    """Drop who follows a question and all that ties it to others: its message was erased."""
    loosen(unit, question_id)
    named = or_(SameQuestion.question_id == question_id, SameQuestion.first_id == question_id)
    unit.session.execute(delete(SameQuestion).where(named))
    following = QuestionFollower.question_id == question_id
    unit.session.execute(delete(QuestionFollower).where(following))


def _take_out(unit: UnitOfWork, question_id: int, others: Sequence[int]) -> None:
    unit.session.execute(delete(SameQuestion).where(SameQuestion.question_id == question_id, _TIED))
    if others:
        _tie_anew(unit.session, others)


def _tie_anew(session: Session, keys: Sequence[int]) -> tuple[int, list[int]]:
    """Tie those of these that are tied to the earliest of all; return it, and the others."""
    rows = session.execute(
        select(Contribution.id)
        .where(Contribution.id.in_(keys))
        .order_by(Contribution.posted_at, Contribution.id)
    )
    first, *rest = rows.scalars()
    session.execute(delete(SameQuestion).where(SameQuestion.question_id == first, _TIED))
    tied = SameQuestion.question_id.in_(rest), _TIED
    session.execute(update(SameQuestion).where(*tied).values(first_id=first))
    return first, rest


def _tie(session: Session, keys: Sequence[int], sureness: float, now: datetime) -> None:
    """Tie all of these to the earliest of them."""
    first, rest = _tie_anew(session, keys)
    tied = SameQuestion.question_id.in_(rest), _TIED
    had = set(session.scalars(select(SameQuestion.question_id).where(*tied)))
    row = {"first_id": first, "said_by": MACHINE, "probability": sureness, "at": now}
    new = [row | {"question_id": one} for one in rest if one not in had]
    if new:
        session.execute(insert(SameQuestion), new)


def _said_apart(session: Session, one: Collection[int], other: Collection[int]) -> bool:
    question, first = SameQuestion.question_id, SameQuestion.first_id
    across = or_(
        and_(question.in_(one), first.in_(other)), and_(question.in_(other), first.in_(one))
    )
    found = select(question).where(SameQuestion.apart, across).limit(1)
    return session.scalar(found) is not None


def _star(session: Session, first: int) -> list[int]:
    tied = select(SameQuestion.question_id).where(SameQuestion.first_id == first, _TIED)
    return [first, *session.scalars(tied)]


def _first_of(session: Session, question_id: int) -> int:
    return _firsts_of(session, {question_id})[question_id]


def _firsts_of(session: Session, keys: Collection[int]) -> dict[int, int]:
    rows = session.execute(
        select(SameQuestion.question_id, SameQuestion.first_id).where(
            SameQuestion.question_id.in_(keys), _TIED
        )
    )
    return {key: key for key in keys} | {row.question_id: row.first_id for row in rows}


def _first_post(session: Session, question_id: int) -> int:
    return _first_posts(session, {question_id})[question_id]


def _first_posts(session: Session, keys: Collection[int]) -> dict[int, int]:
    """Return the first of cross-posts for each message."""
    twins = session.execute(
        select(Contribution.id, Contribution.same_as_id).where(
            Contribution.id.in_(keys), Contribution.same_as_id.is_not(None)
        )
    )
    return {key: key for key in keys} | {row.id: row.same_as_id for row in twins}


def _standing(session: Session, keys: Collection[int]) -> list[Contribution]:
    rows = session.scalars(
        select(Contribution).where(
            Contribution.id.in_(keys),
            Contribution.deleted_at.is_(None),
            Contribution.same_as_id.is_(None),
        )
    )
    return sorted(rows, key=lambda one: (one.posted_at, one.id))
