"""Communities' own schedules, changed in chat and at the command line, and kept by the tick."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.cards import Answer, Ask, Card, Invalid, Say
from bot.cli import main
from bot.community.caller import identify
from bot.community.checks import NOT_A_FACILITATOR
from bot.delivery.models import OutboxRow
from bot.events import ButtonPressed, CommandGiven, FormSubmitted
from bot.jobs import Job, Jobs
from bot.privacy.models import AuditEntry
from bot.router import Router, Turn
from bot.schedules.calendar import Hourly, Period, Weekday
from bot.schedules.models import ScheduleSetting
from bot.schedules.timetable import cards
from bot.schedules.timetable.handlers import UNSAFE, register
from bot.schedules.timetable.rules import Usual
from bot.schedules.timetable.telling import Trouble, tell
from bot.schedules.timetable.tick import what_is_due
from bot.schedules.working import Nation, WorkingCalendar
from bot.store import Database, UnitOfWork
from tests.conftest import StoppedClock
from tests.world import add_channel, add_community, event_id, make_world, place, sender

LONDON = ZoneInfo("Europe/London")
WORKING = WorkingCalendar(Nation.ENGLAND_AND_WALES, LONDON, time(9), time(17))
USUAL = Usual(Weekday.MONDAY, time(9), Weekday.MONDAY, time(10), time(2, 30), WORKING)
MONDAY = datetime(2026, 9, 21, 8, 0, tzinfo=UTC)
"""Nine in London, in a week that has a page."""


class Desk:
    """A community whose facilitators choose, and the tick that drafts for it."""

    def __init__(self, database: Database, clock: StoppedClock) -> None:
        self.database, self.clock = database, clock
        self.community = make_world(database)
        self.router = Router()
        register(self.router, usual=USUAL)
        self.router.command("commonthread", self._word, description="")
        self.drafted: list[tuple[str, str]] = []
        self.breaks = False
        self.jobs = self.replica()

    def _word(self, turn: Turn, given: CommandGiven) -> Answer | None:
        return self.router.words[given.text](turn, given)

    def replica(self, table: tuple[Job, ...] = ()) -> Jobs:
        return Jobs(
            self.database, self.clock, table, owner="a", planned=self._planned, tell=self._tell
        )

    def _planned(self, now: datetime, since: datetime | None) -> list[tuple[Job, Period]]:
        due = what_is_due(self.database, USUAL, now, since)
        return [
            (Job(one.plan.schedule, one.plan.when, self._work(one.plan.schedule)), one.period)
            for one in due
        ]

    def _work(self, schedule: str) -> Callable[[Period], None]:
        def work(period: Period) -> None:
            if self.breaks:
                raise RuntimeError("secret")
            self.drafted.append((schedule, period.key))

        return work

    @staticmethod
    def _tell(unit: UnitOfWork, name: str, period: Period, error: str, now: datetime) -> None:
        tell(unit, Trouble(name, period, error), LONDON, now)

    def tick(self, at: datetime | None = None) -> list[tuple[str, str]]:
        """Tick, at a time; return what was drafted."""
        self.clock.at = at or self.clock.at
        self.drafted.clear()
        self.jobs.tick()
        return list(self.drafted)

    def answer(
        self, given: CommandGiven | ButtonPressed | FormSubmitted, user: str
    ) -> Answer | None:
        with self.database.write() as unit:
            caller = identify(unit, sender(user), place("C1"), frozenset())
            answer = self.router.answer(Turn(unit, caller, self.clock.now()), given)
            unit.commit()
        return answer

    def type(self, user: str = "F1") -> Answer | None:
        given = CommandGiven(
            event_id=event_id(),
            at=MONDAY,
            who=sender(user),
            where=place("C1"),
            command="commonthread",
            text="schedules",
        )
        return self.answer(given, user)

    def press(self, action: str, value: str, user: str = "F1") -> Answer | None:
        given = ButtonPressed(
            event_id=event_id(),
            at=MONDAY,
            who=sender(user),
            where=place("C1"),
            action=action,
            value=value,
        )
        return self.answer(given, user)

    def save(self, name: str = "page", user: str = "F1", **values: str) -> Answer | None:
        given = FormSubmitted(
            event_id=event_id(),
            at=MONDAY,
            who=sender(user),
            where=place("C1"),
            form=cards.FORM,
            context=f"{name}:{self.community.id}",
            values={"wanted": "on", "weekday": "monday", "at": "09:00"} | values,
        )
        return self.answer(given, user)

    def told(self) -> list[tuple[str, str, str]]:
        """Return what was said unasked: where, under which key, and its words."""
        with self.database.read() as unit:
            rows = unit.session.scalars(select(OutboxRow).order_by(OutboxRow.id))
            return [(row.conversation, row.key, row.card) for row in rows]


@pytest.fixture
def desk(database: Database, clock: StoppedClock) -> Desk:
    clock.at = MONDAY - timedelta(days=3)
    made = Desk(database, clock)
    assert made.tick() == []
    return made


def shown(answer: Answer | None) -> Card:
    assert isinstance(answer, Say)
    return answer.card


def test_facilitators_see_change_and_look_back(desk: Desk) -> None:
    page = f"page:{desk.community.id}"
    assert "Next fortnightly page: Monday 21 September 2026, 09:00" in shown(desk.type()).text
    assert desk.tick(MONDAY) == [(page, "2026-W39")]
    said = repr(shown(desk.type()))
    assert "'Monday 5 October 2026, 09:00'" in said
    assert "'done on Monday 21 September 2026, 09:00'" in said
    form = desk.press(cards.CHANGE, page)
    assert isinstance(form, Ask)
    assert [field.name for field in form.form.fields] == ["wanted", "weekday", "at"]
    after = shown(desk.save(weekday="friday", at="10:15"))
    assert "Next fortnightly page: Friday 9 October 2026, 10:15" in after.text
    off = shown(desk.save("note", wanted="off"))
    assert "monthly note: off" in off.text
    earlier = repr(shown(desk.press(cards.HISTORY, str(desk.community.id))))
    assert "Fortnightly page" in earlier
    with desk.database.read() as unit:
        changes = unit.session.scalars(
            select(AuditEntry.detail).where(AuditEntry.action == "schedule.changed")
        ).all()
    assert [one["schedule"] for one in changes] == ["page", "note"]


def test_others_are_refused_whatever_a_button_or_form_carries(desk: Desk) -> None:
    with desk.database.write() as unit:
        other = add_community(unit, "other")
        unit.commit()
    page = f"page:{desk.community.id}"
    refusals = [desk.type(user) for user in ("U1", "D1")]
    refusals += [desk.press(cards.CHANGE, page, "U1"), desk.save(user="D1", at="10:00")]
    refusals += [desk.press(cards.CHANGE, f"page:{other.id}")]
    refusals += [desk.press(cards.HISTORY, str(other.id))]
    assert {shown(one).text for one in refusals} == {NOT_A_FACILITATOR}
    for forged in ("", "page", "page:99999999999", f"regroup:{desk.community.id}"):
        assert "don't know which community" in shown(desk.press(cards.CHANGE, forged)).text
    with desk.database.read() as unit:
        chosen = unit.session.scalars(select(ScheduleSetting.at)).all()
    assert set(chosen) == {""}


def test_what_can_not_be_taken_is_said_by_field(desk: Desk) -> None:
    unsafe = desk.save(at="01:30")
    assert unsafe == Invalid({"at": UNSAFE})
    wrong = desk.save(at="noon", weekday="someday", wanted="")
    assert isinstance(wrong, Invalid)
    assert set(wrong.errors) == {"at", "weekday", "wanted"}


def test_each_community_has_its_own_day_and_each_period_once(desk: Desk) -> None:
    """Over the night in which the clocks go back, with two replicas."""
    desk.clock.at = datetime(2026, 10, 24, tzinfo=UTC)
    desk.save(weekday="sunday", at="02:30")
    with desk.database.write() as unit:
        other = add_community(unit, "other")
        unit.commit()
    replica, found = desk.replica(), list[tuple[str, str]]()
    while desk.clock.at < datetime(2026, 11, 3, tzinfo=UTC):
        found += desk.tick()
        desk.drafted.clear()
        replica.tick()
        assert desk.drafted == []
        desk.clock.move(hours=2)
    assert found == [
        (f"page:{desk.community.id}", "2026-W43"),
        (f"note:{desk.community.id}", "2026-11"),
        (f"page:{other.id}", "2026-W45"),
        (f"note:{other.id}", "2026-11"),
    ]
    assert not [key for _, key, _ in desk.told() if ":page:" in key]


def test_a_change_brings_no_draft_at_once_and_loses_none_that_waits(desk: Desk) -> None:
    wednesday = MONDAY + timedelta(days=2)
    page = f"page:{desk.community.id}"
    desk.clock.at = MONDAY - timedelta(days=1)
    desk.save(weekday="friday")
    desk.clock.at = wednesday
    desk.save(weekday="tuesday")  # which has passed
    assert desk.tick() == []
    desk.save(weekday="friday")
    assert desk.tick(MONDAY + timedelta(days=4)) == [(page, "2026-W39")]
    fortnight = MONDAY + timedelta(days=18)
    desk.clock.at = fortnight + timedelta(hours=1)
    desk.save(weekday="friday", at="08:30")  # this Friday's waits
    assert desk.tick() == [(page, "2026-W41")]


def test_a_late_draft_is_told_once_and_a_missed_one_too(desk: Desk) -> None:
    assert desk.tick(MONDAY + timedelta(hours=5)) == [(f"page:{desk.community.id}", "2026-W39")]
    desk.tick(MONDAY + timedelta(hours=6))
    ((where, key, said),) = desk.told()
    assert (where, key) == ("CF", f"schedule-late:page:2026-W39:{desk.community.id}")
    assert "was due on Monday 21 September 2026, 09:00 and begins only now, 5 hours late" in said
    desk.tick(MONDAY + timedelta(days=20))
    desk.tick(MONDAY + timedelta(days=21))
    missed = [said for _, key, said in desk.told() if ":page:2026-W41:" in key]
    assert len(missed) == 1
    assert "not running for three days" in missed[0]


def test_what_fails_five_times_is_told_once_without_its_words(desk: Desk) -> None:
    desk.breaks = True
    desk.clock.at = MONDAY + timedelta(hours=3)  # and it began late
    for _ in range(40):
        desk.tick()
        desk.clock.move(minutes=2)
    (_, late, _), (where, key, said) = desk.told()
    assert late == f"schedule-late:page:2026-W39:{desk.community.id}"
    assert (where, key) == ("CF", f"schedule-failed:page:2026-W39:{desk.community.id}")
    assert "something went wrong (RuntimeError)" in said
    assert "type /commonthread draft" in said
    assert "secret" not in said
    assert ", as something went wrong (RuntimeError)" in repr(shown(desk.type()))


def test_of_what_is_done_for_all_every_community_hears_once_a_day(desk: Desk) -> None:
    def fail(period: Period) -> None:
        raise RuntimeError

    with desk.database.write() as unit:
        past = add_community(unit, "past", past=True)
        add_channel(unit, past, "CP")
        unit.commit()
    desk.jobs = desk.replica((Job("digests", Hourly(), fail), Job("tidy", Hourly(), fail)))
    desk.clock.at = MONDAY - timedelta(days=2)
    for _ in range(60):
        desk.tick()
        desk.clock.move(minutes=3)
    assert [(where, key) for where, key, _ in desk.told()] == [
        ("CF", f"schedule-failed:digests:2026-09-19:{desk.community.id}")
    ]


def test_at_the_command_line(
    desk: Desk,
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    desk.database.close()
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.delenv("SLACK_BOT_TOKEN", raising=False)
    assert main(["schedules", "--community", "fostering", "--set", "page", "weekday=friday"]) == 0
    assert "Every second Friday at 09:00" in capsys.readouterr().out
    assert main(["schedules", "--community", "fostering", "--off", "note", "--json"]) == 0
    page, note, *rest = json.loads(capsys.readouterr().out)["fostering"]
    assert (page["when"], page["on"]) == ("every second Friday at 09:00", True)
    assert (note["on"], note["next"]) == (False, None)
    assert [one["name"] for one in rest] == ["digests", "regroup", "pairs", "questions"]
    for words, says in (
        (["--community", "nosuch"], "no community “nosuch”"),
        (["--off", "note"], "--community SLUG"),
        (["--community", "fostering", "--set", "note", "weekday=friday"], "first working day"),
        (["--community", "fostering", "--set", "at=10:00"], "page or note"),
    ):
        assert main(["schedules", *words]) == 1
        assert says in capsys.readouterr().err
