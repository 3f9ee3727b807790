"""Looks for an earlier question that asks the same, when a question comes in and once a day.

What links may tell somebody that theirs is answered, so little is linked and nobody's question is
closed by it. Past programmes are not looked in: their answers come back by /ask.
"""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from bot.capture.models import Contribution, ContributionVector, Kind
from bot.ports import Clock
from bot.questions.lookup import EarlierAnswers
from bot.questions.ranking import ANSWERS
from bot.questions.reading import alive
from bot.questions.same.rarity import Rarities, rare_words_shared
from bot.questions.same.stars import link, linked, loosen
from bot.questions.same.sureness import (
    ORDINARY,
    SURE,
    cosine,
    sureness,
)
from bot.questions.same.telling import tell_of_answers
from bot.schedules.working import WorkingCalendar
from bot.store import Database, UnitOfWork

log = logging.getLogger(__name__)
RECENT = timedelta(days=14)
"""Answers come within days; a question is looked at again each day so long."""
HOUR = timedelta(hours=1)
MOST_LOOKED_AT = 20
MOST_ANSWERS = 50


class SameQuestions:
    """Finds and links questions that ask the same. Safe from any thread."""

    def __init__(self, earlier: EarlierAnswers, clock: Clock, calendar: WorkingCalendar) -> None:
        """Prepare; `earlier` knows which messages are near, `calendar` when people are at work."""
        self._earlier = earlier
        self._clock = clock
        self._calendar = calendar
        self._rarities = Rarities()

    def take(self, unit: UnitOfWork, understood: Sequence[tuple[Contribution, bytes]]) -> None:
        """Look at messages just understood: a listener of `bot.capture.understanding`."""
        since = self._clock.now() - RECENT
        for question, vector in understood:
            if not _is_asked(question, since):
                continue
            loosen(unit, question.id)  # what was linked before was linked for other words
            found = self.likest(unit, question, vector)
            if found is not None:
                self._link(unit, question, *found)

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
            with database.read() as unit:  # mostly nothing is found, and no writer need wait
                if self._looked_up(unit, question_id, since) is None:
                    continue
            with database.write() as unit:
                known = self._looked_up(unit, question_id, since)
                found += known is not None and self._link(unit, *known)
                unit.commit()
        return found

    def _looked_up(
        self, unit: UnitOfWork, question_id: int, since: datetime
    ) -> tuple[Contribution, Contribution, float] | None:
        """Return a question, what it asks the same as and how sure that is, as they are now."""
        question = unit.session.get(Contribution, question_id)
        vector = unit.session.get(ContributionVector, question_id)
        if question is None or vector is None or not _is_asked(question, since):
            return None
        if question.understood_by != vector.embedder:
            return None  # about to be read again, with another sentence model
        found = self.likest(unit, question, vector.vector)
        return (question, *found) if found else None

    def _link(
        self, unit: UnitOfWork, question: Contribution, earlier: Contribution, sure: float
    ) -> bool:
        now = self._clock.now()
        if not link(unit, question, earlier, sure, now):
            return False
        log.info("Question %d asks the same as %d", question.id, earlier.id)
        tell_of_answers(unit, linked(unit.session, question.id), now)
        return True

    def likest(
        self, unit: UnitOfWork, question: Contribution, vector: bytes, least: float = SURE
    ) -> tuple[Contribution, float] | None:
        """Return the earlier question that most surely asks the same, with how sure that is.

        None: there is none of which it is as sure as `least`.
        """
        near = self._earlier.near(unit.session, vector, {question.community_id})
        candidates = _candidates(unit.session, question, near, least + ORDINARY)
        if not candidates:
            return None
        rarity = self._rarities.here(unit.session, question.community_id)

        def sure(one: Contribution) -> float:
            rare = rare_words_shared(question.text, one.text, rarity)
            return sureness(near[one.id], rare, _spoken_to(unit.session, one, question, vector))

        surest = max(((one, sure(one)) for one in candidates), key=lambda pair: pair[1])
        return surest if surest[1] >= least else None


def _candidates(
    session: Session, question: Contribution, near: Mapping[int, float], nearest: float
) -> list[Contribution]:
    """Return the earlier questions and challenges that are near enough, the nearest first."""
    close = [key for key, closeness in near.items() if closeness >= nearest]
    earlier = [
        one
        for one in alive(session, close)
        if one.is_root
        and one.kind in (Kind.QUESTION, Kind.CHALLENGE)
        and one.same_as_id is None
        and (one.posted_at, one.id) < (question.posted_at, question.id)
    ]
    return sorted(earlier, key=lambda one: -near[one.id])[:MOST_LOOKED_AT]


def _spoken_to(
    session: Session, earlier: Contribution, later: Contribution, vector: bytes
) -> float:
    """Return how near an answer to one question comes to the other; 0: there is none.

    `vector` is the later one's. Vectors of another embedder are not compared.
    """
    embedder = select(ContributionVector.embedder).where(
        ContributionVector.contribution_id == later.id
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
            ContributionVector.embedder == embedder.scalar_subquery(),
        )
        .limit(MOST_ANSWERS)
    )
    return max((cosine(one, vector) for one in answers), default=0.0)


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
