"""What a summary holds: its seven sections, whom it counts, and what it says of what it keeps."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.capture.models import Contribution, Kind
from bot.community.models import Account, Community, Person
from bot.digests.bands import Band
from bot.digests.checkpoint.compiling import compile_summary, is_overtaken, without_revoked
from bot.digests.models import QuoteConsent, Summary, SummaryChange, SummaryState
from bot.digests.replies.models import (
    AskKind,
    DepartmentAsk,
    DepartmentReply,
    ReplyState,
    Standing,
)
from bot.digests.snapshot import Rating, RiskLine, Snapshot, ThemeLine, freeze
from bot.lessons.models import Lesson
from bot.schedules.calendar import Fortnightly, Monthly, Period, Weekday
from bot.schedules.working import Nation, WorkingCalendar
from bot.themes.trend import Trend
from tests.conftest import StoppedClock
from tests.unit.digests.talk import HUB_NAMES, Talk

LONDON = ZoneInfo("Europe/London")
CALENDAR = WorkingCalendar(Nation.ENGLAND_AND_WALES, LONDON, time(9), time(17))
PAGES = Fortnightly(Weekday.MONDAY, time(9), LONDON)
NOTES = Monthly(time(9), CALENDAR)
WORDS = "We waited nine weeks for a panel and lost two families over it"


@pytest.fixture
def page(clock: StoppedClock) -> Period:
    return PAGES.latest(clock.now())


def compiled(talk: Talk, period: Period) -> Snapshot:
    with talk.database.read() as unit:
        community = unit.session.get_one(Community, talk.community_id)
        return compile_summary(unit, community, period, CALENDAR)


def keep(talk: Talk, *rows: Any) -> None:
    with talk.database.write() as unit:
        for row in rows:
            unit.session.add(row)
            unit.flush()
        unit.commit()


def message(talk: Talk, message_id: str) -> int:
    with talk.database.read() as unit:
        found = select(Contribution.id).where(Contribution.message_id == message_id)
        return unit.session.scalars(found).one()


def approved(talk: Talk, period: Period, snapshot: Snapshot, **more: Any) -> Summary:
    """Keep a summary that the department has read."""
    summary = Summary(
        community_id=talk.community_id,
        period=period.key,
        starts_at=period.starts_at.astimezone(UTC),
        ends_at=period.ends_at.astimezone(UTC),
        state=more.pop("state", SummaryState.APPROVED),
        snapshot=freeze(snapshot),
        drafted_at=period.ends_at.astimezone(UTC),
        decided_at=period.ends_at.astimezone(UTC) + timedelta(hours=1),
        **more,
    )
    keep(talk, summary)
    return summary


def why(snapshot: Snapshot, what: str) -> str:
    return next((one.why for one in snapshot.held if one.what == what), "")


def test_the_seven_sections(talk: Talk, page: Period) -> None:
    talk.begin()
    theme, two = talk.theme("Panel dates", "How long panels take to sit."), talk.theme("Two hubs")
    keep(talk, Person(name="Zoë Quillfeather"))
    talk.raised_by([1, 2, 3], theme, days_ago=9)
    talk.raised_by([4, 5], two)
    said = message(talk, talk.say(0, theme, text=WORDS, author_id=1))
    keep(talk, QuoteConsent(contribution_id=said, asked_at=talk.now, agreed=True))
    for number, (sharing, status, worked) in enumerate(
        [
            ("department", "checked", True),
            ("members", "checked", True),
            ("public", "captured", True),
            ("public", "checked", False),
        ]
    ):
        lesson = Lesson(
            contribution_id=message(talk, talk.say(6, text=f"lesson {number}", days_ago=40)),
            what_happened="A story",
            recommendation=f"Tell {HUB_NAMES[0]} early, {number}",
            worked=worked,
            sharing=sharing,
            status=status,
            tagged_at=talk.now,
        )
        keep(talk, lesson)
    about = {"community_id": talk.community_id, "kind": AskKind.DECISION, "raised_at": talk.now}
    long_ago = talk.now - timedelta(days=60)
    keep(
        talk,
        DepartmentAsk(words="Please decide who pays for panels.", **about),
        DepartmentAsk(words=f"Somebody wrote: {WORDS}.", contribution_id=said, **about),
        DepartmentAsk(words="Please extend the grant.", sent_at=long_ago, **about),
        DepartmentReply(
            community_id=talk.community_id,
            ask_id=3,
            says=Standing.NOT_DOING,
            words="There is no money for it, not even in Foster Calder and Aire.",
            by_when=date(2026, 10, 1),
            at=talk.now,
            state=ReplyState.RELEASED,
        ),
        DepartmentReply(
            community_id=talk.community_id,
            ask_id=3,
            says=Standing.DOING,
            words="Not yet released.",
            at=talk.now + timedelta(hours=1),
        ),
    )

    snapshot = compiled(talk, page)

    assert [(ask.kind, ask.words) for ask in snapshot.asks] == [
        ("decision", "Please decide who pays for panels.")
    ]
    (line,) = snapshot.themes
    assert (line.label, line.band, line.trend) == ("Panel dates", Band.FEW, Trend.NEW)
    assert line.quote is not None
    assert (line.quote.contribution_id, line.quote.words) == (said, WORDS)
    assert [(one.words, one.evidence) for one in snapshot.working] == [
        ("Tell a hub early, 0", "One account")
    ]
    assert [(risk.words, risk.now, risk.last) for risk in snapshot.risks] == [
        ("Panel dates", None, None)
    ]
    assert snapshot.impact == snapshot.coming == ()
    (asked,) = snapshot.said
    assert (asked.asked, asked.sent) == ("Please extend the grant.", "23 July 2026")
    assert (asked.standing, asked.reply, asked.by_when) == (
        "not_doing",
        "There is no money for it, not even in a hub.",
        "1 October 2026",
    )
    assert (snapshot.week, snapshot.spoke, snapshot.hubs) == (
        "two weeks to Monday 21 September 2026",
        6,
        9,
    )
    assert "Raised by 2 hubs" in why(snapshot, "Two hubs")
    assert "not checked yet" in why(snapshot, "1 lesson that worked")
    assert "words of a message" in why(snapshot, "An ask of the department")
    assert not [one for one in snapshot.held if WORDS in f"{one.what}{one.why}"]


def test_a_person_and_a_hub_count_once_whatever_they_write_with(talk: Talk, page: Period) -> None:
    """Sam writes from Slack for one hub and from Teams for another; Lou posts the same on both."""
    talk.begin()
    theme = talk.theme("Panel dates")
    sam = Person(name="Sam")
    keep(talk, sam)
    for platform in ("slack", "teams"):
        keep(talk, Account(platform=platform, tenant="t", user_id="sam", person_id=sam.id))
    talk.say(0, theme, author_id=sam.id, days_ago=3)
    talk.say(1, theme, author_id=sam.id, days_ago=2)
    first = message(talk, talk.say(2, theme))
    talk.say(3, theme, same_as_id=first)
    talk.say(4, theme, kind=Kind.CHATTER)
    talk.say(5, theme, deleted_at=talk.now)
    assert "Raised by 2 hubs" in why(compiled(talk, page), "Panel dates")
    talk.say(6, theme)
    assert [line.counted for line in compiled(talk, page).themes] == [3]


def line(theme: int, **more: Any) -> ThemeLine:
    told = {"label": f"T{theme}", "sentence": "It is.", "band": Band.FEW, "trend": Trend.NEW}
    return ThemeLine(theme_id=theme, **{**told, "counted": 4, **more})


SNAPSHOT = Snapshot(
    community="Hubs", week="two weeks", zone="Europe/London", spoke=6, hubs=9, themes=()
)


def test_what_people_wrote_last_time_is_carried(talk: Talk, page: Period) -> None:
    talk.begin()
    theme, gone = talk.theme("Panel dates"), talk.theme("Gone")
    talk.raised_by([0, 1, 2, 3, 4, 5, 6], theme)
    last = replace(
        SNAPSHOT,
        themes=(line(theme),),
        risks=(
            RiskLine(theme_id=theme, words="Panels stall", now=Rating.RED, reason="Two resigned"),
            RiskLine(theme_id=gone, words="Solved", now=Rating.GREEN),
        ),
        coming=("A visit in October",),
    )
    before = PAGES.latest(page.ends_at - timedelta(days=1))
    approved(talk, before, last)
    snapshot = compiled(talk, page)
    assert [(one.words, one.now, one.last) for one in snapshot.risks] == [
        ("Panels stall", None, Rating.RED)
    ]
    assert snapshot.coming == ("A visit in October",)
    assert [(one.band, one.trend) for one in snapshot.themes] == [(Band.MANY, Trend.RISING)]


def test_a_note_is_made_of_its_pages_and_a_page_begins_after_what_was_read(talk: Talk) -> None:
    talk.now = datetime(2026, 10, 5, 8, tzinfo=UTC)
    talk.begin()
    told, untold = talk.theme("Told"), talk.theme("Two on each page")
    page = PAGES.latest(datetime(2026, 9, 22, tzinfo=UTC))
    approved(talk, page, replace(SNAPSHOT, themes=(line(told, trend=Trend.RISING),)))
    for days_ago, hubs in ((20, [0, 1]), (8, [2, 3])):
        talk.raised_by(hubs, untold, days_ago=days_ago)
    note = NOTES.latest(talk.now)
    summary = compiled(talk, note)
    assert [(one.label, one.trend) for one in summary.themes] == [(f"T{told}", Trend.RISING)]
    assert summary.week == "month of September 2026"
    # In a community that had no page, the note counts for itself, and the next page what is left.
    with talk.database.write() as unit:
        row = unit.session.scalars(select(Summary)).one()
        row.state = SummaryState.SENT_BACK
        unit.commit()
    assert [one.label for one in compiled(talk, note).themes] == ["Two on each page"]
    approved(talk, note, replace(SNAPSHOT, themes=(line(untold),)), state=SummaryState.RECALLED)
    later = PAGES.latest(talk.now)
    assert compiled(talk, later).themes == ()  # all of it was before the note's end
    talk.raised_by([4, 5, 6], told, days_ago=2)
    assert [(one.label, one.trend) for one in compiled(talk, later).themes] == [("Told", Trend.NEW)]


def test_what_was_recalled_tells_what_it_told_when_it_is_drafted_again(
    talk: Talk, page: Period
) -> None:
    talk.begin()
    theme = talk.theme("Panel dates")
    recalled = approved(
        talk, page, replace(SNAPSHOT, themes=(line(theme),)), state=SummaryState.RECALLED
    )
    talk.raised_by([0, 1, 2, 3, 4, 5, 6], theme)
    talk.raised_by([0, 1, 2], talk.theme("Came late"))
    assert [(one.label, one.band) for one in compiled(talk, page).themes] == [("T1", Band.FEW)]
    with talk.database.write() as unit:
        again = unit.session.get_one(Summary, recalled.id)
        again.state, again.drafted = SummaryState.DRAFTED, again.snapshot
        unit.session.add(SummaryChange(summary_id=again.id, what="recalled", at=talk.now))
        unit.commit()
    assert [one.label for one in compiled(talk, page).themes] == ["T1"]
    later = Period("asked-now", page.starts_at, page.ends_at)
    assert compiled(talk, later).themes == ()  # as all of that time has been read of


def test_a_draft_is_overtaken_by_what_is_approved_meanwhile(talk: Talk, page: Period) -> None:
    talk.begin()
    before = PAGES.latest(page.ends_at - timedelta(days=1))
    draft = approved(talk, page, SNAPSHOT, state=SummaryState.DRAFTED)
    earlier = approved(talk, before, SNAPSHOT)
    with talk.database.write() as unit:
        assert not is_overtaken(unit.session, unit.session.get_one(Summary, draft.id))
        unit.session.get_one(Summary, earlier.id).decided_at = talk.now + timedelta(days=1)
        unit.flush()
        assert is_overtaken(unit.session, unit.session.get_one(Summary, draft.id))
        assert without_revoked(unit, SNAPSHOT) == SNAPSHOT
