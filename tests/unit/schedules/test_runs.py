"""Each period is run once, whatever replicas, restarts and stopped leaders there are."""

import threading
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from bot.schedules.models import RunState, ScheduleRun
from bot.schedules.runs import TRIES, claim, fail, finish, settled
from bot.store import Database
from tests.conftest import StoppedClock

LEASE = timedelta(minutes=10)


def claim_now(database: Database, clock: StoppedClock, owner: str = "a") -> ScheduleRun | None:
    with database.write() as unit:
        run = claim(unit, "weekly", "2026-W39", owner, clock.now(), LEASE)
        unit.commit()
    return run


def settle(database: Database, clock: StoppedClock, run: ScheduleRun, *, well: bool) -> bool:
    with database.write() as unit:
        if well:
            noted = finish(unit, run, clock.now())
        else:
            noted = fail(unit, run, "Broken", clock.now(), timedelta(minutes=1))
        unit.commit()
    return noted


def stored(database: Database) -> ScheduleRun:
    with database.read() as unit:
        return unit.session.scalars(select(ScheduleRun)).one()


def test_a_period_is_claimed_once(database: Database, clock: StoppedClock) -> None:
    run = claim_now(database, clock)
    assert run is not None
    assert claim_now(database, clock, "b") is None
    assert settle(database, clock, run, well=True)
    clock.move(days=1)
    assert claim_now(database, clock, "b") is None
    assert stored(database).state is RunState.DONE


def test_a_run_whose_lease_ran_out_is_taken_over(database: Database, clock: StoppedClock) -> None:
    first = claim_now(database, clock, "stopped")
    clock.move(minutes=11)
    second = claim_now(database, clock, "other")
    assert first is not None
    assert second is not None
    assert second.attempts == 2
    # The stopped leader goes on: it may note nothing, and the other's run is untouched.
    assert not settle(database, clock, first, well=False)
    assert not settle(database, clock, first, well=True)
    assert stored(database).state is RunState.RUNNING
    assert settle(database, clock, second, well=True)


def test_taken_over_from_oneself_is_told_apart(database: Database, clock: StoppedClock) -> None:
    first = claim_now(database, clock, "same")
    clock.move(minutes=11)
    assert claim_now(database, clock, "same") is not None
    assert first is not None
    assert not settle(database, clock, first, well=True)


def test_a_failed_run_waits_and_is_tried_again(database: Database, clock: StoppedClock) -> None:
    for attempt in range(1, TRIES + 1):
        run = claim_now(database, clock)
        assert run is not None
        assert run.attempts == attempt
        assert settle(database, clock, run, well=False)
        assert claim_now(database, clock) is None
        clock.move(minutes=2)
    assert claim_now(database, clock) is None
    assert stored(database).error == "Broken"
    with database.read() as unit:
        assert settled(unit, "weekly", "2026-W39", clock.now())


def test_what_ends_its_process_every_time_is_given_up(
    database: Database, clock: StoppedClock
) -> None:
    for _ in range(TRIES):
        assert claim_now(database, clock) is not None
        clock.move(minutes=11)
    assert claim_now(database, clock) is None
    assert stored(database).state is RunState.FAILED


def test_settled_says_when_a_claim_is_worth_trying(database: Database, clock: StoppedClock) -> None:
    def is_settled() -> bool:
        with database.read() as unit:
            return settled(unit, "weekly", "2026-W39", clock.now())

    assert not is_settled()
    claim_now(database, clock)
    assert is_settled()
    clock.move(minutes=11)
    assert not is_settled()


def test_after_a_restart_what_was_done_stays_done(
    open_database: Callable[[], Database], clock: StoppedClock
) -> None:
    first = open_database()
    run = claim_now(first, clock)
    assert run is not None
    settle(first, clock, run, well=True)
    first.close()
    assert claim_now(open_database(), clock) is None


def test_of_many_that_claim_at_once_one_wins(database: Database, clock: StoppedClock) -> None:
    """Three replicas with four threads each, twice: a first claim, then a take-over."""
    for _ in range(2):
        won: list[ScheduleRun] = []
        start = threading.Barrier(12)

        def try_it(won: list[ScheduleRun] = won, start: threading.Barrier = start) -> None:
            start.wait()
            run = claim_now(database, clock, threading.current_thread().name)
            if run is not None:
                won.append(run)

        threads = [threading.Thread(target=try_it) for _ in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(won) == 1
        clock.move(minutes=11)
