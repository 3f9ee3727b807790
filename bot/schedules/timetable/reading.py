"""What communities chose, and how the latest runs went."""

from collections.abc import Sequence
from datetime import datetime, time

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from bot.community.models import Community, Programme
from bot.schedules.calendar import Weekday
from bot.schedules.models import RunState, ScheduleRun, ScheduleSetting
from bot.schedules.runs import TRIES
from bot.schedules.timetable.rules import (
    CHOSEN,
    COMMON,
    DIGESTS,
    QUESTIONS,
    Plan,
    Usual,
    schedule_of,
)


def running(session: Session) -> Sequence[int]:
    """Return the communities whose programme is still running."""
    of_now = select(Community.id).join(Programme).where(~Programme.past)
    return session.scalars(of_now.order_by(Community.id)).all()


def plan_of(setting: ScheduleSetting, usual: Usual) -> Plan:
    """Return what a community chose, with what holds where it chose nothing."""
    return Plan(
        setting.community_id,
        setting.name,
        setting.wanted,
        Weekday(setting.weekday) if setting.weekday else usual.weekday,
        time.fromisoformat(setting.at) if setting.at else usual.at,
        setting.since,
        usual.working,
    )


def plans(session: Session, usual: Usual) -> list[Plan]:
    """Return the plans of the communities that were seen, if their programme is still running."""
    kept = (
        select(ScheduleSetting)
        .where(ScheduleSetting.community_id.in_(running(session)))
        .order_by(ScheduleSetting.community_id, ScheduleSetting.name.desc())
    )
    return [plan_of(setting, usual) for setting in session.scalars(kept)]


def plans_of(session: Session, community_id: int, usual: Usual, now: datetime) -> list[Plan]:
    """Return a community's plans, its page's first; also when it was not seen yet."""
    kept = [session.get(ScheduleSetting, (community_id, name)) for name in CHOSEN]
    return [
        plan_of(setting, usual)
        if setting is not None
        else Plan(community_id, name, True, usual.weekday, usual.at, now, usual.working)
        for name, setting in zip(CHOSEN, kept, strict=True)
    ]


def last_run(session: Session, schedule: str) -> ScheduleRun | None:
    """Return the run that was begun last."""
    runs = select(ScheduleRun).where(ScheduleRun.schedule == schedule)
    return session.scalar(runs.order_by(ScheduleRun.started_at.desc()).limit(1))


def over(session: Session) -> dict[str, str]:
    """Return the latest period of each schedule that was done or given up."""
    ended = or_(
        ScheduleRun.state == RunState.DONE,
        (ScheduleRun.state == RunState.FAILED) & (ScheduleRun.attempts >= TRIES),
    )
    latest = select(ScheduleRun.schedule, func.max(ScheduleRun.period)).where(ended)
    return dict(session.execute(latest.group_by(ScheduleRun.schedule)).all())


def last_done(session: Session, schedule: str) -> str:
    """Return the latest period that needs no run any more; "": none."""
    done = ScheduleRun.schedule == schedule, ScheduleRun.state == RunState.DONE
    return session.scalar(select(func.max(ScheduleRun.period)).where(*done)) or ""


def history(session: Session, community_id: int, most: int) -> Sequence[ScheduleRun]:
    """Return a community's latest runs, what runs hourly left out; the latest first."""
    daily = [name for name in COMMON if name not in (DIGESTS, QUESTIONS)]
    names = [*daily, *(schedule_of(name, community_id) for name in CHOSEN)]
    runs = select(ScheduleRun).where(ScheduleRun.schedule.in_(names))
    return session.scalars(runs.order_by(ScheduleRun.started_at.desc()).limit(most)).all()
