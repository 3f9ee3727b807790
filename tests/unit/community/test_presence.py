"""Being added to a channel, and removed from it."""

from pathlib import Path

from sqlalchemy import select

from bot.community.announcing import announce
from bot.community.models import Channel, Community, Purpose
from bot.community.setup_file import apply_setup_file
from bot.delivery.models import OutboxRow, OutboxState
from bot.events import BotAdded, BotRemoved
from bot.privacy.models import AuditEntry
from bot.store import Database
from tests.desk import Desk
from tests.world import add_channel


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


def test_a_private_chat_is_not_welcomed(desk: Desk) -> None:
    desk.happen(BotAdded, private=True)
    assert cards(desk.database) == []


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
