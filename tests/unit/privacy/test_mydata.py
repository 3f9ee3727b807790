"""/mydata: what is held about the caller, and forgetting them for good."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, func, select, text

from bot.capture.inbox import InboxWriter
from bot.capture.models import Contribution, ContributionVector, InboxRow, Kind, KindCorrection
from bot.cards import Card, Quote
from bot.community.cards.home import HELPS_ME, PAIRS_ME
from bot.community.models import Account, Community, Membership, Person
from bot.delivery.models import OutboxRow, OutboxState
from bot.delivery.outbox import post
from bot.digests.models import Summary
from bot.lessons.models import Lesson
from bot.ports import Destination
from bot.privacy.cards import CAPTURE, FORGET, HELPS, PAIRS, SHOW
from bot.privacy.erasure import UNNAMED
from bot.privacy.models import AuditEntry
from bot.store import Database, UnitOfWork
from bot.store.scrub import scrub
from bot.themes.models import Theme, ThemeMembership
from tests.desk import Desk, card_of, read
from tests.world import NOW, PLATFORM, TENANT, posted

CANARY = "Quintessa-Marigold"
SAID = f"{CANARY} told us that the phone line is never answered on Fridays"


def contribute(unit: UnitOfWork, community: Community, author: int, number: int, words: str) -> int:
    from bot.community.models import Channel

    channel = unit.session.scalars(select(Channel).where(Channel.conversation == "C1")).one()
    row = Contribution(
        community_id=community.id,
        channel_id=channel.id,
        platform=PLATFORM,
        tenant=TENANT,
        conversation="C1",
        message_id=str(number),
        thread=str(number),
        author_id=author,
        kind=Kind.CHALLENGE,
        text=words,
        posted_at=NOW + timedelta(minutes=number),
        version=NOW,
        permalink=f"https://chat.example.org/{number}",
    )
    unit.session.add(row)
    unit.flush()
    return row.id


@pytest.fixture
def told(desk: Desk, fostering: Community) -> int:
    """U1 said something that went everywhere words can go. Returns U1's id."""
    with desk.database.write() as unit:
        me = unit.session.scalars(select(Account.person_id).where(Account.user_id == "U1")).one()
        other = unit.session.scalars(select(Account.person_id).where(Account.user_id == "UF")).one()
        mine = contribute(unit, fostering, me, 1, SAID)
        theirs = contribute(unit, fostering, other, 2, "We answer ours on Fridays")
        now = desk.clock.now()
        for contribution, tagger in ((mine, other), (theirs, me)):
            unit.session.add(
                Lesson(
                    contribution_id=contribution,
                    what_happened=SAID if contribution == mine else "They answer theirs",
                    recommendation=f"Ask {CANARY} to answer",
                    worked=True,
                    sharing="members",
                    tagged_by_id=tagger,
                    tagged_at=now,
                )
            )
        vector = ContributionVector(contribution_id=mine, embedder="e", vector=CANARY.encode())
        correction = KindCorrection(contribution_id=mine, kind=Kind.LESSON, person_id=me, at=now)
        theme = Theme(community_id=fostering.id, label="Phones", description=SAID, born_at=now)
        summary = Summary(
            community_id=fostering.id,
            period="2026-W38",
            starts_at=now,
            ends_at=now,
            snapshot={"themes": [{"quote": SAID, "hubs": 3}]},
            drafted_at=now,
        )
        unit.session.add_all([vector, correction, theme, summary])
        channel = Destination(platform=PLATFORM, tenant=TENANT, conversation="C1")
        private = Destination(platform=PLATFORM, tenant=TENANT, user_id="U1")
        quoting = Card("A theme", (Quote(SAID[:50] + "…"),))
        post(unit, channel, quoting, key="quoting", now=now)
        post(unit, channel, Card("Nothing of theirs"), key="other", now=now)
        post(unit, private, Card(f"For {CANARY}"), key="private", now=now)
        unit.session.scalars(select(OutboxRow)).first().state = OutboxState.SENT  # type: ignore[union-attr]
        unit.commit()
    writer = InboxWriter(desk.database, desk.clock)
    writer.start()
    writer.store(posted(f"{CANARY} again", "3")).result()
    writer.store(posted("not theirs", "4", user="UF")).result()
    writer.stop()
    return me


def test_what_is_held_is_shown(desk: Desk, told: int) -> None:
    said = read(desk.command("mydata"))
    assert "Messages: 1" in said
    assert "Challenges: 1" in said
    assert "Lessons you tagged: 1" in said
    assert "Offers of help: 0" in said
    assert SAID in said
    assert "[Show what is kept]" in said
    assert "[Forget me]" in said


def test_of_a_stranger_nothing_is_held(desk: Desk, fostering: Community) -> None:
    assert "Nothing is held about you yet." in read(desk.command("mydata", user="UZ"))
    for answer in (desk.press(SHOW, user="UZ"), desk.press(FORGET, user="UZ")):
        assert "Nothing is held about you" in read(card_of(answer))


def test_all_that_is_kept_is_shown_page_by_page(desk: Desk, fostering: Community) -> None:
    with desk.database.write() as unit:
        me = unit.session.scalars(select(Account.person_id).where(Account.user_id == "U1")).one()
        for number in range(25):
            contribute(unit, fostering, me, number, f"message number {number}.")
        unit.commit()
    first = read(card_of(desk.press(SHOW)))
    assert "Messages 1 to 10 of 25" in first
    assert "message number 24." in first
    assert "[Newer]" not in first
    last = read(card_of(desk.press(SHOW, "20")))
    assert "Messages 21 to 25 of 25" in last
    assert "message number 0." in last
    assert "[Older]" not in last
    for odd in ("-1", "x", "9" * 40, "1000"):
        assert desk.press(SHOW, odd) is not None


def test_others_words_are_never_shown(desk: Desk, told: int) -> None:
    for said in (
        read(desk.command("mydata", user="UO")),
        read(card_of(desk.press(SHOW, user="UO"))),
    ):
        assert CANARY not in said


def test_a_person_switches_themselves_off_and_on(desk: Desk, told: int) -> None:
    assert "[Capture me again]" in read(card_of(desk.press(CAPTURE, "off")))
    assert "[Don't capture me]" in read(card_of(desk.press(CAPTURE, "on")))
    with desk.database.read() as unit:
        actions = unit.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert actions == ["capture.off", "capture.on"]


def test_being_named_is_one_s_own_switch_here_and_on_one_s_page(desk: Desk, told: int) -> None:
    assert "Named to people who ask: Off" in read(desk.command("mydata"))
    assert "Named to people who ask: On" in read(card_of(desk.press(HELPS, "on")))
    assert "[Don't name me]" in read(card_of(desk.press(HELPS_ME, "on")))
    with desk.database.read() as unit:
        assert unit.session.scalars(select(Person.id).where(Person.helps)).all() == [told]
        actions = unit.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert actions == ["helps.on"], "the second press changed nothing"
    assert "[Name me to people who ask]" in read(card_of(desk.press(HELPS_ME, "off")))


def test_being_paired_is_one_s_own_switch_too(desk: Desk, told: int) -> None:
    assert "[Pair me each month]" in read(desk.command("mydata"))
    assert "[Stop pairing me]" in read(card_of(desk.press(PAIRS, "on")))
    assert "I pair you with somebody of another hub" in read(card_of(desk.press(PAIRS_ME, "on")))
    with desk.database.read() as unit:
        assert unit.session.scalars(select(Person.id).where(Person.pairs)).all() == [told]
        assert unit.session.scalars(select(AuditEntry.action)).all() == ["pairs.on"]
    assert "another hub each month: Off" in read(card_of(desk.press(PAIRS_ME, "off")))


def test_forgetting_is_asked_twice(desk: Desk, told: int) -> None:
    from bot.cards import Actions, Button

    actions, *_ = [one for one in desk.command("mydata").elements if isinstance(one, Actions)]
    (button,) = [one for one in actions.buttons if one.label == "Forget me"]
    assert isinstance(button, Button)
    assert "can't be undone" in button.confirm


def test_forgetting_takes_the_words_everywhere(desk: Desk, told: int) -> None:
    desk.press(HELPS, "on")
    desk.press(PAIRS, "on")
    said = read(card_of(desk.press(FORGET)))
    assert "the words of 1 message and 2 lessons are gone" in said
    with desk.database.read() as unit:
        mine = unit.session.scalars(
            select(Contribution).where(Contribution.author_id == told)
        ).one()
        assert (mine.text, mine.permalink, mine.message_id) == ("", None, "1")
        assert mine.deleted_at == desk.clock.now()
        for table in (Lesson, ContributionVector, KindCorrection):
            assert unit.session.scalar(select(func.count()).select_from(table)) == 0
        shell = unit.session.get(Person, told)
        assert shell is not None
        assert (shell.name, shell.hub, shell.capture_off) == ("", None, True)
        assert (shell.helps, shell.pairs) == (False, False)
        account = unit.session.scalars(select(Account).where(Account.person_id == told)).one()
        assert "U1" not in account.user_id
        roles = select(func.count(Membership.id)).where(Membership.person_id == told)
        assert unit.session.scalar(roles) == 0
        assert unit.session.scalars(select(Theme.description)).one() == ""
        assert set(unit.session.scalars(select(OutboxRow.key))) == {"quoting", "other"}
        pending = unit.session.scalars(select(InboxRow.payload).where(InboxRow.payload != "")).all()
        assert len(pending) == 1
        assert "not theirs" in str(pending[0])
        *_, entry = unit.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        assert (entry.action, entry.detail) == (
            "person.forgotten",
            {"messages": 1, "lessons": 2},
        )
    assert "Nothing is held about you yet." in read(desk.command("mydata"))


def test_look_up_lets_go_of_each_message(desk: Desk, told: int) -> None:
    with desk.database.read() as unit:
        mine = unit.session.scalars(
            select(Contribution.id).where(Contribution.author_id == told)
        ).one()
    desk.press(FORGET)
    assert desk.let_go == [mine]


@pytest.mark.parametrize(
    "quoted", [SAID, SAID[20:60] + "…", "told us that the phone line is never"]
)
def test_a_quotation_is_known_wherever_it_begins(desk: Desk, told: int, quoted: str) -> None:
    with desk.database.write() as unit:
        unit.session.scalars(select(Theme)).one().description = quoted
        unit.commit()
    desk.press(FORGET)
    with desk.database.read() as unit:
        assert unit.session.scalars(select(Theme.description)).one() == ""


@pytest.mark.parametrize("alone", [True, False])
def test_a_label_made_of_their_words_goes(desk: Desk, told: int, alone: bool) -> None:
    with desk.database.write() as unit:
        theme = unit.session.scalars(select(Theme)).one()
        theme.label, theme.labelled_at_size = f"Calls of {CANARY}", 9
        rows = unit.session.scalars(select(Contribution).order_by(Contribution.id)).all()
        for row in rows[:1] if alone else rows:
            unit.session.add(ThemeMembership(contribution_id=row.id, theme_id=theme.id, since=NOW))
        unit.commit()
    desk.press(FORGET)
    with desk.database.read() as unit:
        theme = unit.session.scalars(select(Theme)).one()
    assert theme.labelled_at_size == 0, "the next regrouping finds a new one"
    assert (theme.label == UNNAMED) is alone


def test_why_they_sent_a_summary_back_goes(desk: Desk, told: int) -> None:
    with desk.database.write() as unit:
        summary = unit.session.scalars(select(Summary)).one()
        summary.decided_by_id, summary.reason = told, f"{CANARY} is not in it"
        unit.commit()
    desk.press(FORGET)
    assert CANARY not in everything(desk.database)


def test_others_keep_what_they_said(desk: Desk, told: int) -> None:
    desk.press(FORGET)
    with desk.database.read() as unit:
        texts = unit.session.scalars(select(Contribution.text).where(Contribution.text != ""))
        assert texts.all() == ["We answer ours on Fridays"]
        summary = unit.session.scalars(select(Summary)).one()
        assert summary.snapshot["themes"][0]["hubs"] == 3


def test_forgetting_one_person_leaves_another(desk: Desk, told: int) -> None:
    desk.press(FORGET, user="UO")
    with desk.database.read() as unit:
        assert (
            unit.session.scalars(select(Contribution.text).order_by(Contribution.id)).first()
            == SAID
        )


def test_nothing_of_the_words_is_left_in_any_table(desk: Desk, told: int) -> None:
    assert CANARY in everything(desk.database)
    desk.press(FORGET)
    assert CANARY not in everything(desk.database)


def test_nothing_of_the_words_is_left_in_any_file(desk: Desk, told: int) -> None:
    """On SQLite; PostgreSQL's files are its server's own."""
    if not desk.database.is_sqlite:
        pytest.skip("PostgreSQL's files are its server's own")
    folder = Path(desk.database.engine.url.database or "").parent
    assert files_with(folder, CANARY), "the words were in the files"
    desk.press(FORGET)
    assert files_with(folder, CANARY) == []
    assert files_with(folder, "We answer ours on Fridays"), "others' words are still there"


def test_wiping_that_has_to_wait_says_so_and_harms_nothing(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    assert scrub(database)
    database.engine.dispose()
    with database.engine.connect() as connection:
        if database.is_sqlite:  # another connection writes just now
            connection.execute(text("SELECT 1"))
            event.listen(database.engine, "connect", _impatient)
            assert not scrub(database)
            assert "not wiped" in caplog.text


def _impatient(connection: Any, record: Any) -> None:
    connection.execute("PRAGMA busy_timeout=50")


def everything(database: Database) -> str:
    from bot.store import Base

    with database.engine.connect() as connection:
        rows = [
            [str(value) for value in row]
            + [repr(bytes(value)) for value in row if isinstance(value, bytes)]
            for table in Base.metadata.sorted_tables
            for row in connection.execute(select(table))
        ]
    return json.dumps(rows)


def files_with(folder: Path, words: str) -> list[str]:
    return [
        path.name
        for path in folder.rglob("*")
        if path.is_file() and words.encode() in path.read_bytes()
    ]
