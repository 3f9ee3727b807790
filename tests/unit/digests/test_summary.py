"""From the draft to the central channel: who may, once, and what is said when it can't be."""

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from sqlalchemy import select

from bot.capture.inbox import InboxWriter
from bot.cards import Actions, Answer, Ask, Button, Card, Chart, Invalid, Replace, Say, from_json
from bot.community.models import Community, Programme, Purpose, Role
from bot.delivery.models import OutboxRow
from bot.digests.handlers import register
from bot.digests.models import Summary, SummaryState
from bot.digests.service import draft
from bot.digests.weekly import draft_for_all
from bot.events import ButtonPressed, FormSubmitted, Place, Sender
from bot.privacy.models import AuditEntry
from bot.reception import Reception
from bot.router import Router
from bot.schedules.calendar import Period
from bot.store import Database
from tests.conftest import StoppedClock
from tests.unit.digests.conftest import MONDAYS
from tests.unit.digests.talk import Talk

HERE = Place(platform="file", tenant="t", conversation="facilitators")
AT = datetime(2026, 9, 21, 9, tzinfo=UTC)
ROOT = Sender(platform="file", tenant="t", user_id="root", name="Root")


@dataclass
class Desk:
    """Presses buttons and sends forms through the real reception."""

    database: Database
    reception: Reception
    _events: "count[int]" = field(default_factory=count)

    def press(self, who: Sender, action: str, value: object) -> Answer | None:
        event = f"e{next(self._events)}"
        return self.reception.answer_now(
            ButtonPressed(
                event_id=event, at=AT, who=who, where=HERE, action=action, value=str(value)
            )
        )

    def approve(self, who: Sender, summary: object) -> Answer | None:
        return self.press(who, "summary_approve", summary)

    def send_back(self, who: Sender, summary: object, reason: str) -> Answer | None:
        return self.reception.answer_now(
            FormSubmitted(
                event_id=f"e{next(self._events)}",
                at=AT,
                who=who,
                where=HERE,
                form="summary_send_back",
                context=str(summary),
                values={"reason": reason},
            )
        )

    def seen_in(self, conversation: str) -> list[Card]:
        with self.database.read() as unit:
            rows = unit.session.scalars(
                select(OutboxRow)
                .where(OutboxRow.conversation == conversation)
                .order_by(OutboxRow.id)
            )
            return [from_json(row.card) for row in rows]

    def audited(self) -> list[str]:
        with self.database.read() as unit:
            return list(unit.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))

    def state(self) -> SummaryState:
        with self.database.read() as unit:
            return unit.session.scalars(select(Summary.state)).one()


@pytest.fixture
def desk(database: Database, clock: StoppedClock) -> Desk:
    router = Router()
    register(router)
    reception = Reception(
        database=database,
        clock=clock,
        writer=InboxWriter(database, clock),
        router=router,
        administrators=frozenset({"root"}),
        on_change=lambda: None,
    )
    return Desk(database, reception)


@pytest.fixture
def told(talk: Talk) -> Talk:
    """A community in which four hubs raised a theme this week."""
    talk.begin()
    talk.raised_by([0, 1, 2, 3], talk.theme("Panel dates", "How long panels take to sit"))
    return talk


def draft_it(talk: Talk, period: Period, now: datetime | None = None) -> int | None:
    with talk.database.write() as unit:
        community = unit.session.get_one(Community, talk.community_id)
        summary = draft(unit, community, period, now or talk.now)
        unit.commit()
        return summary.id if summary else None


def words_of(answer: Answer | None) -> str:
    assert isinstance(answer, Say | Replace)
    return answer.card.text


def test_a_draft_goes_to_the_facilitators_and_nowhere_else(
    told: Talk, desk: Desk, period: Period
) -> None:
    summary = draft_it(told, period)
    (card,) = desk.seen_in("facilitators")
    assert card.text.startswith("Draft summary: Recruitment hubs, week to Monday 21 September 2026")
    buttons = [b for e in card.elements if isinstance(e, Actions) for b in e.buttons]
    assert [(b.label, b.action, b.value) for b in buttons if isinstance(b, Button)] == [
        ("Approve", "summary_approve", str(summary)),
        ("Send back", "summary_send_back", str(summary)),
    ]
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


def test_approved_it_is_posted_to_every_central_channel(
    told: Talk, desk: Desk, period: Period
) -> None:
    told.add_channel("ministers", Purpose.CENTRAL)
    summary = draft_it(told, period)
    answer = desk.approve(told.person("Fay", Role.FACILITATOR), summary)
    assert isinstance(answer, Replace)
    assert "Approved by Fay on 21 September 2026" in answer.card.text
    assert not [element for element in answer.card.elements if isinstance(element, Actions)]
    (card,) = desk.seen_in("central")
    assert desk.seen_in("ministers") == [card]
    assert card.title == "Weekly summary: Recruitment hubs"
    assert "Panel dates: 3 to 5 hubs, new." in card.text
    assert "4 of 9 hubs spoke." in card.text
    (chart,) = [element for element in card.elements if isinstance(element, Chart)]
    assert "Panel dates: 3 to 5 hubs, new." in chart.alternative
    assert "How long panels take to sit. 3 to 5 hubs, new." in repr(card)
    assert desk.audited() == ["summary_drafted", "summary_approved"]


def test_what_was_approved_is_what_was_drafted(told: Talk, desk: Desk, period: Period) -> None:
    """Later messages, renamed themes and new hubs change nothing."""
    summary = draft_it(told, period)
    told.raised_by([4, 5, 6, 7], told.theme("Later theme"), days_ago=0)
    desk.approve(told.person("Fay", Role.FACILITATOR), summary)
    assert "Later" not in repr(desk.seen_in("central"))


def test_a_second_press_says_who_approved_and_posts_nothing(
    told: Talk, desk: Desk, period: Period, clock: StoppedClock
) -> None:
    fay, gus = told.person("Fay", Role.FACILITATOR), told.person("Gus", Role.FACILITATOR)
    summary = draft_it(told, period)
    desk.approve(fay, summary)
    clock.move(days=1)
    assert words_of(desk.approve(gus, summary)) == (
        "Already approved by Fay on 21 September 2026. It was not posted again."
    )
    assert "approved by Fay" in words_of(desk.press(gus, "summary_send_back", summary))
    assert "approved by Fay" in words_of(desk.send_back(gus, summary, "Too late"))
    assert desk.state() is SummaryState.APPROVED
    assert len(desk.seen_in("central")) == 1


def test_two_who_press_at_once_post_once(told: Talk, desk: Desk, period: Period) -> None:
    people = [told.person(f"Person {n}", Role.FACILITATOR) for n in range(4)]
    summary = draft_it(told, period)
    answers: list[Answer | None] = []
    start = threading.Barrier(8)

    def press(who: Sender) -> None:
        start.wait()
        answers.append(desk.approve(who, summary))

    threads = [threading.Thread(target=press, args=(who,)) for who in people * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([answer for answer in answers if isinstance(answer, Replace)]) == 1
    assert len([text for text in map(words_of, answers) if "not posted again" in text]) == 7
    assert len(desk.seen_in("central")) == 1
    assert desk.audited().count("summary_approved") == 1


@pytest.mark.parametrize("role", [Role.MEMBER, Role.OFFICIAL])
def test_only_facilitators_decide(role: Role, told: Talk, desk: Desk, period: Period) -> None:
    who = told.person("Mo", role)
    summary = draft_it(told, period)
    for answer in (
        desk.approve(who, summary),
        desk.press(who, "summary_send_back", summary),
        desk.send_back(who, summary, "No"),
    ):
        assert "Only a facilitator of Recruitment hubs" in words_of(answer)
    assert desk.state() is SummaryState.DRAFTED
    assert desk.seen_in("central") == []
    assert desk.audited() == ["summary_drafted"]


def test_a_facilitator_of_another_community_may_not(
    told: Talk, desk: Desk, period: Period, database: Database
) -> None:
    summary = draft_it(told, period)
    other = Talk(database, told.now)
    with database.write() as unit:
        programme = unit.session.scalars(select(Programme)).one()
        community = Community(slug="other", name="Other", programme=programme)
        unit.session.add(community)
        unit.commit()
        other.community_id = community.id
    who = other.person("Ola", Role.FACILITATOR)
    assert "Only a facilitator of Recruitment hubs" in words_of(desk.approve(who, summary))
    assert desk.seen_in("central") == []


def test_an_administrator_whom_we_do_not_know_yet_may(
    told: Talk, desk: Desk, period: Period
) -> None:
    assert "Approved by Root" in words_of(desk.approve(ROOT, draft_it(told, period)))


def test_who_has_no_name_is_called_a_facilitator(told: Talk, desk: Desk, period: Period) -> None:
    nameless = Sender(platform="file", tenant="t", user_id="root")
    summary = draft_it(told, period)
    assert "Approved by a facilitator on" in words_of(desk.approve(nameless, summary))
    assert words_of(desk.approve(ROOT, summary)).startswith("Already approved by a facilitator")


def test_without_a_central_channel_it_says_what_to_do(
    talk: Talk, desk: Desk, period: Period
) -> None:
    talk.begin(central=False)
    talk.raised_by([0, 1, 2], talk.theme("Panel dates"))
    summary = draft_it(talk, period)
    fay = talk.person("Fay", Role.FACILITATOR)
    answer = desk.approve(fay, summary)
    assert "Recruitment hubs has no central channel yet" in words_of(answer)
    assert "/commonthread" in words_of(answer)
    assert desk.state() is SummaryState.DRAFTED
    talk.add_channel("central", Purpose.CENTRAL)
    assert isinstance(desk.approve(fay, summary), Replace)
    assert len(desk.seen_in("central")) == 1


def test_sent_back_with_a_reason_it_is_told_and_never_posted(
    told: Talk, desk: Desk, period: Period
) -> None:
    fay, gus = told.person("Fay", Role.FACILITATOR), told.person("Gus", Role.FACILITATOR)
    summary = draft_it(told, period)
    asked = desk.press(fay, "summary_send_back", summary)
    assert isinstance(asked, Ask)
    assert (asked.form.form, asked.form.context) == ("summary_send_back", str(summary))
    assert isinstance(desk.send_back(fay, summary, "   "), Invalid)
    assert "Sent back" in words_of(desk.send_back(fay, summary, "Panel theme is two themes"))
    note = desk.seen_in("facilitators")[-1]
    assert "was sent back by Fay on 21 September 2026" in note.text
    assert "Reason: Panel theme is two themes" in note.text
    assert "Already sent back by Fay on" in words_of(desk.approve(gus, summary))
    assert desk.seen_in("central") == []
    assert desk.state() is SummaryState.SENT_BACK
    assert desk.audited() == ["summary_drafted", "summary_sent_back"]


@pytest.mark.parametrize("value", ["", "7", "one", "99999999999999999999", "²"])
def test_a_summary_that_is_not_there_is_said_plainly(value: str, told: Talk, desk: Desk) -> None:
    fay = told.person("Fay", Role.FACILITATOR)
    assert "can't be found" in words_of(desk.approve(fay, value))


def test_with_no_theme_to_tell_the_facilitators_hear_why(
    talk: Talk, desk: Desk, period: Period
) -> None:
    talk.begin()
    talk.raised_by([0, 1], talk.theme("Two hubs"))
    talk.raised_by([0, 1, 2], talk.theme("Last month"), days_ago=30)
    assert draft_it(talk, period) is None
    assert draft_it(talk, period) is None
    (card,) = desk.seen_in("facilitators")
    assert "No theme was raised by three or more hubs this week" in card.text
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


def test_the_weekly_job_drafts_for_communities_of_running_programmes(
    told: Talk, desk: Desk, period: Period, database: Database
) -> None:
    with database.write() as unit:
        past = Programme(slug="past", name="Past", past=True)
        unit.session.add(Community(slug="past", name="Past", programme=past))
        unit.commit()
    draft_for_all(database, period, told.now)
    draft_for_all(database, period, told.now + timedelta(minutes=1))
    assert desk.audited() == ["summary_drafted"]


def test_a_community_that_fails_does_not_hold_up_the_others(
    told: Talk, desk: Desk, period: Period, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    """An earlier summary that can't be read any more: its community fails, the next is drafted."""
    with database.write() as unit:
        programme = unit.session.scalars(select(Programme)).one()
        second = Community(slug="second", name="Second", programme=programme)
        unit.session.add(second)
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
        draft_for_all(database, period, told.now)
    assert f"No summary drafted for community {told.community_id}" in caplog.text
    assert desk.audited() == ["summary_not_drafted"]  # the second's, for want of a channel
