"""How schedules, times and what went wrong are said in words. Pure."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.schedules.calendar import Daily, Fortnightly, Hourly, Monthly, Weekly, When
from bot.schedules.models import RunState, ScheduleRun
from bot.schedules.runs import LEASE_RAN_OUT, MISSED, TRIES
from bot.schedules.timetable.rules import (
    DIGESTS,
    LATE,
    NOTE,
    PAGE,
    PAIRS,
    QUESTIONS,
    REGROUP,
    name_of,
)
from bot.words import count, day

NAMES = {
    PAGE: "Fortnightly page",
    NOTE: "Monthly note",
    DIGESTS: "Weekly digests",
    REGROUP: "Grouping into themes",
    PAIRS: "Monthly pairs",
    QUESTIONS: "Following questions up",
}
NEVER = "not yet"
OFF = "off"
_UNREACHABLE = "the database could not be reached"
_ERRORS = {
    LEASE_RAN_OUT: "it stopped in the middle each time",
    MISSED: "Common Thread was not running for three days",
    "stopped": "Common Thread was stopped",
    "ExceptionGroup": "some of it could not be done",
    "OperationalError": _UNREACHABLE,
    "TimeoutError": "it took too long",
    "MemoryError": "the machine ran out of memory",
}


def when_words(when: When) -> str:
    """Return a rule in words: "every second Monday at 09:00"."""
    match when:
        case Fortnightly():
            return f"every second {str(when.weekday).capitalize()} at {when.at:%H:%M}"
        case Monthly():
            return f"the first working day of each month at {when.at:%H:%M}"
        case Weekly():
            return f"{str(when.weekday).capitalize()}s at {when.at:%H:%M}"
        case Daily():
            return f"every day at {when.at:%H:%M}"
        case Hourly():
            return "every hour"


def moment(at: datetime, zone: ZoneInfo) -> str:
    """Return a time as people write it: "Monday 5 October 2026, 09:00"."""
    local = at.astimezone(zone)
    return f"{local:%A} {day(local)}, {local:%H:%M}"


def error_words(error: str) -> str:
    """Return an error's code in words, with the code itself where it helps who looks it up."""
    return _ERRORS.get(error, f"something went wrong ({error or 'unknown'})")


def run_words(run: ScheduleRun | None, zone: ZoneInfo, due: datetime | None = None) -> str:
    """Return how a run went; `due` is when it was to begin, where that is worth a word."""
    if run is None:
        return NEVER
    told = moment(run.started_at, zone)
    match run.state:
        case RunState.RUNNING:
            return f"at work since {told}"
        case RunState.DONE:
            late = run.started_at - due.astimezone(UTC) if due else timedelta()
            return f"done on {told}" + (f", {late_words(late)} late" if late > LATE else "")
        case RunState.FAILED:
            again = "" if run.attempts >= TRIES else ". It is tried again"
            return f"failed on {told}, as {error_words(run.error or '')}{again}"


def late_words(late: timedelta) -> str:
    """Return a delay in words: "5 hours", "2 days"."""
    hours = int(late.total_seconds() // 3600)
    return count(hours // 24, "day") if hours >= 48 else count(hours, "hour")


def schedule_words(schedule: str) -> str:
    """Return a schedule's name as people know it."""
    return NAMES[name_of(schedule)[0]]
