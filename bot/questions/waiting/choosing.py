"""Which waiting questions go to whom: near what they know, never their own hub's, spread fairly."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.capture.models import Contribution
from bot.community.models import Community, Programme
from bot.community.service.people import belongs
from bot.questions.experience.service import BeenThere, Experience
from bot.questions.life import Waiting, unanswered
from bot.questions.models import OfferOfHelp
from bot.schedules.working import WorkingCalendar

EACH = 3
"""Questions that one person is sent."""
ASKED = 5
"""People that one question is sent to in a week."""
DRAWN = 8
"""So many are drawn for a question, as some of them are not its community's."""
LONGEST = 6
"""Working days after which a question is no longer sent around: so each goes round once."""


def choose(
    session: Session, experience: Experience, calendar: WorkingCalendar, week: str, now: datetime
) -> dict[int, list[int]]:
    """Return for each person the ids of the questions to send them, longest waiting first."""
    chosen: dict[int, list[int]] = defaultdict(list)
    for one in _waiting(session, calendar, now):
        question = one.question
        people = experience.people_for(
            session,
            question.community_id,
            experience.earlier.vector(question.text),
            now,
            asker=question.author,
            nonce=f"{week}:{question.id}",
            most=DRAWN,
        )
        for person_id in _who_may_help(session, question, people)[:ASKED]:
            chosen[person_id].append(question.id)
    return {person_id: questions[:EACH] for person_id, questions in chosen.items()}


def _waiting(session: Session, calendar: WorkingCalendar, now: datetime) -> Iterable[Waiting]:
    communities = session.scalars(
        select(Community.id).join(Programme).where(~Programme.past).order_by(Community.id)
    )
    waiting = [one for key in communities.all() for one in unanswered(session, key, calendar, now)]
    fresh = [one for one in waiting if one.days <= LONGEST]
    return sorted(fresh, key=lambda one: (one.question.posted_at, one.question.id))


def _who_may_help(
    session: Session, question: Contribution, people: Sequence[BeenThere]
) -> list[int]:
    """Return those of the question's community and another hub who did not offer help yet."""
    offered = select(OfferOfHelp.person_id).where(OfferOfHelp.question_id == question.id)
    known = set(session.scalars(offered))
    return [
        one.person.id
        for one in people
        if one.person.id not in known
        and (question.hub_id is None or one.person.hub_id != question.hub_id)
        and belongs(session, one.person.id, question.community_id)
    ]
