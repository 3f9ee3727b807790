"""Changes where a question stands: closed, opened again, moved to a cross-post. Nothing commits.

Every change is written down with who made it and when. A question is held while it changes, so
that of two who close it at once the second finds it closed.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Literal

from sqlalchemy import select, update

from bot.capture import service as capture
from bot.capture.models import Contribution, Kind
from bot.community.models import Person
from bot.privacy.audit import record
from bot.questions.life.reading import first_of, state_from
from bot.questions.life.showing import show, unquote
from bot.questions.models import AnsweredQuestion, QuestionLife, QuestionState
from bot.questions.same.telling import tell_followers
from bot.store import UnitOfWork

Closed = Literal[QuestionState.ANSWERED, QuestionState.NO_LONGER_NEEDED]


def close(
    unit: UnitOfWork,
    question: Contribution,
    state: Closed,
    by: Person | None,
    now: datetime,
    answer: Contribution | None = None,
) -> bool:
    """Close a question; answered without an `answer` was answered elsewhere.

    Returns False when there was nothing to do: it was closed before, or had this answer before.
    Another answer takes the place of the first. The caller checks that `by` may.
    """
    first = first_of(unit.session, question)
    life, mark = held_life(unit, first)
    if answer is None:
        if life.state is not QuestionState.OPEN:
            return False
    elif mark is not None and mark.answer_id == answer.id:
        return False
    else:
        _mark(unit, first, mark, answer, by, now)
    life.state, life.closed_at = state, now
    life.closed_by_id = by.id if by else None
    _write_down(unit, first, str(state), by, now, answer=answer.id if answer else None)
    show(unit, first, now)
    tell_followers(unit, first, answer, now)
    return True


def reopen(unit: UnitOfWork, question: Contribution, by: Person | None, now: datetime) -> bool:
    """Open a closed question again. Returns False when it was open. The caller checks `by`."""
    first = first_of(unit.session, question)
    life, mark = held_life(unit, first)
    if life.state is QuestionState.OPEN:
        return False
    _open_again(unit, first, life, mark, by, now)
    life.closed_by_id, life.closed_at = by.id if by else None, now
    show(unit, first, now)
    return True


def say_open(unit: UnitOfWork, question: Contribution, by: Person | None, now: datetime) -> bool:
    """Note that an open question has no answer yet, whatever was replied. False: it is closed."""
    first = first_of(unit.session, question)
    life, _ = held_life(unit, first)
    if life.state is not QuestionState.OPEN:
        return False
    life.closed_by_id, life.closed_at = by.id if by else None, now
    _write_down(unit, first, "not_answered_yet", by, now)
    return True


def let_go_of(unit: UnitOfWork, message_ids: Collection[int], now: datetime) -> None:
    """Open again the questions that these erased messages answered, and quote them no longer."""
    marked = select(AnsweredQuestion.question_id).where(AnsweredQuestion.answer_id.in_(message_ids))
    for question_id in unit.session.scalars(marked).all():
        question = unit.session.get_one(Contribution, question_id)
        life, mark = held_life(unit, question)
        if mark is not None and mark.answer_id in message_ids:
            _open_again(unit, question, life, mark, None, now)
            life.closed_by_id = life.closed_at = None
            show(unit, question, now)
    unquote(unit, message_ids, now)


def hand_on(unit: UnitOfWork, first: Contribution) -> None:
    """Give a question's life to its next cross-post, before the first is erased."""
    heir = unit.session.scalar(
        select(Contribution)
        .where(Contribution.same_as_id == first.id, Contribution.deleted_at.is_(None))
        .order_by(Contribution.posted_at, Contribution.id)
        .limit(1)
    )
    if heir is None or unit.session.get(QuestionLife, heir.id) is not None:
        return
    life = update(QuestionLife).where(QuestionLife.question_id == first.id)
    unit.session.execute(life.values(question_id=heir.id))
    mark = update(AnsweredQuestion).where(AnsweredQuestion.question_id == first.id)
    unit.session.execute(mark.values(question_id=heir.id))


def held_life(
    unit: UnitOfWork, first: Contribution
) -> tuple[QuestionLife, AnsweredQuestion | None]:
    """Return a question's life, made now if it has none, and the mark of its answer.

    Nobody else changes it until this unit of work ends.
    """
    unit.alone_with(f"question:{first.id}")
    mark = unit.session.get(AnsweredQuestion, first.id, populate_existing=True)
    life = unit.session.get(QuestionLife, first.id, populate_existing=True)
    if life is None:
        life = QuestionLife(question_id=first.id)
        life.state = state_from(None, mark.question_id if mark else None)
        unit.session.add(life)
    return life, mark


def _mark(
    unit: UnitOfWork,
    first: Contribution,
    mark: AnsweredQuestion | None,
    answer: Contribution,
    by: Person | None,
    now: datetime,
) -> None:
    if mark is None:
        mark = AnsweredQuestion(question_id=first.id)
        unit.session.add(mark)
    mark.answer_id, mark.by_id, mark.at = answer.id, by.id if by else None, now
    if answer.kind not in (Kind.ANSWER, Kind.LESSON):
        capture.correct_kind(unit, answer, Kind.ANSWER, by, now)


def _open_again(
    unit: UnitOfWork,
    first: Contribution,
    life: QuestionLife,
    mark: AnsweredQuestion | None,
    by: Person | None,
    now: datetime,
) -> None:
    if mark is not None:
        unit.session.delete(mark)
    life.state = QuestionState.OPEN
    _write_down(unit, first, "reopened", by, now)
    unit.flush()


def _write_down(
    unit: UnitOfWork,
    first: Contribution,
    what: str,
    by: Person | None,
    now: datetime,
    **detail: int | None,
) -> None:
    record(
        unit,
        by=by,
        action=f"question.{what}",
        subject=f"contribution:{first.id}",
        now=now,
        **{name: value for name, value in detail.items() if value is not None},
    )
