"""What is scheduled for a community, line by line, for the card and the command line."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.schedules.calendar import When, next_after
from bot.schedules.models import ScheduleRun
from bot.schedules.timetable.cards import Line
from bot.schedules.timetable.reading import last_done, last_run, plans_of
from bot.schedules.timetable.rules import COMMON, DIGESTS, Plan, Usual, common_when
from bot.schedules.timetable.wording import OFF, moment, run_words, when_words

EACH_READER = " for readers who chose no other time, looked for every hour"


@dataclass(frozen=True, slots=True)
class Entry:
    """A schedule: its rule, when it falls due next (None: it is off), and its last run.

    `due` is when the last run was to begin, where its being late is worth a word.
    """

    name: str
    when: When
    wanted: bool
    following: datetime | None
    last: ScheduleRun | None
    due: datetime | None = None

    def line(self, usual: Usual) -> Line:
        """Return it in words."""
        zone = usual.working.zone
        rule = when_words(self.when) + (EACH_READER if self.name == DIGESTS else "")
        following = moment(self.following, zone) if self.following else OFF
        told = rule[:1].upper() + rule[1:]
        return Line(self.name, told, following, run_words(self.last, zone, self.due))


def entries(session: Session, community_id: int, usual: Usual, now: datetime) -> list[Entry]:
    """Return what is scheduled for a community, its own first."""
    own = [_own(session, plan, now) for plan in plans_of(session, community_id, usual, now)]
    return [*own, *(_common(session, name, usual, now) for name in COMMON)]


def _own(session: Session, plan: Plan, now: datetime) -> Entry:
    period = plan.next(now, last_done(session, plan.schedule))
    run = last_run(session, plan.schedule)
    latest = plan.when.latest(now)
    due = latest.ends_at if run is not None and run.period == latest.key else None
    following = period.ends_at if period else None
    return Entry(plan.name, plan.when, plan.wanted, following, run, due)


def _common(session: Session, name: str, usual: Usual, now: datetime) -> Entry:
    when = common_when(name, usual)
    following = next_after(when, now).ends_at
    return Entry(name, when, True, following, last_run(session, name))
