"""Being added to a channel, and removed from it."""

from pathlib import Path

from sqlalchemy import select

from bot.capture.models import Contribution, InboxRow, InboxState
from bot.capture.service import keep
from bot.cards import from_json, notice
from bot.community.announcing import announce, announcement
from bot.community.cards.help import help_card
from bot.community.models import Account, Channel, Community, Programme, Purpose
from bot.community.setup_file import apply_setup_file
from bot.delivery.models import OutboxRow, OutboxState
from bot.delivery.outbox import post
from bot.events import BotAdded, BotRemoved, PersonJoined
from bot.ports import Destination
from bot.privacy.cards import CAPTURE
from bot.privacy.models import AuditEntry
from bot.store import Database
from tests.desk import Desk, read
from tests.world import NOW, add_channel, place, sender


def cards(database: Database) -> list[tuple[str, str]]:
    with database.read() as unit:
        rows = unit.session.scalars(select(OutboxRow).order_by(OutboxRow.id))
        return [(row.conversation, row.card) for row in rows]


def test_a_new_channel_is_told_once_what_to_do_next(desk: Desk) -> None:
    desk.happen(BotAdded)
    desk.happen(BotAdded)
    ((conversation, card),) = cards(desk.database)
    assert conversation == "C1"
    assert "/ct-commonthread" in card
    assert "I keep nothing here yet" in card


def rows(database: Database) -> list[OutboxRow]:
    with database.read() as unit:
        return list(unit.session.scalars(select(OutboxRow).order_by(OutboxRow.id)))


def test_a_private_chat_begins_with_two_lines_once(desk: Desk) -> None:
    desk.happen(BotAdded, "D1", private=True, user="UX", address="a1")
    desk.happen(BotAdded, "D1", private=True, user="UX", address="a2")
    (row,) = rows(desk.database)
    assert (row.user_id, row.address) == ("UX", "a1")
    card = from_json(row.card)
    assert len(card.elements) == 2
    assert "I keep questions" in card.text
    assert "/ct-mydata" in card.text
    with desk.database.read() as unit:
        account = unit.session.scalars(select(Account).where(Account.user_id == "UX")).one()
    assert account.address == "a2"


def test_a_newcomer_is_told_in_private_what_is_kept_once_a_channel(
    desk: Desk, fostering: Community
) -> None:
    with desk.database.write() as unit:
        add_channel(unit, fostering, "C2")
        unit.commit()
    for conversation in ("C1", "C1", "C2"):
        desk.happen(PersonJoined, conversation, user="UX", address=f"by way of {conversation}")
    first, second = rows(desk.database)
    assert {first.user_id, second.user_id} == {"UX"}
    assert (first.conversation, first.address) == ("", "by way of C1")
    card = from_json(first.card)
    assert len(card.elements) == 2
    assert card.text.startswith("#c1 is captured")
    assert "/ct-mydata" in card.text
    assert from_json(second.card).text.startswith("#c2")
    desk.happen(PersonJoined, user="UZ")
    assert len(rows(desk.database)) == 3


def test_who_joins_a_team_is_told_of_its_captured_channels(
    desk: Desk, fostering: Community
) -> None:
    with desk.database.write() as unit:
        for conversation in ("hubs", "central"):
            add_channel(unit, fostering, conversation).team = "general"
        unit.session.scalars(
            select(Channel).where(Channel.conversation == "central")
        ).one().capture = False
        unit.commit()
    desk.happen(PersonJoined, "general", user="UX")
    assert [from_json(row.card).text[:5] for row in rows(desk.database)] == ["#hubs"]


def test_a_channel_from_a_file_learns_where_it_is_reached(desk: Desk, fostering: Community) -> None:
    desk.happen(PersonJoined, address="a1")
    desk.happen(PersonJoined, address="a2")
    with desk.database.read() as unit:
        assert unit.session.scalars(select(Channel.address)).all() == ["a1"]
    desk.happen(BotRemoved, address="a3")
    with desk.database.read() as unit:
        assert unit.session.scalars(select(Channel.address)).all() == [""]


def test_a_newcomer_is_told_nothing_where_nothing_is_captured(
    desk: Desk, fostering: Community
) -> None:
    with desk.database.write() as unit:
        add_channel(unit, fostering, "CC", Purpose.CENTRAL)
        unit.session.scalars(
            select(Channel).where(Channel.conversation == "C1")
        ).one().capture = False
        unit.commit()
    for conversation in ("C1", "CC", "unknown"):
        desk.happen(PersonJoined, conversation, user="UX")
    assert rows(desk.database) == []


def test_who_is_not_captured_is_told_nothing(desk: Desk, fostering: Community) -> None:
    desk.press(CAPTURE, "off")
    desk.happen(PersonJoined)
    assert rows(desk.database) == []


def test_a_channel_set_up_from_a_file_is_told_when_we_come(
    desk: Desk, fostering: Community
) -> None:
    """The announcement could not be posted before we were in the channel."""
    with desk.database.write() as unit:
        channel = unit.session.scalars(select(Channel)).one()
        announce(unit, channel, desk.clock.now())
        unit.session.scalars(select(OutboxRow)).one().state = OutboxState.DEAD
        unit.commit()
    desk.clock.move(hours=1)
    desk.happen(BotAdded)
    desk.happen(BotAdded)
    told = cards(desk.database)
    assert len(told) == 2
    assert "What I keep here" in told[1][1]


def test_the_other_channels_are_left_in_peace(desk: Desk, fostering: Community) -> None:
    with desk.database.write() as unit:
        add_channel(unit, fostering, "C2", Purpose.CENTRAL)
        unit.commit()
    desk.happen(BotAdded, "C2")
    assert cards(desk.database) == []


def test_capture_ends_where_we_are_removed(desk: Desk, fostering: Community) -> None:
    with desk.database.write() as unit:
        add_channel(unit, fostering, "C2")
        unit.commit()
    desk.happen(BotRemoved)
    with desk.database.read() as unit:
        query = select(Channel.conversation).where(Channel.capture)
        assert unit.session.scalars(query).all() == ["C2"]
        assert unit.session.scalars(select(AuditEntry.action)).all() == ["capture.off"]
    desk.happen(BotAdded)
    assert "I keep nothing here yet" in cards(desk.database)[0][1]


def test_capture_ends_everywhere_when_we_are_uninstalled(
    desk: Desk, fostering: Community, tmp_path: Path
) -> None:
    path = tmp_path / "setup.yaml"
    path.write_text(
        """\
programmes: [{slug: p, name: P}]
communities: [{slug: c, name: C, programme: p}]
channels:
  - {platform: slack, tenant: T2, conversation: C1, name: x, community: c, purpose: community,
     capture: yes}
""",
        encoding="utf-8",
    )
    apply_setup_file(desk.database, path, desk.clock.now())
    desk.happen(BotRemoved, "")
    with desk.database.read() as unit:
        query = select(Channel.tenant).where(Channel.capture)
        assert unit.session.scalars(query).all() == ["T2"]


def put_out(desk: Desk, key: str, **where: str) -> None:
    with desk.database.write() as unit:
        destination = Destination(platform="slack", tenant="T1", **where)
        post(unit, destination, notice(key), key=key, now=desk.clock.now())
        unit.commit()


def waiting(database: Database) -> set[str]:
    return {row.key for row in rows(database) if row.state is OutboxState.PENDING}


def test_what_waits_for_a_place_we_left_is_given_up_and_its_address_forgotten(
    desk: Desk, fostering: Community
) -> None:
    with desk.database.write() as unit:
        add_channel(unit, fostering, "C2")
        for channel in unit.session.scalars(select(Channel)):
            channel.address = f"to {channel.conversation}"
        unit.session.add(failed_event("C1", "e1"))
        unit.session.add(failed_event("C2", "e2"))
        unit.commit()
    put_out(desk, "here", conversation="C1")
    put_out(desk, "there", conversation="C2")
    put_out(desk, "to somebody", user_id="U1")
    desk.happen(BotRemoved)
    assert waiting(desk.database) == {"there", "to somebody"}
    assert rows(desk.database)[0].card == ""
    with desk.database.read() as unit:
        addresses = select(Channel.address).order_by(Channel.conversation)
        assert unit.session.scalars(addresses).all() == ["", "to C2"]
        kept = unit.session.scalars(select(InboxRow.payload).order_by(InboxRow.id)).all()
        assert kept == [None, "{}"]


def failed_event(conversation: str, event_id: str) -> InboxRow:
    return InboxRow(
        platform="slack",
        tenant="T1",
        event_id=event_id,
        conversation=conversation,
        payload="{}",
        state=InboxState.FAILED,
        received_at=NOW,
    )


def test_all_of_an_organisation_is_left_when_we_are_uninstalled(
    desk: Desk, fostering: Community
) -> None:
    desk.happen(BotAdded, "D1", private=True, address="chat of U1")
    put_out(desk, "here", conversation="C1")
    with desk.database.write() as unit:
        elsewhere = Destination(platform="slack", tenant="T2", conversation="C1")
        post(unit, elsewhere, notice("x"), key="in another", now=NOW)
        unit.commit()
    desk.happen(BotRemoved, "")
    assert waiting(desk.database) == {"in another"}
    with desk.database.read() as unit:
        assert set(unit.session.scalars(select(Account.address))) == {""}


def test_who_removes_our_chat_is_written_to_no_more(desk: Desk, fostering: Community) -> None:
    for user in ("U1", "UF"):
        desk.happen(BotAdded, "D1", private=True, user=user, address=f"chat of {user}")
    put_out(desk, "here", conversation="C1")
    desk.happen(BotRemoved, "D1", private=True, address="a newer one")
    assert {key.split(":")[0] for key in waiting(desk.database)} == {"greeting", "here"}
    with desk.database.read() as unit:
        found = unit.session.execute(select(Account.user_id, Account.address))
        assert {user for user, address in found if address} == {"UF"}
        assert set(unit.session.scalars(select(Channel.capture))) == {True}


def test_the_channels_of_a_team_are_left_with_it(desk: Desk, fostering: Community) -> None:
    with desk.database.write() as unit:
        for conversation in ("general", "hubs"):
            add_channel(unit, fostering, conversation).team = "general"
        unit.commit()
    put_out(desk, "to hubs", conversation="hubs")
    desk.happen(BotRemoved, "general")
    with desk.database.read() as unit:
        query = select(Channel.conversation).where(Channel.capture)
        assert unit.session.scalars(query).all() == ["C1"]
    assert waiting(desk.database) == set()


def test_what_was_kept_stays_when_we_are_removed(desk: Desk, fostering: Community) -> None:
    with desk.database.write() as unit:
        keep(
            unit,
            event_place=place(),
            message_id="m1",
            author=sender(),
            text="Kept",
            posted_at=NOW,
            now=NOW,
        )
        unit.commit()
    desk.happen(BotRemoved)
    with desk.database.read() as unit:
        assert unit.session.scalars(select(Contribution.text)).all() == ["Kept"]


def test_on_teams_help_and_the_announcement_say_how_commands_are_typed() -> None:
    community = Community(name="Hub leads", programme=Programme(name="Fostering"))
    words = {
        platform: read(announcement(Channel(platform=platform, community=community)))
        for platform in ("slack", "teams")
    }
    assert "@Common Thread mydata" in words["teams"]
    assert "@Common Thread" not in words["slack"]
    card = help_card([], "/mydata", None, curates=False, hint="", platform="teams")
    assert "@Common Thread mydata" in read(card)
