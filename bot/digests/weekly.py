"""The job of pages and notes: a community's draft when its period has ended."""

import logging
import traceback
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.community.models import Community
from bot.digests.checkpoint.window import is_note
from bot.digests.models import Summary
from bot.digests.service import draft
from bot.schedules.calendar import Period
from bot.schedules.timetable.rules import reaching_back
from bot.schedules.working import WorkingCalendar
from bot.store import Database

log = logging.getLogger(__name__)


def draft_for(
    database: Database,
    community_id: int,
    period: Period,
    calendar: WorkingCalendar,
    now: datetime,
) -> None:
    """Draft a community's summary of a period, once."""
    with database.write() as unit:
        community = unit.session.get_one(Community, community_id)
        whole = period if is_note(period.key) else _from_last(unit.session, community_id, period)
        draft(unit, community, whole, calendar, now)
        unit.commit()


def draft_for_all(
    database: Database, periods: Mapping[int, Period], calendar: WorkingCalendar, now: datetime
) -> None:
    """Draft each community's summary of its period, each in a unit of work of its own.

    One that fails does not hold up the others; they are raised together at the end.
    """
    faults: list[Exception] = []
    for community_id, period in periods.items():
        try:
            draft_for(database, community_id, period, calendar, now)
        except Exception as error:  # noqa: BLE001 - raised below, once the others have had theirs
            places = "".join(traceback.format_tb(error.__traceback__))
            name = type(error).__name__
            log.error("No summary drafted for community %d: %s\n%s", community_id, name, places)
            faults.append(error)
    if faults:
        raise ExceptionGroup("some summaries could not be drafted", faults)


def _from_last(session: Session, community_id: int, period: Period) -> Period:
    """Return a page's period from where the last page ended, if its day was changed since."""
    ended = session.scalars(
        select(Summary.ends_at)
        .where(
            Summary.community_id == community_id,
            Summary.ends_at < period.ends_at,
            Summary.period.like("____-W__"),
        )
        .order_by(Summary.ends_at.desc())
        .limit(1)
    )
    return reaching_back(period, ended.first())
