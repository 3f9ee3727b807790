"""What falls due for each community by its own plan, as the tick asks; and what came too late."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.schedules.calendar import Period
from bot.schedules.models import ScheduleSetting
from bot.schedules.runs import MISSED, miss
from bot.schedules.timetable.changing import note_seen
from bot.schedules.timetable.reading import over, plans, running
from bot.schedules.timetable.rules import Plan, Usual
from bot.schedules.timetable.telling import Trouble, tell
from bot.store import Database

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft that is due: of which plan, and of what time."""

    plan: Plan
    period: Period


def what_is_due(
    database: Database, usual: Usual, now: datetime, moved_from: datetime | None = None
) -> list[Draft]:
    """Return the drafts that are due and not made; note and tell of those that are too late.

    `moved_from` is the time before a clock was moved on, if it was.
    """
    _note_new(database, moved_from or now)
    with database.read() as unit:
        every, ended = plans(unit.session, usual), over(unit.session)
    drafts: list[Draft] = []
    for plan in every:
        last = ended.get(plan.schedule, "")
        period, missed = plan.due(now, moved_from), plan.missed(now, moved_from)
        if period is not None and period.key > last:
            drafts.append(Draft(plan, period))
        elif missed is not None and missed.key > last:
            _miss(database, plan, missed, now)
    return drafts


def _note_new(database: Database, now: datetime) -> None:
    """Note communities that were not seen before."""
    with database.read() as unit:
        seen = set(unit.session.scalars(select(ScheduleSetting.community_id)))
        new: Sequence[int] = [one for one in running(unit.session) if one not in seen]
    if new:
        with database.write() as unit:
            note_seen(unit, new, now)
            unit.commit()


def _miss(database: Database, plan: Plan, period: Period, now: datetime) -> None:
    with database.write() as unit:
        if miss(unit, plan.schedule, period.key, now):
            log.error("Schedule %s: %s came too late", plan.schedule, period.key)
            tell(unit, Trouble(plan.schedule, period, MISSED), plan.working.zone, now)
        unit.commit()
