"""Who to name to somebody who asks; what becomes of it is for who shows it to decide."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.community.models import Person
from bot.questions.experience.reading import (
    Candidate,
    asked_lately,
    evidence_in,
    who_may_be_named,
)
from bot.questions.experience.telling import why
from bot.questions.experience.weighing import Standing, draw, weigh
from bot.questions.lookup import EarlierAnswers
from bot.questions.sight import past_communities

LATELY = timedelta(days=30)
NearestTheme = Callable[[Session, int, bytes], tuple[int, float] | None]


@dataclass(frozen=True, slots=True)
class BeenThere:
    """Somebody who agreed to be named. `why` says in words what shows it, without a full stop.

    `where` is their hub for people of their community; for others the past programme's name.
    """

    person: Person
    where: str
    why: str
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Experience:
    """Looks for people in what look-up finds; `zone` is that in which months are told."""

    earlier: EarlierAnswers
    nearest_theme: NearestTheme
    zone: ZoneInfo

    def people_for(
        self,
        session: Session,
        community_id: int,
        vector: bytes,
        now: datetime,
        *,
        asker: Person | None,
        nonce: str,
        most: int = 3,
    ) -> list[BeenThere]:
        """Return people who have been through what a question with this vector is about.

        Never the asker, anybody of their hub, or anybody who did not agree. Who of those who know
        is named this time is drawn from the nonce.
        """
        past = past_communities(session)
        people = who_may_be_named(session, {community_id, *past}, asker)
        standings = self._standings(session, community_id, {*past}, vector, now, people)
        lately = asked_lately(session, [one.person_id for one in standings], now - LATELY)
        return [
            BeenThere(
                person=people[one.person_id].person,
                where=_where(people[one.person_id], community_id, past),
                why=why(one, now, self.zone),
                last_at=one.last_at,
            )
            for one in draw(standings, lately, nonce, most)
        ]

    def _standings(
        self,
        session: Session,
        community_id: int,
        past: set[int],
        vector: bytes,
        now: datetime,
        people: Mapping[int, Candidate],
    ) -> list[Standing]:
        if not people:
            return []
        closeness = self.earlier.near(session, vector, {community_id, *past})
        nearest = self.nearest_theme(session, community_id, vector)
        theme = nearest[0] if nearest else None
        return weigh(evidence_in(session, closeness, people.keys(), theme), now)


def _where(one: Candidate, community_id: int, past: Mapping[int, str]) -> str:
    if community_id in one.communities:
        return one.person.hub.name if one.person.hub else ""
    return next(past[key] for key in sorted(one.communities) if key in past)
