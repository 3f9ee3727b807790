"""What falls due, and the tick that looks for it.

APScheduler, in memory, only makes the tick; what is due is computed from the time, and the
`schedule_run` table makes each run happen once, whatever restarts or replicas there are.
"""

import logging
import threading
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy.exc import SQLAlchemyError

from bot.ports import Clock
from bot.schedules.calendar import Daily, Hourly, Monthly, Period, When, due
from bot.schedules.models import ScheduleRun
from bot.schedules.runs import claim, fail, finish, given_up, settled
from bot.schedules.timetable.rules import LATE, PAIRS_AT
from bot.settings import Settings
from bot.store import Database, UnitOfWork

log = logging.getLogger(__name__)
TICK = timedelta(seconds=20)
LEASE = timedelta(minutes=15)
ENDING_SECONDS = 5.0
"""How long the work at hand may take to end; hosts kill after ten seconds or thirty."""
STOPPED = "stopped"
Work = Callable[[Period], None]


@dataclass(frozen=True, slots=True)
class Job:
    """Work that falls due. `work` opens its own units of work; done twice, it does no harm."""

    name: str
    when: When
    work: Work


Planned = Callable[[datetime, datetime | None], Sequence[tuple[Job, Period]]]
"""Returns what is due by plans of communities' own, by now and as `since` in `due`."""
Tell = Callable[[UnitOfWork, str, Period, str, datetime], None]
"""Tells people of a job's period that failed for good, with the error, or, with "", began late."""


def nothing_planned(now: datetime, since: datetime | None) -> Sequence[tuple[Job, Period]]:
    """Plan nothing."""
    return ()


def tell_nobody(unit: UnitOfWork, name: str, period: Period, error: str, now: datetime) -> None:
    """Leave it to the log."""


def what_falls_due(
    settings: Settings,
    *,
    regroup: Work,
    questions: Work,
    send_digests: Work,
    pair: Work,
    introductions: Work,
    tidy: Work,
    wipe: Work,
    review_lessons: Work,
) -> tuple[Job, ...]:
    """Return the table of jobs, in the order in which they run when several are due."""
    zone = settings.zone
    return (
        Job("regroup", Daily(settings.regroup_time, zone), regroup),
        Job("questions", Hourly(), questions),
        Job("digests", Hourly(), send_digests),
        Job("pairs", Monthly(PAIRS_AT, settings.calendar), pair),
        Job("introductions", Hourly(), introductions),
        Job("tidy", Hourly(), tidy),
        Job("wipe", Daily(settings.regroup_time, zone), wipe),
        Job("lesson_reviews", Hourly(), review_lessons),  # it waits for working hours
    )


class Jobs:
    """Runs what is due, on a thread of its own; ticks never overlap."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        table: Sequence[Job],
        *,
        owner: str,
        every: timedelta = TICK,
        planned: Planned = nothing_planned,
        tell: Tell = tell_nobody,
    ) -> None:
        """Prepare. `owner` names this process among replicas; a tick comes once `every`.

        What is `planned` comes after the table, and only of that people are told that it is late.
        """
        self._database, self._planned, self._tell = database, planned, tell
        self._clock = clock
        self._table = tuple(table)
        self._owner = owner
        self._ticking = threading.Lock()
        self._stopping = False
        self._thread: threading.Thread | None = None
        self._at_hand: ScheduleRun | None = None
        self._scheduler = BackgroundScheduler(timezone=UTC)
        self._scheduler.add_job(
            self._tick_beside,
            "interval",
            seconds=every.total_seconds(),
            next_run_time=datetime.now(UTC),
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )

    def start(self) -> None:
        """Start ticking, the first time at once."""
        self._scheduler.start()

    def stop(self) -> None:
        """Stop ticking, and let the work at hand end if it soon does.

        What does not is handed back: the next start, or another replica, does it again.
        """
        self._stopping = True
        self._scheduler.shutdown(wait=True)
        if self._thread is not None:
            self._thread.join(ENDING_SECONDS)
        run = self._at_hand
        if run is not None:
            log.warning("Job %s for %s is left for the next start", run.schedule, run.period)
            self._hand_back(run)

    def _tick_beside(self) -> None:
        # A daemon thread, as the scheduler's own would keep the process alive until it is done.
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self.tick, name="jobs", daemon=True)
            self._thread.start()

    def _hand_back(self, run: ScheduleRun) -> None:
        now = self._clock.now()
        try:
            with self._database.write() as unit:
                fail(unit, run, STOPPED, now, timedelta(0))
                unit.commit()
        except SQLAlchemyError as fault:
            log.error("Job %s can't be handed back: %s", run.schedule, type(fault).__name__)

    def tick(self, since: datetime | None = None) -> None:
        """Run what is due now and not yet done, by anybody. Waits for a tick that is running.

        `since` is the time before a clock was moved on: what fell due after it counts as due
        however late, though of each job still only the latest period.
        """
        with self._ticking:
            now = self._clock.now()
            for job in self._table:
                period = due(job.when, now, since)
                if period is not None and not self._stopping:
                    self._run(job, period)
            for job, period in self._what_is_planned(now, since):
                if not self._stopping:
                    self._run(job, period, tells_late=since is None)

    def _what_is_planned(
        self, now: datetime, since: datetime | None
    ) -> Sequence[tuple[Job, Period]]:
        try:
            return self._planned(now, since)
        except SQLAlchemyError as fault:
            log.error("What communities planned can't be read: %s", type(fault).__name__)
            return ()

    def _run(self, job: Job, period: Period, *, tells_late: bool = False) -> None:
        try:
            run = self._claim(job, period, tells_late=tells_late)
            if run is None:
                return
            self._at_hand = run
            error = self._work(job, period)
            self._at_hand = None
            self._note(run, period, error)
        except SQLAlchemyError as fault:
            # The lease runs out by itself, and the run is claimed again.
            log.error("Job %s: the schedule can't be kept: %s", job.name, type(fault).__name__)

    def _claim(self, job: Job, period: Period, *, tells_late: bool) -> ScheduleRun | None:
        """Claim the run; tell people of one that is late, or that ended its process each time."""
        now = self._clock.now()
        with self._database.read() as unit:  # so that most ticks wait for no writer
            if settled(unit, job.name, period.key, now):
                return None
        with self._database.write() as unit:
            run = claim(unit, job.name, period.key, self._owner, now, LEASE)
            is_late = now - period.ends_at.astimezone(UTC) > LATE
            if run is None:
                self._tell_if_given_up(unit, job.name, period, now)
            elif tells_late and is_late and run.attempts == 1:
                self._tell(unit, job.name, period, "", now)
            unit.commit()
        return run

    def _work(self, job: Job, period: Period) -> str | None:
        """Do the work; return None or the name of what went wrong."""
        log.info("Job %s for %s", job.name, period.key)
        try:
            job.work(period)
        except Exception as error:  # noqa: BLE001 - whatever a job raises, the others go on
            if self._stopping:  # it may well have stopped because it was told to
                return STOPPED
            places = "".join(traceback.format_tb(error.__traceback__))
            name = type(error).__name__
            log.error("Job %s for %s failed: %s\n%s", job.name, period.key, name, places)
            return name
        return None

    def _tell_if_given_up(self, unit: UnitOfWork, name: str, period: Period, now: datetime) -> None:
        if error := given_up(unit, name, period.key):
            self._tell(unit, name, period, error, now)

    def _note(self, run: ScheduleRun, period: Period, error: str | None) -> None:
        now = self._clock.now()
        with self._database.write() as unit:
            if error is None:
                noted = finish(unit, run, now)
            else:
                wait = timedelta(minutes=0 if error == STOPPED else 2**run.attempts)
                noted = fail(unit, run, error, now, wait)
                self._tell_if_given_up(unit, run.schedule, period, now)
            unit.commit()
        if not noted:
            log.warning("Job %s for %s was taken over meanwhile", run.schedule, run.period)
