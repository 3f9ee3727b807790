"""For whom something is looked for, where and of which time; and what all readers share."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.capture.models import Contribution
from bot.community.models import Person
from bot.digests.letters.items import Said
from bot.introductions.talk import Talk, talk_lately
from bot.questions.experience.service import Experience
from bot.questions.life import unanswered
from bot.questions.waiting.choosing import LONGEST, choose
from bot.schedules.working import WorkingCalendar
from bot.store import UnitOfWork
from bot.themes.numbers import ThemeNumbers, theme_weeks

WEEKS = 4


@dataclass(frozen=True, slots=True)
class Scope:
    """What one reader may be told: of these communities, said after `since`, by `until`.

    `person` None: a channel reads. Days are told in the zone.
    """

    unit: UnitOfWork
    person: Person | None
    communities: Sequence[int]
    since: datetime
    until: datetime
    zone: ZoneInfo

    def said(self, one: Contribution) -> Said:
        """Return a message as members see it: people are named where its own channel was."""
        named = one.channel.community_id == one.community_id
        return Said(
            id=one.id,
            words=one.text,
            person=one.author.name if named and one.author else "",
            hub=one.hub.name if one.hub else "",
            on=one.posted_at.astimezone(self.zone).date(),
            link=one.permalink,
        )


@dataclass(slots=True)
class Shared:
    """What is looked up once for many readers: at the time `now`, or of the same weeks."""

    experience: Experience
    working: WorkingCalendar
    now: datetime
    _people: dict[int, list[int]] | None = None
    _communities: dict[int, list[int]] = field(default_factory=dict)
    _weeks: dict[tuple[int, datetime], list[ThemeNumbers]] = field(default_factory=dict)
    _talk: dict[tuple[int, datetime], list[Talk]] = field(default_factory=dict)

    def questions_for(self, session: Session, person_id: int) -> list[int]:
        """Return the ids of the questions that wait for a person like this, the oldest first."""
        if self._people is None:
            year, week, _ = self.now.astimezone(self.working.zone).isocalendar()
            nonce = f"{year}-W{week:02d}"
            self._people = choose(session, self.experience, self.working, nonce, self.now)
        return self._people.get(person_id, [])

    def questions_in(self, session: Session, community_id: int) -> list[int]:
        """Return the ids of the questions that wait in a community, the oldest first."""
        if community_id not in self._communities:
            waiting = unanswered(session, community_id, self.working, self.now)
            fresh = [one.question.id for one in waiting if one.days <= LONGEST]
            self._communities[community_id] = fresh
        return self._communities[community_id]

    def weeks(self, unit: UnitOfWork, community_id: int, until: datetime) -> list[ThemeNumbers]:
        """Return the numbers of a community's themes at that time."""
        key = community_id, until
        if key not in self._weeks:
            self._weeks[key] = theme_weeks(unit, community_id, until, WEEKS)
        return self._weeks[key]

    def talk(self, unit: UnitOfWork, community_id: int, until: datetime) -> list[Talk]:
        """Return who talked about what in the months until then."""
        key = community_id, until
        if key not in self._talk:
            self._talk[key] = talk_lately(unit.session, community_id, until)
        return self._talk[key]
