"""Tells those who asked the same, or follow, that a question was answered: once an answer each.

Called when a question is closed, and when one is found that asks the same as an answered one: so
both orders tell the same people, and the outbox's keys see that nobody is told twice.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.capture.models import Contribution
from bot.capture.service import may_capture
from bot.community.models import Account, Membership, Person, Role
from bot.delivery.outbox import account_destination, post
from bot.questions.models import (
    AnsweredQuestion,
    QuestionFollower,
    QuestionLife,
    QuestionState,
    Suggestion,
)
from bot.questions.same.cards import Said, answered_card
from bot.questions.same.stars import linked
from bot.store import UnitOfWork

MEMBERS = (Role.MEMBER, Role.FACILITATOR, Role.ADMINISTRATOR)
"""Who may see what members write: officials may not."""


@dataclass(frozen=True, slots=True)
class Follower:
    """Somebody to be told, by the question of theirs that is open; None: they only follow."""

    person_id: int
    own: Contribution | None


def tell_of_answers(unit: UnitOfWork, questions: Sequence[Contribution], now: datetime) -> None:
    """Tell of every answer that was given to one of these questions, which ask the same."""
    for question in questions:
        marked = unit.session.get(AnsweredQuestion, question.id)
        answer = unit.session.get(Contribution, marked.answer_id) if marked else None
        if answer is not None:
            tell_followers(unit, question, answer, now)


def tell_followers(
    unit: UnitOfWork, question: Contribution, answer: Contribution | None, now: datetime
) -> int:
    """Tell each follower of a question, in private, what answered it; return how many are told.

    Followers are those whose open question asks the same, and those who asked to follow one of
    these. Not told are who wrote the answer or marked it, and who may not see it. Without an
    answer (it was answered elsewhere) there is nothing to tell.
    """
    if answer is None or answer.deleted_at is not None:
        return 0
    star = linked(unit.session, question.id)
    asked = next((one for one in star if one.id == (question.same_as_id or question.id)), question)
    marked = unit.session.get(AnsweredQuestion, asked.id)
    knowing = {asked.author_id, answer.author_id, marked.by_id if marked else None}
    followers = [
        one for one in _followers(unit.session, star or [asked]) if one.person_id not in knowing
    ]
    seeing = _who_may_see(unit.session, [one.person_id for one in followers], asked, answer)
    return sum(_tell(unit, one, asked, answer, now) for one in followers if one.person_id in seeing)


def told_key(answer_id: int) -> str:
    """Return how the outbox keys begin under which people are told of an answer."""
    return f"same-answered:{answer_id}:"


def open_ones(session: Session, questions: Iterable[Contribution]) -> list[Contribution]:
    """Return those questions that are neither answered nor closed."""
    asked = list(questions)
    keys = [one.id for one in asked]
    marked = select(AnsweredQuestion.question_id).where(AnsweredQuestion.question_id.in_(keys))
    closed = select(QuestionLife.question_id).where(
        QuestionLife.question_id.in_(keys), QuestionLife.state != QuestionState.OPEN
    )
    done = {*session.scalars(marked), *session.scalars(closed)}
    return [one for one in asked if one.id not in done]


def _followers(session: Session, star: Sequence[Contribution]) -> list[Follower]:
    """Return each person once: an asker with their latest open question, then who only follows."""
    asking = {
        one.author_id: Follower(one.author_id, one)
        for one in open_ones(session, star)
        if one.author_id is not None and one.origin == "chat"
    }
    keys = [one.id for one in star]
    following = select(QuestionFollower.person_id).where(QuestionFollower.question_id.in_(keys))
    found = {key: Follower(key, None) for key in session.scalars(following.distinct())} | asking
    return [found[key] for key in sorted(found)]


def _who_may_see(
    session: Session, people: Collection[int], question: Contribution, answer: Contribution
) -> set[int]:
    """Return who of these is a member wherever the words were said and their channel is now."""
    places = {
        one for each in (question, answer) for one in (each.community_id, each.channel.community_id)
    }
    rows = session.execute(
        select(Membership.person_id, Membership.community_id).where(
            Membership.person_id.in_(people),
            Membership.community_id.in_(places),
            Membership.role.in_(MEMBERS),
        )
    )
    seen: dict[int, set[int]] = {}
    for person_id, community_id in rows:
        seen.setdefault(person_id, set()).add(community_id)
    return {person for person, belongs in seen.items() if belongs == places}


def _tell(
    unit: UnitOfWork,
    follower: Follower,
    question: Contribution,
    answer: Contribution,
    now: datetime,
) -> bool:
    own = follower.own
    if own is not None and _suggested(unit.session, own, answer):
        return False
    if own is not None and (own.author is None or not may_capture(own.author)):
        return False  # they asked us to leave them alone
    account = _account(unit.session, follower.person_id, own)
    if account is None:
        return False
    card = answered_card(said(question), said(answer), said(own) if own else None)
    key = f"{told_key(answer.id)}{follower.person_id}"
    return post(unit, account_destination(unit, account), card, key=key, now=now)


def _suggested(session: Session, own: Contribution, answer: Contribution) -> bool:
    """Say whether this answer stands under the person's own question already."""
    suggestion = session.get(Suggestion, own.id)
    return suggestion is not None and suggestion.answer_id == answer.id


def _account(session: Session, person_id: int, own: Contribution | None) -> Account | None:
    """Return where to reach a person: where they asked, else where they last wrote."""
    accounts = session.scalars(
        select(Account).where(Account.person_id == person_id).order_by(Account.id)
    ).all()
    wrote = own or session.scalar(
        select(Contribution)
        .where(Contribution.author_id == person_id)
        .order_by(Contribution.posted_at.desc(), Contribution.id.desc())
        .limit(1)
    )
    there = (wrote.platform, wrote.tenant) if wrote else None
    here = [one for one in accounts if (one.platform, one.tenant) == there]
    return next(iter([*here, *accounts]), None)


def said(one: Contribution) -> Said:
    """Return a message as fellow members see it."""
    author: Person | None = one.author
    return Said(
        contribution_id=one.id,
        words=one.text,
        person=author.name if author else "",
        hub=one.hub.name if one.hub else "",
        link=one.permalink,
    )
