"""Days that people type, where an ask stands, and which words may go out: no database."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.capture.models import Kind
from bot.cards import Invalid
from bot.digests.approving.naming import A_HUB, A_PERSON, A_PLACE, A_QUOTE
from bot.digests.replies.dates import NotADay, coming_day
from bot.digests.replies.models import DepartmentAsk, DepartmentReply, Standing
from bot.digests.replies.naming import names_department
from bot.digests.replies.officials import Written, read_reply
from bot.digests.replies.overhearing import Heard, waits
from bot.digests.replies.standing import is_late, is_overdue, standing_of
from bot.digests.replies.wording import fault
from bot.events import FormSubmitted
from bot.schedules.working import Nation, WorkingCalendar
from bot.themes.unattributed import Names
from tests.chat import LONDON
from tests.world import NOW, place, sender

TODAY = date(2026, 9, 21)
CALENDAR = WorkingCalendar(Nation.ENGLAND_AND_WALES, LONDON, time(9), time(17))


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("9 October 2026", date(2026, 10, 9)),
        ("9th Oct", date(2026, 10, 9)),
        ("9 May", date(2027, 5, 9)),
        ("9/10/2026", date(2026, 10, 9)),
        ("2026-10-09", date(2026, 10, 9)),
        ("21 September", TODAY),
    ],
)
def test_a_day_to_come_is_read_as_people_write_it(words: str, day: date) -> None:
    assert coming_day(words, TODAY) == day


@pytest.mark.parametrize("words", ["soon", "31 February 2027", "20/9/2026", "1 May 2031", "5"])
def test_what_is_no_day_to_come_is_refused(words: str) -> None:
    with pytest.raises(NotADay):
        coming_day(words, TODAY)


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ([], Standing.OPEN),
        (["acknowledged"], Standing.ACKNOWLEDGED),
        (["acknowledged", "answered"], Standing.ANSWERED),
        (["answered", "acknowledged"], Standing.ANSWERED),
        (["doing", "answered", "not_doing"], Standing.NOT_DOING),
    ],
)
def test_an_ask_stands_where_the_newest_reply_that_says_something_puts_it(
    said: list[str], stands: Standing
) -> None:
    replies = [
        DepartmentReply(id=number, says=Standing(says), at=NOW + timedelta(hours=number))
        for number, says in enumerate(said)
    ]
    assert standing_of(replies[::-1]) is stands


@pytest.mark.parametrize(
    ("standing", "now", "overdue"),
    [
        (Standing.OPEN, datetime(2026, 9, 18, 16, tzinfo=UTC), False),
        (Standing.OPEN, datetime(2026, 9, 20, 16, tzinfo=UTC), False),  # a Sunday
        (Standing.OPEN, datetime(2026, 9, 21, 14, tzinfo=UTC), True),
        (Standing.ACKNOWLEDGED, datetime(2026, 9, 30, tzinfo=UTC), False),
    ],
)
def test_an_ask_is_overdue_a_working_day_after_it_was_sent(
    standing: Standing, now: datetime, overdue: bool
) -> None:
    sent = datetime(2026, 9, 18, 13, tzinfo=UTC)  # a Friday
    assert is_overdue(DepartmentAsk(standing=standing, sent_at=sent), CALENDAR, now) is overdue
    assert not is_overdue(DepartmentAsk(standing=standing, sent_at=None), CALENDAR, now)


def test_a_promise_is_late_when_its_day_has_passed_and_the_ask_is_not_settled() -> None:
    yesterday = TODAY - timedelta(days=1)
    assert is_late(DepartmentAsk(standing=Standing.DOING), yesterday, TODAY)
    assert not is_late(DepartmentAsk(standing=Standing.DOING), TODAY, TODAY)
    assert not is_late(DepartmentAsk(standing=Standing.ANSWERED), yesterday, TODAY)


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("Please give a date for the new panel rules", ""),
        ("Please give Foster Calder and Aire a date", A_HUB.format(words="Foster Calder and Aire")),
        ("Ann Ackroyd needs a date", A_PERSON.format(words="Ann Ackroyd")),
        ("Ackroyd needs a date", A_PERSON.format(words="Ackroyd")),
        ("The panels in Leeds need a date", A_PLACE.format(words="Leeds")),
        (
            "They say we wait seven months for a panel here",
            A_QUOTE.format(words="They say we wait seven months for a panel here"),
        ),
    ],
)
def test_an_ask_names_nobody_and_quotes_nobody(words: str, wrong: str) -> None:
    names = Names(hubs=[("Foster Calder and Aire", "calder-aire")], people=["Ann Ackroyd"])
    assert fault(words, names, ["We wait seven months for a panel here"]) == wrong


def form(says: str, words: str = "", by_when: str = "") -> FormSubmitted:
    return FormSubmitted(
        event_id="e",
        at=NOW,
        who=sender(),
        where=place(),
        form="reply_written",
        values={"says": says, "words": words, "by_when": by_when},
    )


@pytest.mark.parametrize("says", ["answered", "doing", "not_doing"])
def test_a_reply_that_says_something_needs_words(says: str) -> None:
    answer = read_reply(form(says, " "), TODAY)
    assert isinstance(answer, Invalid)
    assert list(answer.errors) == ["words"]


def test_a_reply_is_read_as_it_was_filled_in() -> None:
    written = Written(Standing.DOING, "We draft it.", date(2026, 10, 9))
    assert read_reply(form("doing", "We draft it.", "9 October"), TODAY) == written
    assert read_reply(form("acknowledged"), TODAY) == Written(Standing.ACKNOWLEDGED, "", None)
    answer = read_reply(form("open", "x" * 1501, "some day"), TODAY)
    assert isinstance(answer, Invalid)
    assert set(answer.errors) == {"says", "words", "by_when"}


THREAD = ("slack", "T1", "C1", "m1")


def at(minute: int) -> datetime:
    return NOW + timedelta(minutes=minute)


def heard(minute: int, text: str = "Who pays?", *, starts: bool = False) -> Heard:
    return Heard(minute, THREAD, starts, Kind.QUESTION, text, at(minute))


@pytest.mark.parametrize(
    ("said", "officials", "waiting"),
    [
        ([heard(1, starts=True)], [], [1]),
        ([heard(1, starts=True)], [2], []),
        ([heard(1, starts=True), heard(3)], [2], [3]),  # asked again below the reply
        ([heard(1, starts=True), heard(3), heard(4)], [2], [3]),  # a thread stands there once
        ([heard(1, starts=True), heard(3)], [2, 4], []),
        ([heard(1)], [], []),  # a member asks a member
        ([heard(1, starts=True), heard(3, "Thank you")], [2], []),
        ([heard(1, "Could DfE give a date?")], [], [1]),
    ],
)
def test_what_is_asked_of_officials_in_chat_waits_until_one_writes_below(
    said: list[Heard], officials: list[int], waiting: list[int]
) -> None:
    wrote = {THREAD: [at(minute) for minute in officials]}
    assert [one.id for one in waits(said, wrote)] == waiting


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Please could the department share drafts", True),
        ("can someone at DfE fix the lookup?", True),
        ("The Home Office wants a form", True),
        ("our HR department is slow", False),
        ("the departmental photocopier", False),
        ("half the bedrooms", False),
    ],
)
def test_a_department_is_known_by_its_names(text: str, names: bool) -> None:
    assert names_department(text) is names
