"""The tick: each due job once, with replicas, failures, a moved clock and the scheduler itself."""

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.jobs import Job, Jobs, what_falls_due
from bot.schedules.calendar import Hourly, Period
from bot.schedules.models import RunState, ScheduleRun
from bot.settings import SettingsError, load_settings
from bot.store import Database
from tests.conftest import StoppedClock

HOUR = Hourly()
WORDS = "somebody's secret"


class Done:
    """Notes what was done, from any thread."""

    def __init__(self) -> None:
        self.periods: list[tuple[str, str]] = []

    def work(self, name: str) -> Callable[[Period], None]:
        return lambda period: self.periods.append((name, period.key))


@pytest.fixture
def done() -> Done:
    return Done()


def table(done: Done) -> tuple[Job, ...]:
    """Some of what falls due: what these tests are about."""
    jobs = what_falls_due(
        load_settings(None),
        regroup=done.work("regroup"),
        questions=done.work("questions"),
        send_digests=done.work("digests"),
        pair=done.work("pairs"),
        introductions=done.work("introductions"),
        tidy=done.work("tidy"),
        wipe=done.work("wipe"),
        review_lessons=done.work("lesson_reviews"),
    )
    about = ("regroup", "questions", "pairs", "tidy", "wipe")
    return tuple(job for job in jobs if job.name in about)


def test_what_is_due_runs_once_and_in_order(
    database: Database, clock: StoppedClock, done: Done
) -> None:
    jobs = Jobs(database, clock, table(done), owner="a")
    jobs.tick()
    jobs.tick()
    assert done.periods == [
        ("regroup", "2026-09-21"),
        ("questions", "2026-09-21T09Z"),
        ("tidy", "2026-09-21T09Z"),
        ("wipe", "2026-09-21"),
    ]


def test_a_clock_moved_on_by_weeks_runs_the_latest_only(
    database: Database, clock: StoppedClock, done: Done
) -> None:
    jobs = Jobs(database, clock, table(done), owner="a")
    jobs.tick()
    done.periods.clear()
    before = clock.now()
    clock.move(days=30)  # by itself the first of the month would be too late
    jobs.tick()
    names = [name for name, _ in done.periods]
    assert names == ["regroup", "questions", "tidy", "wipe"]
    jobs.tick(since=before)
    assert done.periods[4:] == [("pairs", "2026-10")]


def test_ticks_over_both_changes_of_the_clocks(
    database: Database, clock: StoppedClock, done: Done
) -> None:
    """Every hour until the Monday after both changes: each night once."""
    for start in (datetime(2026, 3, 27, 12, tzinfo=UTC), datetime(2026, 10, 23, 12, tzinfo=UTC)):
        clock.at = start
        jobs = Jobs(database, clock, table(done)[:1], owner="a")
        jobs.tick()
        done.periods.clear()
        for _ in range(10 * 24):
            clock.move(hours=1)
            jobs.tick()
        assert [name for name, _ in done.periods].count("regroup") == 10


def test_of_three_replicas_one_runs_each_period(
    database: Database, open_database: Callable[[], Database], clock: StoppedClock, done: Done
) -> None:
    replicas = [database if database.is_sqlite else open_database() for _ in range(3)]
    jobs = [Jobs(one, clock, table(done), owner=f"r{n}") for n, one in enumerate(replicas)]
    for _ in range(5):
        threads = [threading.Thread(target=one.tick) for one in jobs for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        clock.move(hours=24)
    assert len(done.periods) == len(set(done.periods)) == 20


def test_a_stopped_leader_is_replaced_and_notes_nothing_when_it_goes_on(
    database: Database,
    clock: StoppedClock,
    done: Done,
    caplog: pytest.LogCaptureFixture,
) -> None:
    working, go_on = threading.Event(), threading.Event()

    def stop_there(period: Period) -> None:
        done.work("leader")(period)
        working.set()
        go_on.wait()

    leader = Jobs(database, clock, [Job("job", HOUR, stop_there)], owner="leader")
    thread = threading.Thread(target=leader.tick)
    thread.start()
    working.wait()
    other = Jobs(database, clock, [Job("job", HOUR, done.work("other"))], owner="other")
    other.tick()
    assert [who for who, _ in done.periods] == ["leader"]
    clock.move(minutes=16)
    other.tick()
    with caplog.at_level(logging.WARNING):
        go_on.set()
        thread.join()
    assert [who for who, _ in done.periods] == ["leader", "other"]
    assert "taken over" in caplog.text
    with database.read() as unit:
        (run,) = unit.session.scalars(select(ScheduleRun))
    assert run.owner.startswith("other")
    assert run.state is RunState.DONE


def test_a_job_that_fails_holds_up_no_other_and_is_tried_again(
    database: Database, clock: StoppedClock, done: Done, caplog: pytest.LogCaptureFixture
) -> None:
    tries: list[str] = []

    def fail_twice(period: Period) -> None:
        tries.append(period.key)
        if len(tries) <= 2:
            raise RuntimeError(WORDS)

    jobs = [Job("bad", HOUR, fail_twice), Job("good", HOUR, done.work("good"))]
    runner = Jobs(database, clock, jobs, owner="a")
    for _ in range(6):
        runner.tick()
        clock.move(minutes=3)
    assert len(tries) == 3
    assert len(done.periods) == 1
    assert "Job bad for 2026-09-21T09Z failed: RuntimeError" in caplog.text
    assert WORDS not in caplog.text


def test_a_restart_in_the_middle_runs_it_again_once(
    open_database: Callable[[], Database], clock: StoppedClock, done: Done
) -> None:
    class Killed(BaseException):
        """Ends the tick as the process's end would: nothing is noted."""

    def killed(_: Period) -> None:
        raise Killed

    first = open_database()
    with pytest.raises(Killed):
        Jobs(first, clock, [Job("job", HOUR, killed)], owner="a").tick()
    first.close()
    again = Jobs(open_database(), clock, [Job("job", HOUR, done.work("job"))], owner="a")
    again.tick()
    assert done.periods == []
    clock.move(minutes=16)
    again.tick()
    again.tick()
    assert len(done.periods) == 1


def test_the_scheduler_ticks_by_itself_and_stops(database: Database, clock: StoppedClock) -> None:
    ran = threading.Event()
    names: list[str] = []

    def work(_: Period) -> None:
        names.append(threading.current_thread().name)
        ran.set()

    every = timedelta(seconds=0.05)
    jobs = Jobs(database, clock, [Job("job", HOUR, work)], owner="a", every=every)
    jobs.start()
    assert ran.wait(10)
    jobs.stop()
    assert names[0] != threading.current_thread().name
    assert len(names) == 1


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("COMMONTHREAD_SUMMARY_TIME", "01:30", "choose another time"),
        ("COMMONTHREAD_REGROUP_TIME", "25:00", "HH:MM"),
        ("COMMONTHREAD_SUMMARY_TIME", "9", "HH:MM"),
        ("COMMONTHREAD_SUMMARY_WEEKDAY", "1", "monday"),
    ],
)
def test_settings_that_would_run_twice_or_never_are_refused(
    name: str, value: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=message):
        load_settings(None)


def test_stopping_waits_for_what_soon_ends_and_hands_back_the_rest(
    database: Database, clock: StoppedClock, done: Done, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.jobs.ENDING_SECONDS", 0.2)
    working, go_on = threading.Event(), threading.Event()

    def take_long(_: Period) -> None:
        working.set()
        go_on.wait(10)

    jobs = Jobs(database, clock, [Job("job", HOUR, take_long)], owner="a")
    jobs.start()
    assert working.wait(10)
    jobs.stop()
    again = Jobs(database, clock, [Job("job", HOUR, done.work("job"))], owner="b")
    again.tick()
    go_on.set()
    jobs.tick()  # returns when the one that was handed back has ended
    assert done.periods == [("job", "2026-09-21T09Z")], "the next start does it at once"
    with database.read() as unit:
        (run,) = unit.session.scalars(select(ScheduleRun))
    assert (run.state, run.attempts) == (RunState.DONE, 2)


def test_a_job_that_ends_itself_because_all_stops_is_run_again_at_once(
    database: Database, clock: StoppedClock, done: Done, caplog: pytest.LogCaptureFixture
) -> None:
    working, stopping = threading.Event(), threading.Event()

    def break_off(_: Period) -> None:
        working.set()
        stopping.wait(10)
        raise RuntimeError("told to stop")

    jobs = Jobs(database, clock, [Job("job", HOUR, break_off)], owner="a")
    jobs.start()
    assert working.wait(10)
    threading.Timer(0.1, stopping.set).start()
    jobs.stop()
    assert "failed" not in caplog.text
    Jobs(database, clock, [Job("job", HOUR, done.work("again"))], owner="b").tick()
    assert [who for who, _ in done.periods] == ["again"]
