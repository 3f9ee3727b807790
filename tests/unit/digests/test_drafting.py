"""The draft of a weekly summary: where it goes, what it tells, and why there may be none."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.cards import Actions, Button, Chart
from bot.community.models import Community, Programme, Role
from bot.digests.models import Summary, SummaryState
from bot.digests.weekly import draft_for, draft_for_all
from bot.schedules.calendar import Fortnightly, Period, Weekday
from bot.store import Database
from tests.conftest import StoppedClock
from tests.unit.digests.conftest import MONDAYS
from tests.unit.digests.desk import AT, CALENDAR, Desk, draft_it
from tests.unit.digests.talk import Talk


def test_a_draft_goes_to_the_facilitators_and_nowhere_else(
    told: Talk, desk: Desk, period: Period
) -> None:
    summary = draft_it(told, period)
    (card,) = desk.seen_in("facilitators")
    assert card.text.startswith("Draft summary: Recruitment hubs, week to Monday 21 September 2026")
    buttons = [b for e in card.elements if isinstance(e, Actions) for b in e.buttons]
    assert [(b.label, b.action, b.value) for b in buttons if isinstance(b, Button)] == [
        ("Approve", "summary_approve", f"{summary} 0"),
        ("Edit", "summary_edit", str(summary)),
        ("Ask the department", "ask_add", f"{told.community_id}:{summary}"),
        ("Send back", "summary_send_back", str(summary)),
    ]
    assert "For you only: 4 messages of 4 hubs in this time." in repr(card)
    assert desk.seen_in("central") == []
    assert desk.audited() == ["summary_drafted"]


def test_a_period_is_drafted_once(told: Talk, desk: Desk, period: Period) -> None:
    assert draft_it(told, period) == draft_it(told, period)
    assert len(desk.seen_in("facilitators")) == 1


def test_drafted_by_several_at_once_it_is_one(told: Talk, desk: Desk, period: Period) -> None:
    with ThreadPoolExecutor(6) as pool:
        drafted = list(pool.map(lambda _: draft_it(told, period), range(6)))
    assert len(set(drafted)) == 1
    assert len(desk.seen_in("facilitators")) == 1


def test_with_no_theme_to_tell_the_facilitators_hear_why(
    talk: Talk, desk: Desk, period: Period
) -> None:
    talk.begin()
    talk.raised_by([0, 1], talk.theme("Two hubs"))
    talk.raised_by([0, 1, 2], talk.theme("Last month"), days_ago=30)
    assert draft_it(talk, period) is None
    assert draft_it(talk, period) is None
    (card,) = desk.seen_in("facilitators")
    assert "No theme was raised by three or more hubs" in card.text
    assert desk.seen_in("central") == []


def test_without_a_facilitators_channel_it_is_logged_and_audited(
    talk: Talk, desk: Desk, period: Period, caplog: pytest.LogCaptureFixture
) -> None:
    talk.begin(facilitators=False)
    talk.raised_by([0, 1, 2], talk.theme("Panel dates"))
    with caplog.at_level(logging.WARNING):
        assert draft_it(talk, period) is None
    assert "No facilitators' channel for hubs" in caplog.text
    assert desk.audited() == ["summary_not_drafted"]
    assert desk.seen_in("central") == []


def test_at_most_five_themes_those_most_hubs_raised(talk: Talk, desk: Desk, period: Period) -> None:
    talk.begin()
    for number in range(6):
        talk.raised_by(range(3 + number % 6), talk.theme(f"Theme {number}"))
    summary = draft_it(talk, period)
    desk.approve(talk.person("Fay", Role.FACILITATOR), summary)
    (card,) = desk.seen_in("central")
    assert "Theme 0" not in repr(card)
    (chart,) = [element for element in card.elements if isinstance(element, Chart)]
    assert [(bar.label, bar.value) for bar in chart.bars] == [
        ("Theme 3", 2.0),
        ("Theme 4", 2.0),
        ("Theme 5", 2.0),
        ("Theme 1", 1.0),
        ("Theme 2", 1.0),
    ]


def test_a_band_stays_while_fewer_than_three_hubs_changed(
    talk: Talk, desk: Desk, clock: StoppedClock
) -> None:
    """Approved summaries of four weeks: 4 hubs, 6 (held at 3 to 5), 7 (moves), 5 (held)."""
    talk.begin()
    theme = talk.theme("Panel dates")
    fay = talk.person("Fay", Role.FACILITATOR)
    bands = []
    for hubs in (4, 6, 7, 5, 4):
        talk.now = clock.now()
        talk.raised_by(range(hubs), theme)
        summary = draft_it(talk, MONDAYS.latest(clock.now()))
        desk.approve(fay, summary)
        bands.append(desk.seen_in("central")[-1].text.split("Panel dates: ")[1].split(",")[0])
        clock.move(days=7)
    assert bands == [
        "3 to 5 hubs",
        "3 to 5 hubs",
        "6 or more hubs",
        "6 or more hubs",
        "3 to 5 hubs",
    ]


def test_only_approved_summaries_hold_a_band(talk: Talk, desk: Desk, clock: StoppedClock) -> None:
    talk.begin()
    theme = talk.theme("Panel dates")
    fay = talk.person("Fay", Role.FACILITATOR)
    talk.raised_by(range(5), theme)
    desk.send_back(fay, draft_it(talk, MONDAYS.latest(clock.now())), "Not yet")
    clock.move(days=7)
    talk.now = clock.now()
    talk.raised_by(range(6), theme)
    draft_it(talk, MONDAYS.latest(clock.now()))
    assert "6 or more hubs" in repr(desk.seen_in("facilitators")[-1])


def test_a_page_whose_day_was_changed_begins_where_the_last_one_ended(
    told: Talk, desk: Desk, period: Period, database: Database
) -> None:
    draft_for(database, told.community_id, period, CALENDAR, told.now)
    fridays = Fortnightly(Weekday.FRIDAY, time(10), ZoneInfo("Europe/London"))
    told.now += timedelta(days=19)
    later = fridays.latest(told.now)
    told.raised_by([0, 1, 2], told.theme("Between the two"), days_ago=17)
    for _ in range(2):
        draft_for(database, told.community_id, later, CALENDAR, told.now)
    with database.read() as unit:
        first, second = unit.session.scalars(select(Summary).order_by(Summary.ends_at))
    assert (first.period, second.period) == ("2026-W39", "2026-W41")
    assert second.starts_at == first.ends_at < later.starts_at
    assert desk.audited() == ["summary_drafted", "summary_drafted"]


def test_a_community_that_fails_does_not_hold_up_the_others(
    told: Talk, desk: Desk, period: Period, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    """An earlier summary that can't be read any more: its community fails, the next is drafted."""
    with database.write() as unit:
        programme = unit.session.scalars(select(Programme)).one()
        second = Community(slug="second", name="Second", programme=programme)
        unit.session.add(second)
        unit.flush()
        periods = {told.community_id: period, second.id: period}
        unit.session.add(
            Summary(
                community_id=told.community_id,
                period="2026-W01",
                starts_at=AT,
                ends_at=AT,
                state=SummaryState.APPROVED,
                snapshot={"broken": True},
                drafted_at=AT,
            )
        )
        unit.commit()
    with pytest.raises(ExceptionGroup):
        draft_for_all(database, periods, CALENDAR, told.now)
    assert f"No summary drafted for community {told.community_id}" in caplog.text
    assert desk.audited() == ["summary_not_drafted"]  # the second's, for want of a channel
