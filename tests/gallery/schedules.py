"""What is scheduled, the form that changes it, earlier runs, and what went wrong."""

from datetime import UTC, datetime, time, timedelta

from bot.schedules.calendar import Weekday, next_after
from bot.schedules.models import RunState, ScheduleRun
from bot.schedules.timetable import cards
from bot.schedules.timetable.listing import Entry
from bot.schedules.timetable.rules import COMMON, NOTE, PAGE, Plan, Usual, common_when
from bot.schedules.working import Nation, WorkingCalendar
from tests.gallery.pictures import Picture, example
from tests.gallery.world import COMMUNITY, NOW, ZONE

_WORKING = WorkingCalendar(Nation.ENGLAND_AND_WALES, ZONE, time(9), time(17))
_USUAL = Usual(Weekday.MONDAY, time(9), Weekday.MONDAY, time(10), time(2, 30), _WORKING)
_PAGE, _NOTE = (
    Plan(1, name, wanted, Weekday.MONDAY, time(9), NOW, _WORKING)
    for name, wanted in ((PAGE, True), (NOTE, False))
)
_DUE = datetime(2026, 9, 21, 8, 0, tzinfo=UTC)


def _run(schedule: str, state: RunState, at: datetime, error: str = "") -> ScheduleRun:
    return ScheduleRun(
        schedule=schedule,
        period="2026-W39",
        state=state,
        started_at=at,
        attempts=5 if error else 1,
        error=error or None,
    )


_DONE = _run("page:1", RunState.DONE, _DUE)
_RUNS = (
    _run("regroup", RunState.DONE, NOW - timedelta(hours=5, minutes=30)),
    _DONE,
    _run("note:1", RunState.FAILED, NOW - timedelta(days=27), "OperationalError"),
)


def _lines() -> list[cards.Line]:
    own = [
        Entry(one.name, one.when, one.wanted, period and period.ends_at, last)
        for one, last in ((_PAGE, _DONE), (_NOTE, None))
        for period in (one.next(NOW, ""),)
    ]
    rules = ((name, common_when(name, _USUAL)) for name in COMMON)
    common = [
        Entry(name, when, True, next_after(when, NOW).ends_at, _RUNS[0]) for name, when in rules
    ]
    return [entry.line(_USUAL) for entry in (*own, *common)]


PICTURES = (
    Picture(
        "schedules",
        "Schedules",
        "What is done by itself, when next and how it went last; and the form that changes it.",
        (
            example(cards.schedules_card, 1, COMMUNITY.name, str(ZONE), _lines()),
            example(cards.change_form, _PAGE),
            example(cards.change_form, _NOTE),
        ),
    ),
    Picture(
        "schedule-trouble",
        "Earlier runs, and what facilitators are told",
        "How runs went; that a draft began late, and that one was given up.",
        (
            example(cards.history_card, COMMUNITY.name, _RUNS, ZONE),
            example(cards.history_card, COMMUNITY.name, (), ZONE),
            example(cards.late_card, PAGE, _DUE, timedelta(hours=5), ZONE),
            example(cards.failed_card, PAGE, _DUE, "OperationalError", ZONE),
        ),
    ),
)
