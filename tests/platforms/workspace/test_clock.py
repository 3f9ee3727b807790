"""The demonstration's clock."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.workspace import MovableClock
from tests.platforms.workspace.conftest import START

SOON = timedelta(seconds=30)


def test_starts_where_it_is_told_and_flows_on(clock: MovableClock) -> None:
    first = clock.now()
    assert timedelta() <= first - START < SOON
    assert clock.now() >= first
    assert first.utcoffset() == timedelta()


def test_is_real_time_without_a_start(tmp_path: Path) -> None:
    clock = MovableClock(tmp_path / "new.db")
    assert abs(clock.now() - datetime.now(UTC)) < SOON
    clock.close()


def test_keeps_its_place_over_a_restart(state_file: Path, clock: MovableClock) -> None:
    clock.move(timedelta(days=9))
    again = MovableClock(state_file, START)
    assert timedelta(days=9) <= again.now() - START < timedelta(days=9) + SOON
    again.close()


def test_tells_of_its_moves(clock: MovableClock) -> None:
    told: list[datetime] = []
    clock.on_move(lambda: told.append(clock.now()))
    clock.move(timedelta(days=1))
    (when,) = told
    assert when - START >= timedelta(days=1)


def test_does_not_go_back(clock: MovableClock) -> None:
    with pytest.raises(ValueError, match="forward"):
        clock.move(timedelta(seconds=-1))
