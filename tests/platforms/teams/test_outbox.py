"""The real sender and outbox over Teams that fails in every way, one after another."""

import pytest
from sqlalchemy import select

from adapters.teams import TeamsAdapter
from bot.cards import notice
from bot.delivery.models import Audience, OutboxRow, OutboxState
from bot.delivery.outbox import post
from bot.delivery.sender import Sender
from bot.settings import Settings
from bot.store import Database
from tests.conftest import StoppedClock
from tests.contracts.chat_adapter import long_card
from tests.contracts.recording import RecordingReceiver
from tests.platforms.teams.conftest import COMMANDS
from tests.platforms.teams.fake_connector import ANN, CHANNEL, FakeConnector
from tests.platforms.teams.fake_login import FakeLogin
from tests.platforms.teams.places import channel, person

POSTS = 5


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let hours pass in a moment without waiting for the real seconds between posts."""
    monkeypatch.setattr("adapters.teams.delivery.IN_A_CONVERSATION", ((1_000, 1.0),))


@pytest.fixture
def sender(adapter: TeamsAdapter, database: Database, clock: StoppedClock) -> Sender:
    return Sender(database, clock, {"teams": adapter}, seconds_between=0)


@pytest.fixture
def put(database: Database, clock: StoppedClock, connector: FakeConnector) -> None:
    """Posts that wait: some to the channel, one to a person."""
    with database.write() as unit:
        for number in range(POSTS):
            said = notice(f"Post {number}")
            key, audience = f"k{number}", Audience.PUBLIC
            post(unit, channel(connector), said, key=key, now=clock.now(), audience=audience)
        post(unit, person(connector), notice("To Ann"), key="ann", now=clock.now())
        unit.commit()


async def deliver(sender: Sender, database: Database, clock: StoppedClock) -> None:
    """Deliver for some hours, or until nothing waits."""
    for _ in range(40):
        await sender.drain_once()
        with database.read() as unit:
            states = {*unit.session.scalars(select(OutboxRow.state))}
        if states == {OutboxState.SENT}:
            return
        clock.move(minutes=16)
    raise AssertionError(states)


@pytest.mark.usefixtures("put")
async def test_each_way_of_refusing_in_a_row_and_then_all_is_delivered_once(
    sender: Sender, database: Database, clock: StoppedClock, connector: FakeConnector
) -> None:
    connector.faults["post"].extend(["412", "429", "502", "504", "before", "503", "412", "401"])
    connector.faults["open"].extend(["502", "504", "429", "412"])
    await deliver(sender, database, clock)
    assert connector.visible(CHANNEL) == [f"Post {number}" for number in range(POSTS)]
    assert connector.visible(connector.chat_with(ANN)) == ["To Ann"]


@pytest.mark.usefixtures("put")
async def test_a_login_that_fails_for_a_while_delays_and_loses_nothing(
    sender: Sender,
    database: Database,
    clock: StoppedClock,
    connector: FakeConnector,
    login: FakeLogin,
) -> None:
    login.faults["token"].extend(["500", "before", "429", "after", "503"] * 3)
    await deliver(sender, database, clock)
    assert connector.visible(CHANNEL) == [f"Post {number}" for number in range(POSTS)]
    assert connector.visible(connector.chat_with(ANN)) == ["To Ann"]


async def test_the_program_starts_again_between_two_parts(
    settings: Settings, database: Database, clock: StoppedClock, connector: FakeConnector
) -> None:
    card = long_card(60)
    with database.write() as unit:
        audience = Audience.PUBLIC
        post(unit, channel(connector), card, key="long", now=clock.now(), audience=audience)
        unit.commit()
    connector.faults["post"].extend(["", "503"])
    parts = 0
    for _ in range(3):
        made = TeamsAdapter(settings, RecordingReceiver(), COMMANDS)
        await Sender(database, clock, {"teams": made}, seconds_between=0).drain_once()
        parts = made.parts(card)
        await made.close()
        clock.move(minutes=1)
    marks = [
        kept.activity["attachments"][0]["content"]["body"][0]["id"]
        for kept in connector.kept[CHANNEL]
    ]
    assert len(marks) == len({*marks}) == parts > 1
