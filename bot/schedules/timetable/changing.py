"""Changes when a community has its page or its note drafted. Nothing here commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from sqlalchemy.dialects import postgresql, sqlite

from bot.community.models import Community, Person
from bot.privacy.audit import record
from bot.schedules.calendar import Weekday
from bot.schedules.models import ScheduleSetting
from bot.schedules.runs import settled
from bot.schedules.timetable.reading import plan_of
from bot.schedules.timetable.rules import CHOSEN, LATE, Plan, Usual
from bot.store import UnitOfWork


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody chose, checked; `weekday` None keeps the day, `at` None the time."""

    wanted: bool
    weekday: Weekday | None = None
    at: time | None = None


def change(
    unit: UnitOfWork,
    community: Community,
    name: str,
    wish: Wish,
    usual: Usual,
    by: Person | None,
    now: datetime,
) -> Plan:
    """Have it drafted as wished, from the next time on; `by` None: at the command line.

    A time that has passed already brings no draft at once, but one that waits is still made.
    """
    note_seen(unit, [community.id], now)
    setting = unit.session.get_one(ScheduleSetting, (community.id, name))
    before = plan_of(setting, usual)
    if not _waits(unit, before, now):
        setting.since = now
    setting.wanted = wish.wanted
    if wish.weekday is not None:
        setting.weekday = str(wish.weekday)
    if wish.at is not None:
        setting.at = f"{wish.at:%H:%M}"
    unit.flush()
    subject = f"community:{community.slug}"
    record(
        unit,
        by=by,
        action="schedule.changed",
        subject=subject,
        now=now,
        schedule=name,
        wanted=wish.wanted,
        weekday=setting.weekday,
        at_time=setting.at,
    )
    return plan_of(setting, usual)


def note_seen(unit: UnitOfWork, community_ids: Sequence[int], now: datetime) -> None:
    """Note that communities were seen, where that is not noted yet.

    A community that is set up between two pages has none made up for; one that falls due in the
    hour in which it is set up has its draft.
    """
    dialect = unit.session.get_bind().dialect.name
    insert_into = sqlite.insert if dialect == "sqlite" else postgresql.insert
    rows = [
        {"community_id": one, "name": name, "wanted": True, "weekday": "", "at": "", "since": since}
        for since in [(now - LATE).astimezone(UTC)]
        for one in community_ids
        for name in CHOSEN
    ]
    if rows:
        unit.session.execute(insert_into(ScheduleSetting).on_conflict_do_nothing(), rows)


def _waits(unit: UnitOfWork, plan: Plan, now: datetime) -> bool:
    """Say whether a draft has fallen due and was not made."""
    period = plan.due(now)
    return period is not None and not settled(unit, plan.schedule, period.key, now)
