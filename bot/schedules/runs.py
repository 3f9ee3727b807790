"""Who runs what: a period of a schedule is claimed by one, for a time, whatever replicas there are.

The unique key (schedule, period) decides, never a clock or a lock. A run whose lease ran out, or
that failed, may be claimed again, so many times.
"""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import Select, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.schedules.models import RunState, ScheduleRun
from bot.store import UnitOfWork

TRIES = 5
LEASE_RAN_OUT, MISSED = "lease_ran_out", "missed"


def settled(unit: UnitOfWork, schedule: str, period: str, now: datetime) -> bool:
    """Say whether there is nothing to claim: done, in other hands, or given up."""
    run = unit.session.scalar(_run(schedule, period))
    return run is not None and (_is_over(run) or run.lease_until > now)


def claim(
    unit: UnitOfWork, schedule: str, period: str, owner: str, now: datetime, lease: timedelta
) -> ScheduleRun | None:
    """Claim a period's run until `now` + `lease`. None: it is done, in other hands, or given up.

    `owner` says who asks; what is kept is made unique, so that a run taken over from oneself is
    told apart too.
    """
    owner = f"{owner}:{secrets.token_hex(6)}"
    if _insert(unit, schedule, period, owner, now, lease):
        return unit.session.scalars(_run(schedule, period)).one()
    run = unit.session.scalars(
        _run(schedule, period).with_for_update().execution_options(populate_existing=True)
    ).one()
    if _is_over(run) or run.lease_until > now:
        return None
    return _take_over(unit, run, owner, now, lease)


def given_up(unit: UnitOfWork, schedule: str, period: str) -> str:
    """Return the error after which a period's run is not tried again; "" while it may be."""
    run = unit.session.scalar(_run(schedule, period))
    failed = run is not None and run.state is RunState.FAILED and _is_over(run)
    return (run.error or "") if run is not None and failed else ""


def miss(unit: UnitOfWork, schedule: str, period: str, now: datetime) -> bool:
    """Let a period go that was not run in time; False: it was run, is now, or was let go before."""
    if settled(unit, schedule, period, now):
        return False
    _insert(unit, schedule, period, "", now, timedelta())
    run = unit.session.scalars(
        _run(schedule, period).with_for_update().execution_options(populate_existing=True)
    ).one()
    if _is_over(run) or run.lease_until > now:
        return False
    run.state, run.error, run.attempts, run.finished_at = RunState.FAILED, MISSED, TRIES, now
    unit.flush()
    return True


def finish(unit: UnitOfWork, run: ScheduleRun, now: datetime) -> bool:
    """Note that a run is done. False: it was taken over meanwhile, so nothing is noted."""
    return _settle(unit, run, state=RunState.DONE, finished_at=now, error=None)


def fail(unit: UnitOfWork, run: ScheduleRun, error: str, now: datetime, wait: timedelta) -> bool:
    """Note that a run failed and may be claimed again after `wait`. `error` is a code, no words.

    False: it was taken over meanwhile, so nothing is noted.
    """
    return _settle(
        unit, run, state=RunState.FAILED, finished_at=now, error=error, lease_until=now + wait
    )


def _run(schedule: str, period: str) -> Select[ScheduleRun]:
    return select(ScheduleRun).where(ScheduleRun.schedule == schedule, ScheduleRun.period == period)


def _is_over(run: ScheduleRun) -> bool:
    return run.state is RunState.DONE or (run.state is RunState.FAILED and run.attempts >= TRIES)


def _insert(
    unit: UnitOfWork, schedule: str, period: str, owner: str, now: datetime, lease: timedelta
) -> bool:
    dialect = unit.session.get_bind().dialect.name
    insert_into = sqlite.insert if dialect == "sqlite" else postgresql.insert
    statement = (
        insert_into(ScheduleRun)
        .values(
            schedule=schedule,
            period=period,
            state=RunState.RUNNING,
            owner=owner,
            lease_until=now + lease,
            started_at=now,
        )
        .on_conflict_do_nothing(index_elements=["schedule", "period"])
    )
    return unit.session.scalar(statement.returning(ScheduleRun.id)) is not None


def _take_over(
    unit: UnitOfWork, run: ScheduleRun, owner: str, now: datetime, lease: timedelta
) -> ScheduleRun | None:
    if run.attempts >= TRIES:  # it ended its process, or hung, every time
        run.state = RunState.FAILED
        run.error = LEASE_RAN_OUT
        run.finished_at = now
        return None
    run.state = RunState.RUNNING
    run.owner = owner
    run.attempts += 1
    run.started_at = now
    run.lease_until = now + lease
    unit.flush()
    return run


def _settle(unit: UnitOfWork, run: ScheduleRun, **values: object) -> bool:
    statement = (
        update(ScheduleRun)
        .where(
            ScheduleRun.id == run.id,
            ScheduleRun.owner == run.owner,
            ScheduleRun.state == RunState.RUNNING,
        )
        .values(**values)
        .returning(ScheduleRun.id)
    )
    return unit.session.scalar(statement) is not None
