"""How asking is going: counted by hand in a small world, and once on the sample conversation."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import insert

from bot.capture.models import Contribution, Kind
from bot.cards import Facts, Say
from bot.community.checks import NOT_A_FACILITATOR
from bot.community.models import Person
from bot.events import MessageAction
from bot.questions.measures import handlers
from bot.questions.measures.cards import MEASURES, TOO_FEW, clock_words, measures_card, work_words
from bot.questions.measures.months import (
    Asked,
    begins,
    count_months,
    latest_months,
    worked_between,
)
from bot.questions.measures.reading import asked_since
from bot.questions.models import SavedAsking
from bot.sample import Record, sample_messages
from bot.schedules.working import Nation, WorkingCalendar
from bot.store import Database
from tests.chat import LONDON, Chat, all_words, as_a, said
from tests.world import NOW, add_community, make_world

CALENDAR = WorkingCalendar(Nation.ENGLAND_AND_WALES, LONDON, time(9), time(17))
EIGHT = timedelta(hours=8)


def at(day: int, hour: int, month: int = 9) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=LONDON).astimezone(UTC)


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        (at(21, 10), at(21, 12), 2),
        (at(21, 7), at(21, 20), 8),
        (at(25, 16), at(28, 10), 2),  # over a weekend
        (at(28, 16, 8), at(1, 10), 2),  # over the August bank holiday, a Monday
        (at(26, 10), at(27, 10), 0),
        (at(23, 16, 10), at(26, 10, 10), 2),  # over the end of summer time
        (at(22, 10), at(21, 10), 0),
    ],
)
def test_only_time_at_work_is_counted(start: datetime, end: datetime, hours: int) -> None:
    assert worked_between(CALENDAR, start, end) == timedelta(hours=hours)


def test_months_are_the_calendars_in_the_zone() -> None:
    late = datetime(2026, 3, 31, 23, 30, tzinfo=UTC)  # half past midnight of April in London
    days = latest_months(late, LONDON, 6)
    assert (days[0], days[-1]) == (date(2025, 11, 1), date(2026, 4, 1))
    assert begins(days[-1], LONDON) == datetime(2026, 3, 31, 23, tzinfo=UTC)
    months = count_months([Asked(late, None, False)], [late], days, CALENDAR)
    assert [(month.asked, month.saved, month.so_far) for month in months[-2:]] == [
        (0, 0, False),
        (1, 1, True),
    ]


def test_a_month_is_told_in_plain_words_and_says_when_it_is_too_few() -> None:
    asked = [Asked(at(21, 10), at(21, 10 + number), number == 1) for number in (1, 2, 3)]
    asked += [Asked(at(10, 10, 8), at(10, 16, 8), confirmed=True)] * 9
    asked += [Asked(at(8, 9, 8), None, confirmed=True), Asked(at(8, 9, 8), None, confirmed=False)]
    asked += [Asked(at(8, 9, 8), at(8, 10, 8), confirmed=True, imported=True)]
    days = latest_months(NOW, LONDON, 3)
    card = measures_card("Hub leads", count_months(asked, [NOW], days, CALENDAR), EIGHT)
    facts = next(one for one in card.elements if isinstance(one, Facts))
    assert facts.pairs == (
        (
            "September 2026 so far",
            f"3 of 3 questions answered, 1 of them confirmed ({TOO_FEW})."
            f" First answer after 2 working hours, 2 hours by the clock ({TOO_FEW})."
            " 1 saved asking.",
        ),
        (
            "August 2026",
            "10 of 11 (91%) questions answered, 10 of them confirmed."
            f" First answer after 6 working hours, 6 hours by the clock ({TOO_FEW})."
            " 1 imported question, not counted here.",
        ),
    )
    nothing = measures_card("Hub leads", count_months([], [], days, CALENDAR), EIGHT)
    facts = next(one for one in nothing.elements if isinstance(one, Facts))
    assert facts.pairs == (("September 2026 so far", "No questions."),)


@pytest.mark.parametrize(
    ("passed", "by_clock", "at_work"),
    [
        (timedelta(minutes=59), "less than an hour", "less than a working hour"),
        (timedelta(hours=1), "1 hour", "1 working hour"),
        (timedelta(hours=8), "8 hours", "1 working day"),
        (timedelta(hours=20), "20 hours", "2.5 working days"),
        (timedelta(hours=60), "2 days", "7.5 working days"),
    ],
)
def test_times_in_words(passed: timedelta, by_clock: str, at_work: str) -> None:
    assert (clock_words(passed), work_words(passed, EIGHT)) == (by_clock, at_work)


def test_a_small_world_counted_by_hand_for_facilitators_only(database: Database) -> None:
    chat = Chat(database)
    handlers.register(chat.router, CALENDAR)
    chat.say("Who has a rota for calling people back?", "q1", user="U1", at=at(7, 10))
    chat.say("lol, me neither", "r1", user="U2", thread="q1", at=at(7, 11))
    chat.say("I mean by phone", "r2", user="U1", thread="q1", at=at(7, 12))
    again = "Who has a rota for calling people back?"
    chat.say(again, "q2", user="U1", conversation="C2", at=at(7, 11))
    chat.say("Six carers", "a1", user="U2", thread="q2", conversation="C2", at=at(7, 14))
    chat.say("Twelve", "a2", user="U2", thread="q1", at=at(8, 14))
    chat.say("Who pays for checks?", "q3", user="U2", at=at(9, 10))
    chat.say("We do", "a3", user="U1", thread="q3", at=at(9, 12))
    chat.choose(MessageAction.THIS_ANSWERS_IT, "a3", user="U2")
    chat.say("Is anybody there?", "q4", user="U1", at=at(10, 10))
    chat.say("Is this wrong?", "q5", user="U1", at=at(10, 10))
    chat.choose(MessageAction.DONT_KEEP_THIS, "q5", user="U1")
    chat.say("We have no beds", "c1", user="U1", at=at(11, 10))
    with chat.database.write() as unit:
        saved = SavedAsking(nonce="n", community_id=chat.community.id, at=at(12, 10))
        unit.session.add(saved)
        unit.commit()
    card = as_a(Say, chat.press(MEASURES, str(chat.community.id), user="F1")).card
    words = all_words(card)
    assert "2 of 3 questions answered, 1 of them confirmed" in words
    assert "First answer after 3 working hours, 3 hours by the clock" in words
    assert "1 saved asking" in words
    assert "Name of" not in words
    for user in ("U1", "D1", "stranger"):
        assert NOT_A_FACILITATOR in said(chat.press(MEASURES, str(chat.community.id), user=user))
    with chat.database.write() as unit:
        other = add_community(unit, "kinship")
        unit.commit()
    for forged in (str(other.id), "99", "x", ""):
        assert "questions" not in said(chat.press(MEASURES, forged, user="F1"))


def test_the_samples_months_are_as_counted_by_hand(database: Database) -> None:
    community = make_world(database)
    messages = [one for one in sample_messages() if one["programme"] == "fostering-hubs"]
    keys = {one["id"]: number for number, one in enumerate(messages, start=1)}
    people = {one["author"]: number for number, one in enumerate(messages, start=100)}
    with database.write() as unit:
        unit.session.execute(insert(Person), [{"id": one, "name": ""} for one in people.values()])
        rows = [
            row(one, community.id)
            | {
                "id": keys[one["id"]],
                "author_id": people[one["author"]],
                "same_as_id": keys.get(one.get("dup_of", "")),
            }
            for one in messages
        ]
        unit.session.execute(insert(Contribution), rows)
        days = latest_months(at(30, 12), LONDON, 3)
        asked = asked_since(unit.session, community.id, begins(days[0], LONDON))
    months = count_months(asked, [], days, CALENDAR)
    assert [(month.asked, month.answered) for month in months] == [(54, 54), (40, 40), (46, 44)]


def row(one: Record, community_id: int) -> dict[str, object]:
    when = datetime.fromisoformat(one["ts"])
    return {
        "community_id": community_id,
        "channel_id": 1,
        "platform": "slack",
        "tenant": "T1",
        "conversation": "sample",
        "message_id": one["id"],
        "thread": one["thread"] or one["id"],
        "kind": Kind(one["kind"]),
        "text": "",
        "posted_at": when,
        "version": when,
    }
