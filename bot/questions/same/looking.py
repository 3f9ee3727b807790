"""Looks for an earlier question that asks the same, when a question comes in and once a day.

What links may tell somebody that theirs is answered, so little is linked and nobody's question is
closed by it. Past programmes are not looked in: their answers come back by /ask.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from bot.capture.models import Contribution, ContributionVector, Kind
from bot.ports import Clock
from bot.questions.lookup import EarlierAnswers
from bot.questions.ranking import ANSWERS
from bot.questions.reading import alive
from bot.questions.same.stars import link, linked, loosen
from bot.questions.same.sureness import (
    NEAR_ENOUGH,
    ORDINARY,
    SURE,
    Rarity,
    cosine,
    rare_words_shared,
    sureness,
)
from bot.questions.same.telling import tell_of_answers
from bot.schedules.working import WorkingCalendar
from bot.store import Database, UnitOfWork

log = logging.getLogger(__name__)
RECENT = timedelta(days=14)
"""Answers come within days; a question is looked at again each day so long."""
HOUR = timedelta(hours=1)
READ_FOR_RARITY = 2000
"""So many of the newest messages tell which words are rare."""
MOST_LOOKED_AT = 20
MOST_ANSWERS = 50


class SameQuestions:
    """Finds and links questions that ask the same. Safe from any thread."""

    def __init__(self, earlier: EarlierAnswers, clock: Clock, calendar: WorkingCalendar) -> None:
        """Prepare; `earlier` knows which messages are near, `calendar` when people are at work."""
        self._earlier = earlier
        self._clock = clock
        self._calendar = calendar
        self._rarities: dict[int, tuple[int, Rarity]] = {}

    def take(self, unit: UnitOfWork, understood: Sequence[tuple[Contribution, bytes]]) -> None:
        """Look at messages just understood: a listener of `bot.capture.understanding`."""
        now = self._clock.now()
        for question, vector in understood:
            if _is_asked(question, now - RECENT):
                loosen(unit, question.id)  # what was linked before was linked for other words
                self._link(unit, question, vector, now)

    def look_again_today(self, database: Database) -> int:
        """Look again in the first hour of a working day, else do nothing; for every hour.

        Whoever is told of an answer then is told at work, and not at night.
        """
        now = self._clock.now()
        begins = self._calendar.is_open(now) and not self._calendar.is_open(now - HOUR)
        return self.look_again(database) if begins else 0

    def look_again(self, database: Database) -> int:
        """Look at all recent questions again, for answers that came since; return the new links.

        Each has a unit of work of its own, so a stop at any point loses nothing.
        """
        since, found = self._clock.now() - RECENT, 0
        with database.read() as unit:
            asked = unit.session.scalars(_recent(since)).all()
        for question_id in asked:
            with database.write() as unit:
                found += self._look_at(unit, question_id, since)
                unit.commit()
        return found

    def _look_at(self, unit: UnitOfWork, question_id: int, since: datetime) -> bool:
        question = unit.session.get(Contribution, question_id)
        vector = unit.session.get(ContributionVector, question_id)
        if question is None or vector is None or not _is_asked(question, since):
            return False
        return self._link(unit, question, vector.vector, self._clock.now())

    def _link(self, unit: UnitOfWork, question: Contribution, vector: bytes, now: datetime) -> bool:
        found = self.likest(unit, question, vector)
        if found is None or not link(unit, question, *found, now):
            return False
        log.info("Question %d asks the same as %d", question.id, found[0].id)
        tell_of_answers(unit, linked(unit.session, question.id), now)
        return True

    def likest(
        self, unit: UnitOfWork, question: Contribution, vector: bytes, least: float = SURE
    ) -> tuple[Contribution, float] | None:
        """Return the earlier question that most surely asks the same, with how sure that is.

        None: there is none of which it is as sure as `least`.
        """
        near = self._earlier.near(unit.session, vector, {question.community_id})
        best: tuple[Contribution, float] | None = None
        for one in self._candidates(unit.session, question, near, least + ORDINARY):
            sure = self._sureness(unit.session, question, vector, one, near[one.id])
            if sure >= least and (best is None or sure > best[1]):
                best = one, sure
        return best

    def _candidates(
        self,
        session: Session,
        question: Contribution,
        near: Mapping[int, float],
        nearest: float,
    ) -> Iterable[Contribution]:
        close = [key for key, closeness in near.items() if closeness >= min(nearest, NEAR_ENOUGH)]
        earlier = [
            one
            for one in alive(session, close)
            if one.is_root
            and one.kind in (Kind.QUESTION, Kind.CHALLENGE)
            and one.same_as_id is None
            and (one.posted_at, one.id) < (question.posted_at, question.id)
        ]
        return islice(sorted(earlier, key=lambda one: -near[one.id]), MOST_LOOKED_AT)

    def _sureness(
        self,
        session: Session,
        question: Contribution,
        vector: bytes,
        earlier: Contribution,
        closeness: float,
    ) -> float:
        rare = rare_words_shared(
            question.text, earlier.text, self._rarity(session, question.community_id)
        )
        answers = session.scalars(
            select(ContributionVector.vector)
            .join(Contribution, Contribution.id == ContributionVector.contribution_id)
            .where(
                Contribution.platform == earlier.platform,
                Contribution.tenant == earlier.tenant,
                Contribution.conversation == earlier.conversation,
                Contribution.thread == earlier.thread,
                Contribution.id != earlier.id,
                Contribution.kind.in_(ANSWERS),
                Contribution.deleted_at.is_(None),
            )
            .limit(MOST_ANSWERS)
        )
        spoken = max((cosine(one, vector) for one in answers), default=0.0)
        return sureness(closeness, rare, spoken)

    def _rarity(self, session: Session, community_id: int) -> Rarity:
        """Return which words are rare here, counted anew when a tenth has been said since."""
        here = Contribution.community_id == community_id, Contribution.deleted_at.is_(None)
        newest = session.scalar(select(func.max(Contribution.id)).where(*here)) or 0
        known = self._rarities.get(community_id)
        if known is not None and newest - known[0] <= known[1].messages // 10:
            return known[1]
        texts = select(Contribution.text).where(*here).order_by(Contribution.posted_at.desc())
        rarity = Rarity.of(session.scalars(texts.limit(READ_FOR_RARITY)))
        self._rarities[community_id] = newest, rarity
        return rarity


def _is_asked(question: Contribution, since: datetime) -> bool:
    return (
        question.kind is Kind.QUESTION
        and question.is_root
        and question.origin == "chat"
        and question.same_as_id is None
        and question.deleted_at is None
        and question.posted_at >= since
    )


def _recent(since: datetime) -> Select[int]:
    return (
        select(Contribution.id)
        .where(
            Contribution.kind == Kind.QUESTION,
            Contribution.origin == "chat",
            Contribution.thread == Contribution.message_id,
            Contribution.same_as_id.is_(None),
            Contribution.deleted_at.is_(None),
            Contribution.posted_at >= since,
        )
        .order_by(Contribution.posted_at, Contribution.id)
    )
