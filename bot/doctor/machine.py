"""Looks at the machine: Python, time zone, clock, and where files are made."""

import os
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from bot.ports import Check
from bot.settings import Settings

OLDEST_PYTHON = (3, 11)
MOST_CLOCK_DIFFERENCE = timedelta(seconds=60)
"""Slack refuses what is signed more than five minutes away; a minute is already a sick clock."""


def check_python(version: Sequence[int]) -> Check:
    """Look at Python's version."""
    words = "Python " + ".".join(str(part) for part in version)
    if tuple(version) >= OLDEST_PYTHON:
        return Check(True, words)
    return Check(False, f"{words} is too old", "Install Python 3.11 or newer.")


def check_time_zone(settings: Settings) -> Check:
    """Say what time it is there, so that a person sees whether zone and clock are right."""
    return Check(True, f"It is {datetime.now(settings.zone):%H:%M} in {settings.timezone}")


def check_folder(directory: Path, name: str) -> Check:
    """Look whether files can be made in a folder, or a missing folder where it should be."""
    existing = directory.absolute()
    while not existing.exists():
        existing = existing.parent
    if existing.is_dir() and os.access(existing, os.W_OK | os.X_OK):
        return Check(True, f"The {name} {directory} can be written")
    advice = "Give this user the right to write there, or choose another in docs/settings.md."
    return Check(False, f"The {name} {directory} can't be written", advice)


def check_clock(ours: datetime, theirs: datetime, whose: str) -> Check:
    """Compare this machine's clock with another's; both aware."""
    difference = abs(ours - theirs)
    if difference <= MOST_CLOCK_DIFFERENCE:
        return Check(True, f"The clock agrees with {whose}")
    return Check(
        False,
        f"The clock is {difference.total_seconds():.0f} seconds away from {whose}",
        "Turn on time synchronisation (NTP) on both machines.",
    )
