"""Capture switched on from a file, in a Teams channel that nothing was heard from yet."""

from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.capture import handlers as capture_handlers
from bot.capture.inbox import InboxWriter
from bot.capture.models import Contribution
from bot.cards import from_json
from bot.community import handlers as community_handlers
from bot.community.models import Channel
from bot.community.setup_file import apply_setup_file
from bot.delivery.models import OutboxRow
from bot.events import BotAdded, InboxEvent, Sender
from bot.reception import Reception
from bot.router import Router
from bot.store import Database
from tests.conftest import StoppedClock
from tests.world import edited, event_id, place, posted

SETUP = """\
programmes: [{slug: p, name: P}]
communities: [{slug: c, name: C, programme: p}]
channels:
  - {platform: teams, tenant: t1, conversation: C1, name: x, community: c, purpose: community,
     capture: yes}
"""


@pytest.fixture
def reception(database: Database, clock: StoppedClock, tmp_path: Path) -> Reception:
    """The program's middle, with the channel set up from a file and never heard from."""
    path = tmp_path / "setup.yaml"
    path.write_text(SETUP, encoding="utf-8")
    apply_setup_file(database, path, clock.now())
    router = Router()
    community_handlers.register(
        router, administrators=frozenset(), prefixes={}, zone=ZoneInfo("Europe/London")
    )
    capture_handlers.register(router)
    return Reception(
        database=database,
        clock=clock,
        writer=InboxWriter(database, clock),
        router=router,
        administrators=frozenset(),
        on_change=lambda: None,
    )


def happen(reception: Reception, database: Database, event: InboxEvent) -> None:
    """Let it happen in Teams, which tells with each event how the channel is reached."""
    where = replace(place("C1"), platform="teams", tenant="t1", address="by way of Teams")
    who = Sender(platform="teams", tenant="t1", user_id="u1")
    with database.write() as unit:
        reception.handle(unit, replace(event, where=where, who=who))
        unit.commit()


def told(database: Database) -> list[tuple[str, str]]:
    with database.read() as unit:
        rows = unit.session.scalars(select(OutboxRow).order_by(OutboxRow.id))
        return [(str(from_json(row.card).title), row.address) for row in rows]


def kept(database: Database) -> list[str]:
    with database.read() as unit:
        return list(unit.session.scalars(select(Contribution.text)))


ANNOUNCED = [("What I keep here, and how to stop me", "by way of Teams")]


def test_members_are_told_when_we_come(
    reception: Reception, database: Database, clock: StoppedClock
) -> None:
    assert told(database) == []
    added = BotAdded(event_id=event_id(), at=clock.now(), who=posted("", "0").who, where=place())
    happen(reception, database, added)
    happen(reception, database, added)
    assert told(database) == ANNOUNCED
    happen(reception, database, posted("Who pays for rooms?", "1"))
    assert kept(database) == ["Who pays for rooms?"]


def test_where_we_were_already_members_are_told_at_the_first_word(
    reception: Reception, database: Database
) -> None:
    happen(reception, database, posted("Said before anybody was told", "1"))
    assert told(database) == ANNOUNCED
    assert kept(database) == []
    happen(reception, database, posted("Said afterwards", "2"))
    assert (told(database), kept(database)) == (ANNOUNCED, ["Said afterwards"])


def test_an_old_message_is_not_taken_in_by_editing_it(
    reception: Reception, database: Database, clock: StoppedClock
) -> None:
    for number in (1, 2):
        clock.move(hours=1)
        happen(reception, database, edited(f"Edit {number}", "1", at=clock.now()))
    assert (told(database), kept(database)) == (ANNOUNCED, [])


def test_switched_off_and_on_again_before_we_come_it_is_told_once(
    reception: Reception, database: Database, clock: StoppedClock, tmp_path: Path
) -> None:
    for capture in ("no", "yes"):
        path = tmp_path / "setup.yaml"
        path.write_text(SETUP.replace("capture: yes", f"capture: {capture}"), encoding="utf-8")
        apply_setup_file(database, path, clock.now())
    happen(reception, database, posted("Hello", "1"))
    assert told(database) == ANNOUNCED
    with database.read() as unit:
        assert unit.session.scalars(select(Channel.announced_at)).one() == clock.now()
