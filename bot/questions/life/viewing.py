"""Turns questions and replies into what one reader may see of them, for the cards."""

from collections.abc import Collection
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.capture.models import Contribution, Kind
from bot.questions.life.cards import Asked, Reply, Standing
from bot.questions.life.reading import first_of, replies_to, state_of
from bot.questions.models import AnsweredQuestion
from bot.words import day

MOST_REPLIES = 3


def asked(question: Contribution, zone: ZoneInfo) -> Asked:
    """Return a question for its asker."""
    on = question.posted_at.astimezone(zone).date()
    return Asked(question.id, question.text, on, question.permalink)


def replies_shown(
    session: Session, question: Contribution, communities: Collection[int], zone: ZoneInfo
) -> list[Reply]:
    """Return the few replies likeliest to answer, as they came, from the reader's communities."""
    found = [one for one in replies_to(session, question) if one.community_id in communities]
    likeliest = sorted(found, key=lambda one: one.kind not in (Kind.ANSWER, Kind.LESSON))
    chosen = {one.id for one in likeliest[:MOST_REPLIES]}
    return [Reply(one.id, one.text, _source(one, zone)) for one in found if one.id in chosen]


def _source(one: Contribution, zone: ZoneInfo) -> str:
    parts = (
        one.author.name if one.author else "",
        one.hub.name if one.hub else "",
        day(one.posted_at.astimezone(zone).date()),
    )
    return ", ".join(part for part in parts if part)


def standing(session: Session, question: Contribution) -> Standing:
    """Return where a question stands, for members of its community.

    Who answered is named only when they did so there.
    """
    first = first_of(session, question)
    state = state_of(session, [first.id])[first.id]
    mark = session.get(AnsweredQuestion, first.id)
    answer = session.get(Contribution, mark.answer_id) if mark else None
    here = answer is not None and answer.community_id == first.community_id
    named = answer.author.name if answer and here and answer.author else ""
    return Standing(first.id, state, answered=answer is not None, by=named)
