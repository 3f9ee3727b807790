"""Reads where questions stand: which are open, which wait for an answer, who replied."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from bot.capture.models import Contribution, Kind
from bot.community.models import Community, Programme
from bot.questions.models import AnsweredQuestion, OfferOfHelp, QuestionLife, QuestionState
from bot.schedules.working import WorkingCalendar
from bot.themes.numbers import same_thread

ASKABLE = (Kind.QUESTION, Kind.CHALLENGE, Kind.UNSURE)
"""Kinds of messages that can be answered."""
NO_ANSWERS = (Kind.CHATTER, Kind.QUESTION)
"""Kinds of replies that can't answer: thanks and jokes, and questions back."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question that waits for an answer: since how many working days, and who offered to help.

    `offers` counts the people who said that they can.
    """

    question: Contribution
    days: int
    offers: int


def first_of(session: Session, question: Contribution) -> Contribution:
    """Return the first of a question's cross-posts, whose life they share; alone, itself."""
    if question.same_as_id is None:
        return question
    return session.get_one(Contribution, question.same_as_id)


def state_of(session: Session, question_ids: Collection[int]) -> dict[int, QuestionState]:
    """Return where each of these questions stands, by its id."""
    rows = session.execute(
        select(Contribution.id, QuestionLife.state, AnsweredQuestion.question_id)
        .outerjoin(QuestionLife, QuestionLife.question_id == _first_id())
        .outerjoin(AnsweredQuestion, AnsweredQuestion.question_id == _first_id())
        .where(Contribution.id.in_(question_ids))
    )
    return {question_id: state_from(state, marked) for question_id, state, marked in rows}


def state_from(state: QuestionState | None, marked: int | None) -> QuestionState:
    """Return the state that is kept; without one, `marked` says that an answer was."""
    return state or (QuestionState.OPEN if marked is None else QuestionState.ANSWERED)


def open_questions(session: Session, community_id: int) -> list[Contribution]:
    """Return a community's open questions, replied to or not, the oldest first."""
    return list(session.scalars(_open().where(Contribution.community_id == community_id)))


def open_questions_of(session: Session, person_id: int) -> list[Contribution]:
    """Return what a person asked that is still open, in all their communities, oldest first."""
    return list(session.scalars(_open().where(Contribution.author_id == person_id)))


def unasked(session: Session, earliest: datetime, latest: datetime) -> list[Contribution]:
    """Return the open questions of a time whose askers were not asked about them yet.

    Of all communities, the oldest first.
    """
    between = Contribution.posted_at.between(earliest, latest)
    return list(session.scalars(_open().where(between, QuestionLife.asker_asked_at.is_(None))))


def unanswered(
    session: Session, community_id: int, calendar: WorkingCalendar, now: datetime, days: int = 2
) -> list[Waiting]:
    """Return the open questions that nobody answered in so many working days, oldest first.

    Where the asker said that what was replied does not answer it, only later replies count.
    """
    asked_by_then = Contribution.posted_at <= now - timedelta(days=days)
    questions = _open().where(
        Contribution.community_id == community_id, asked_by_then, ~_was_replied_to()
    )
    waiting = [
        (one, passed)
        for one in session.scalars(questions)
        if (passed := calendar.days_between(one.posted_at, now)) >= days
    ]
    offers = _offers(session, [one.id for one, _ in waiting])
    return [Waiting(one, passed, offers.get(one.id, 0)) for one, passed in waiting]


def replies_to(session: Session, question: Contribution) -> list[Contribution]:
    """Return what others replied to a question or a cross-post of it, the earliest first.

    Only what can answer it.
    """
    first_id = question.same_as_id or question.id
    head = aliased(Contribution)
    return list(
        session.scalars(
            select(Contribution)
            .join(head, same_thread(head))
            .where(or_(head.id == first_id, head.same_as_id == first_id))
            .where(Contribution.id != head.id, _can_answer(Contribution, question.author_id))
            .order_by(Contribution.posted_at, Contribution.id)
        )
    )


def new_replies_to(
    session: Session, person_id: int, since: datetime, until: datetime
) -> list[tuple[Contribution, Contribution]]:
    """Return what others replied in a time to a person's open questions, the newest reply first.

    Each with its question, of which cross-posts count as the first. Only what can answer it.
    """
    head = aliased(Contribution)
    first = func.coalesce(head.same_as_id, head.id)
    theirs = {one.id: one for one in open_questions_of(session, person_id)}
    rows = session.execute(
        select(Contribution, first)
        .join(head, same_thread(head))
        .where(
            first.in_(theirs),
            Contribution.id != head.id,
            Contribution.posted_at > since,
            Contribution.posted_at <= until,
            _can_answer(Contribution, person_id),
        )
        .order_by(Contribution.posted_at.desc(), Contribution.id.desc())
    )
    return [(theirs[question_id], reply) for reply, question_id in rows]


def _first_id() -> ColumnElement[int]:
    return func.coalesce(Contribution.same_as_id, Contribution.id)


def _open() -> Select[Contribution]:
    """Return what finds open questions; imported ones and past programmes' are nobody's to close.

    A challenge, or what the machine was unsure of, is one once somebody said that it is open.
    """
    is_open = QuestionLife.state == QuestionState.OPEN
    said_so = and_(is_open, QuestionLife.closed_at.is_not(None))
    never_closed = and_(QuestionLife.question_id.is_(None), AnsweredQuestion.question_id.is_(None))
    asks = or_(Contribution.kind == Kind.QUESTION, and_(Contribution.kind.in_(ASKABLE), said_so))
    return (
        select(Contribution)
        .join(Community, Community.id == Contribution.community_id)
        .join(Programme, Programme.id == Community.programme_id)
        .outerjoin(QuestionLife, QuestionLife.question_id == Contribution.id)
        .outerjoin(AnsweredQuestion, AnsweredQuestion.question_id == Contribution.id)
        .where(
            ~Programme.past,
            Contribution.thread == Contribution.message_id,
            Contribution.origin == "chat",
            Contribution.same_as_id.is_(None),
            Contribution.deleted_at.is_(None),
            asks,
            or_(is_open, never_closed),
        )
        .order_by(Contribution.posted_at, Contribution.id)
    )


def _was_replied_to() -> ColumnElement[bool]:
    """Say, within `_open`, that somebody else replied since it was last said to be open."""
    twin, life = aliased(Contribution), aliased(QuestionLife)
    at_twins = (  # found once for all questions, as few have cross-posts
        select(twin.same_as_id)
        .outerjoin(life, life.question_id == twin.same_as_id)
        .where(twin.same_as_id.is_not(None), _reply_in(twin, life))
    )
    return or_(_reply_in(Contribution, QuestionLife), Contribution.id.in_(at_twins))


def _reply_in(head: type[Contribution], life: type[QuestionLife]) -> ColumnElement[bool]:
    """Say that somebody else replied in the thread of a head since it was last said to be open."""
    reply = aliased(Contribution)
    return (
        select(reply.id)
        .where(
            reply.platform == head.platform,
            reply.tenant == head.tenant,
            reply.conversation == head.conversation,
            reply.thread == head.thread,
            reply.id != head.id,
            _can_answer(reply, head.author_id),
            or_(life.closed_at.is_(None), reply.posted_at > life.closed_at),
        )
        .correlate(head, life)
        .exists()
    )


def _can_answer(
    reply: type[Contribution], asker: InstrumentedAttribute[int | None] | int | None
) -> ColumnElement[bool]:
    return and_(
        reply.deleted_at.is_(None),
        reply.kind.not_in(NO_ANSWERS),
        reply.author_id.is_distinct_from(asker),
    )


def _offers(session: Session, question_ids: Collection[int]) -> dict[int, int]:
    rows = session.execute(
        select(OfferOfHelp.question_id, func.count())
        .where(OfferOfHelp.question_id.in_(question_ids))
        .group_by(OfferOfHelp.question_id)
    )
    return {question_id: number for question_id, number in rows}  # noqa: C416 - rows are no pairs
