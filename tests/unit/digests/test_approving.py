"""From the draft to the central channel: who may, once, and what is said when it can't be."""

import threading
from dataclasses import replace

from sqlalchemy import select

from bot.cards import Actions, Answer, Button, Chart, Invalid, Replace, Say
from bot.community.models import Account, Community, Purpose, Role
from bot.delivery.models import Audience, OutboxRow
from bot.digests.models import Summary, SummaryState
from bot.digests.snapshot import Quoted, freeze, thaw
from bot.events import Sender
from bot.schedules.calendar import Period
from bot.store import Database
from tests.conftest import StoppedClock
from tests.unit.digests.conftest import MONDAYS
from tests.unit.digests.desk import ROOT, Desk, draft_it, words_of
from tests.unit.digests.talk import Talk


def buttons_on(card: object) -> list[str]:
    rows = [one for one in getattr(card, "elements", ()) if isinstance(one, Actions)]
    return [each.label for row in rows for each in row.buttons if isinstance(each, Button)]


def set_two(talk: Talk, *, two: bool) -> None:
    with talk.database.write() as unit:
        unit.session.get_one(Community, talk.community_id).two_approve = two
        unit.commit()


def test_approved_it_is_posted_to_every_central_channel_as_it_was_drafted(
    told: Talk, desk: Desk, period: Period, clock: StoppedClock
) -> None:
    told.add_channel("ministers", Purpose.CENTRAL)
    fay, gus = told.person("Fay", Role.FACILITATOR), told.person("Gus", Role.FACILITATOR)
    summary = draft_it(told, period)
    told.raised_by([4, 5, 6, 7], told.theme("Later theme"), days_ago=0)
    answer = desk.approve(fay, summary)
    assert isinstance(answer, Replace)
    assert "Approved by Fay on 21 September 2026" in answer.card.text
    assert desk.seen_in("facilitators") == [answer.card]
    assert buttons_on(answer.card) == ["Open", "Amend", "Recall"]
    (card,) = desk.seen_in("central")
    assert desk.seen_in("ministers") == [card]
    assert card.title == "Checkpoint summary: Recruitment hubs"
    assert "Panel dates: 3 to 5 hubs, new." in card.text
    assert "of 9 hubs spoke." in card.text
    (chart,) = [element for element in card.elements if isinstance(element, Chart)]
    assert "Panel dates: 3 to 5 hubs, new." in chart.alternative
    assert "How long panels take to sit. 3 to 5 hubs, new." in repr(card)
    assert "Later" not in repr(card)
    assert "For you only" not in repr(card)
    assert buttons_on(card) == ["Reply", "Follow", "Ask the hubs"]
    assert desk.audited() == ["summary_drafted", "summary_approved"]
    with told.database.read() as unit:
        rows = unit.session.execute(select(OutboxRow.conversation, OutboxRow.audience))
        assert {tuple(row) for row in rows} == {
            ("facilitators", Audience.FACILITATORS),
            ("central", Audience.DEPARTMENT),
            ("ministers", Audience.DEPARTMENT),
        }
    clock.move(days=1)
    assert words_of(desk.approve(gus, summary)) == (
        "Already approved by Fay on 21 September 2026. It was not posted again."
    )
    assert "approved by Fay" in words_of(desk.press(gus, "summary_send_back", summary))
    assert "approved by Fay" in words_of(desk.send_back(gus, summary, "Too late"))
    assert len(desk.seen_in("central")) == 1


def test_those_who_press_at_once_post_once(told: Talk, desk: Desk, period: Period) -> None:
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
    with told.database.read() as unit:
        posted = select(OutboxRow.key).where(OutboxRow.conversation == "central")
        assert len(unit.session.scalars(posted).all()) == 1
    assert desk.audited().count("summary_approved") == 1


def test_two_people_approve_where_that_is_asked_for(
    told: Talk, desk: Desk, period: Period, database: Database
) -> None:
    """Not one person with two accounts, and not of a draft that was changed in between."""
    set_two(told, two=True)
    fay, gus = told.person("Fay", Role.FACILITATOR), told.person("Gus", Role.FACILITATOR)
    fay_on_teams = Sender(platform="file", tenant="t", user_id="fay2", name="Fay")
    with database.write() as unit:
        kept = unit.session.scalars(select(Account).where(Account.user_id == "fay")).one()
        other = Account(platform="file", tenant="t", user_id="fay2", person_id=kept.person_id)
        unit.session.add(other)
        unit.commit()
    summary = draft_it(told, period)
    assert "Two facilitators have to approve" in repr(desk.seen_in("facilitators"))
    assert "Your approval is kept" in words_of(desk.approve(fay, summary))
    assert "Approved by Fay. A second" in repr(desk.seen_in("facilitators"))
    assert "You have approved this draft already" in words_of(desk.approve(fay_on_teams, summary))
    theme = f"theme:{desk.snapshot().themes[0].theme_id}"
    desk.change(gus, summary, theme, words="Panels take long to sit.")
    assert "Your approval is kept" in words_of(desk.approve(gus, summary))
    assert desk.seen_in("central") == []
    assert isinstance(desk.approve(fay_on_teams, summary), Replace)
    assert len(desk.seen_in("central")) == 1


def test_only_what_was_read_is_approved(told: Talk, desk: Desk, period: Period) -> None:
    """A copy of the draft, from before somebody changed it, approves nothing."""
    fay = told.person("Fay", Role.FACILITATOR)
    summary = draft_it(told, period)
    theme = f"theme:{desk.snapshot().themes[0].theme_id}"
    desk.change(fay, summary, theme, words="Panels take long to sit.")
    answer = desk.press(fay, "summary_approve", f"{summary} 0")
    assert isinstance(answer, Say)
    assert "the draft was changed after the one you read" in repr(answer.card)
    assert "Panels take long to sit." in repr(answer.card)
    assert desk.seen_in("central") == []


def test_what_changed_since_the_draft_was_made_is_not_posted(
    told: Talk, desk: Desk, period: Period, clock: StoppedClock
) -> None:
    """A quote whose author does not agree any more; a draft that another summary overtook."""
    fay = told.person("Fay", Role.FACILITATOR)
    early = draft_it(told, period)
    clock.move(days=7)
    told.now = clock.now()
    told.raised_by([0, 1, 2], told.theme("Rooms"))
    late = draft_it(told, MONDAYS.latest(clock.now()))
    with told.database.write() as unit:
        summary = unit.session.get_one(Summary, late)
        snapshot = thaw(summary.snapshot)
        quote = Quoted(contribution_id=1, words="We wait and wait")
        themes = tuple(replace(line, quote=quote) for line in snapshot.themes)
        summary.snapshot = freeze(replace(snapshot, themes=themes))
        unit.commit()
    assert isinstance(desk.approve(fay, late), Replace)
    assert "Rooms" in repr(desk.seen_in("central"))
    assert "We wait" not in repr(desk.seen_in("central"))
    answer = desk.approve(fay, early)
    assert "another summary was approved after this one was drafted" in repr(answer)
    assert len(desk.seen_in("central")) == 1
    assert isinstance(desk.approve(fay, early), Replace)
    assert len(desk.seen_in("central")) == 2


def test_an_administrator_may_and_who_has_no_name_is_called_a_facilitator(
    told: Talk, desk: Desk, period: Period
) -> None:
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


def test_sent_back_it_is_never_posted_and_can_be_drafted_again(
    told: Talk, desk: Desk, period: Period
) -> None:
    fay, gus = told.person("Fay", Role.FACILITATOR), told.person("Gus", Role.FACILITATOR)
    summary = draft_it(told, period)
    assert isinstance(desk.send_back(fay, summary, "   "), Invalid)
    assert "Sent back" in words_of(desk.send_back(fay, summary, "Panel theme is two themes"))
    (note,) = desk.seen_in("facilitators")
    assert "was sent back by Fay on 21 September 2026" in note.text
    assert "Reason: Panel theme is two themes" in note.text
    assert "Already sent back by Fay on" in words_of(desk.approve(gus, summary))
    assert desk.audited() == ["summary_drafted", "summary_sent_back"]
    told.raised_by([4, 5, 6], told.theme("Rooms"), days_ago=2)
    assert "Rooms" in words_of(desk.press(gus, "summary_again", summary))
    assert "Rooms" in desk.seen_in("facilitators")[-1].text
    assert isinstance(desk.approve(gus, summary), Replace)
    assert "Rooms" in desk.seen_in("central")[0].text
