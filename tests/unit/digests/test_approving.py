"""From the draft to the central channel: who may, once, and what is said when it can't be."""

import threading

import pytest
from sqlalchemy import select

from bot.cards import Actions, Answer, Ask, Chart, Invalid, Replace
from bot.community.models import Community, Programme, Purpose, Role
from bot.digests.models import SummaryState
from bot.events import Sender
from bot.schedules.calendar import Period
from bot.store import Database
from tests.conftest import StoppedClock
from tests.unit.digests.desk import ROOT, Desk, draft_it, words_of
from tests.unit.digests.talk import Talk


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
    assert "3 to 8 of 9 hubs spoke." in card.text
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
