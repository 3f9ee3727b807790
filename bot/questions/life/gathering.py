"""Gives cross-posts one life when they were found to be the same after one of them was closed.

That happens when both were said at nearly the same time, or when a person's accounts are linked.
"""

from sqlalchemy import or_, select

from bot.capture.models import Contribution
from bot.questions.life.changing import held_life
from bot.questions.models import AnsweredQuestion, QuestionLife, QuestionState
from bot.store import Database, UnitOfWork


def gather_lives(database: Database) -> None:
    """Give the life of each later cross-post to the first, each in a unit of work of its own."""
    with database.read() as unit:
        apart = unit.session.scalars(
            select(Contribution.id)
            .outerjoin(QuestionLife, QuestionLife.question_id == Contribution.id)
            .outerjoin(AnsweredQuestion, AnsweredQuestion.question_id == Contribution.id)
            .where(Contribution.same_as_id.is_not(None))
            .where(or_(QuestionLife.state.is_not(None), AnsweredQuestion.at.is_not(None)))
        ).all()
    for later_id in apart:
        with database.write() as unit:
            _give_to_first(unit, unit.session.get_one(Contribution, later_id))
            unit.commit()


def _give_to_first(unit: UnitOfWork, later: Contribution) -> None:
    """What was said of the first counts; if nothing was, what was said of the later one."""
    if later.same_as_id is None:  # parted meanwhile
        return
    life, _ = held_life(unit, unit.session.get_one(Contribution, later.same_as_id))
    other, other_mark = held_life(unit, later)
    if life.state is QuestionState.OPEN:
        life.state = other.state
        life.closed_by_id, life.closed_at = other.closed_by_id, other.closed_at
        if other_mark is not None:
            unit.session.add(
                AnsweredQuestion(
                    question_id=life.question_id,
                    answer_id=other_mark.answer_id,
                    by_id=other_mark.by_id,
                    at=other_mark.at,
                )
            )
    life.asker_asked_at = life.asker_asked_at or other.asker_asked_at
    unit.flush()
    for row in (other, other_mark):
        if row is not None:
            unit.session.delete(row)
    unit.flush()
