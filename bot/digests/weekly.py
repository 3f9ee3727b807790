"""The job of pages and notes: a draft for every community whose programme is still running."""

import logging
import traceback
from datetime import datetime

from sqlalchemy import select

from bot.community.models import Community, Programme
from bot.digests.service import draft
from bot.schedules.calendar import Period
from bot.schedules.working import WorkingCalendar
from bot.store import Database

log = logging.getLogger(__name__)


def draft_for_all(
    database: Database, period: Period, calendar: WorkingCalendar, now: datetime
) -> None:
    """Draft each community's summary, each in a unit of work of its own.

    One that fails does not hold up the others; they are raised together at the end, so that the
    run is tried again. Those drafted by then are not drafted twice.
    """
    faults: list[Exception] = []
    for community_id in _running(database):
        try:
            with database.write() as unit:
                community = unit.session.get_one(Community, community_id)
                draft(unit, community, period, calendar, now)
                unit.commit()
        except Exception as error:  # noqa: BLE001 - raised below, once the others have had theirs
            places = "".join(traceback.format_tb(error.__traceback__))
            name = type(error).__name__
            log.error("No summary drafted for community %d: %s\n%s", community_id, name, places)
            faults.append(error)
    if faults:
        raise ExceptionGroup("some summaries could not be drafted", faults)


def _running(database: Database) -> list[int]:
    with database.read() as unit:
        communities = (
            select(Community.id).join(Programme).where(~Programme.past).order_by(Community.id)
        )
        return list(unit.session.scalars(communities))
