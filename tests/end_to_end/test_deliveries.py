"""Three deliveries of each event, shuffled, by eight senders, with a SIGKILL in the middle.

Slack and Teams deliver again what was not acknowledged; every message must be kept once, and every
card that is owed must stand once.
"""

import asyncio
import json
import random
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import func, select

from bot.capture.models import Contribution, InboxRow, InboxState
from bot.store import Database
from tests.end_to_end.program import CENTRAL, DESK, Program
from tests.platforms.slack.fake_api import CHANNEL, FakeSlack
from tests.platforms.slack.slack_requests import PERSON, envelope, headers_for, message
from tests.platforms.teams.activities import (
    deleted,
    edited,
    event,
    in_channel,
    message_id,
    reacted,
    said,
)
from tests.platforms.teams.fake_connector import ANN, BOT, FakeConnector
from tests.platforms.teams.fake_connector import CHANNEL as TEAMS_CHANNEL
from tests.platforms.teams.fake_login import FakeLogin
from tests.platforms.teams.keys import FakeKeys
from tests.platforms.teams.teams_requests import PATH, TeamsRequests

MESSAGES, REACTIONS = 40, 5
"""On each platform. Of Teams' messages the first are edited, the next deleted."""
EDITS, DELETIONS = 3, 2
CANARY = "07700 900123"
STAMPS = [f"1780000{number:03}.000100" for number in range(MESSAGES)]


@dataclass(frozen=True)
class Event:
    """What a platform delivers, as often as it takes."""

    path: str
    body: str


@pytest.fixture
async def program(
    slack: FakeSlack, login: FakeLogin, keys: FakeKeys, database_url: str, tmp_path: Path
) -> AsyncIterator[Program]:
    program = Program(tmp_path, slack.url, database_url)
    program.connect_teams(login, keys)
    await asyncio.to_thread(program.set_up)
    yield program
    await asyncio.to_thread(program.stop)


def words(number: int) -> str:
    return f"Message number {number}, call me on {CANARY}"


def from_slack(events: Sequence[dict[str, Any]]) -> list[Event]:
    return [Event("/slack/events", json.dumps(envelope(event))) for event in events]


def slack_messages() -> list[Event]:
    stamped = enumerate(STAMPS)
    return from_slack([message(words(n), ts=stamp, event_ts=stamp) for n, stamp in stamped])


def slack_reactions() -> list[Event]:
    """Return reactions to messages; who reacted is owed a card for each."""
    bulbs = [
        {
            "type": "reaction_added",
            "user": PERSON,
            "reaction": "bulb",
            "item": {"type": "message", "channel": CHANNEL, "ts": stamp},
            "item_user": PERSON,
            "event_ts": f"17800010{number:02}.000100",
        }
        for number, stamp in enumerate(STAMPS[:REACTIONS])
    ]
    return from_slack(bulbs)


def from_teams(url: str) -> tuple[Event, list[Event], list[Event]]:
    """Return our being added, what is said, and the reactions to it."""
    added = event(said(url, "") | in_channel(), "teamMemberAdded")
    added |= {"type": "conversationUpdate", "membersAdded": [{"id": BOT}]}
    spoken = [said_after(url, number) for number in range(MESSAGES)]
    later = {"timestamp": (datetime.now(UTC) + timedelta(hours=1)).isoformat()}
    edits = [edited(one, words(1000 + n)) | later for n, one in enumerate(spoken[:EDITS])]
    gone = [deleted(one) | later for one in spoken[EDITS:][:DELETIONS]]
    bulbs = [reacted(url, one, "1f4a1_electriclightbulb") for one in spoken[-REACTIONS:]]
    first, *others = [Event(PATH, json.dumps(one)) for one in [added, *spoken, *edits, *gone]]
    return first, others, [Event(PATH, json.dumps(one)) for one in bulbs]


def said_after(url: str, number: int) -> dict[str, Any]:
    """Return a message posted once members were told, so that its edit may come before it."""
    at = datetime.now(UTC) + timedelta(minutes=1, seconds=number)
    made = said(url, words(MESSAGES + number))
    identity = message_id(at)
    return made | in_channel(identity) | {"id": identity, "timestamp": at.isoformat()}


class Deliveries:
    """Delivers until acknowledged, as platforms do."""

    def __init__(self, url: str, teams_headers: Callable[[], dict[str, str]]) -> None:
        self.url = url
        self.acknowledged: Counter[Event] = Counter()
        self._teams_headers = teams_headers

    async def deliver(self, session: aiohttp.ClientSession, sent: Event) -> bool:
        of_slack = sent.path.startswith("/slack")
        headers = headers_for(sent.body, "application/json") if of_slack else self._teams_headers()
        try:
            address = f"{self.url}{sent.path}"
            async with session.post(address, data=sent.body, headers=headers) as done:
                self.acknowledged[sent] += done.status == 200
                return done.status == 200
        except aiohttp.ClientError:
            return False

    async def deliver_all(self, shares: list[list[Event]]) -> list[Event]:
        """Deliver each share by a sender of its own; return what was not acknowledged."""
        async with aiohttp.ClientSession() as session:

            async def send(share: list[Event]) -> list[Event]:
                return [sent for sent in share if not await self.deliver(session, sent)]

            failed = await asyncio.gather(*(send(share) for share in shares))
        return [sent for share in failed for sent in share]


async def settled(url: str) -> None:
    """Wait until nothing waits to be handled or sent."""
    waiting: dict[str, Any] = {}
    async with aiohttp.ClientSession() as session:
        for _ in range(600):
            async with session.get(f"{url}/metrics") as answer:
                lines = (await answer.text()).splitlines()
            unsettled = [line for line in lines if "pending" in line or "sending" in line]
            waiting = {line: 1 for line in unsettled if not line.endswith(" 0")}
            if not waiting:
                return
            await asyncio.sleep(0.1)
    raise AssertionError(f"still waiting: {waiting}")


async def test_every_message_once_and_every_answer_once(
    slack: FakeSlack,
    connector: FakeConnector,
    keys: FakeKeys,
    program: Program,
    database_url: str,
) -> None:
    await program.start()
    async with aiohttp.ClientSession() as session:
        door = TeamsRequests(session, keys, connector)
        deliveries = Deliveries(program.url, door.headers)
    added, spoken, answered = from_teams(connector.url)
    assert await deliveries.deliver_all([[added]] * 3) == []
    await settled(program.url)
    events = slack_messages() + spoken
    everything = events * 3
    random.Random(5).shuffle(everything)
    killing = asyncio.create_task(kill_when(deliveries, program, after=len(events)))
    missed = await deliveries.deliver_all([everything[start::8] for start in range(8)])
    await killing
    assert missed, "the kill came too late to show anything"
    await program.start()
    assert await deliveries.deliver_all([missed]) == []
    assert await deliveries.deliver_all([slack_reactions() + answered] * 3) == []
    await settled(program.url)
    await asyncio.to_thread(program.stop)
    check_kept(database_url, handled=len({added, *events}) + 2 * REACTIONS)
    check_slack(slack)
    check_teams(connector)
    assert CANARY not in program.log.read_text()


async def kill_when(deliveries: Deliveries, program: Program, after: int) -> None:
    while deliveries.acknowledged.total() < after:
        await asyncio.sleep(0.005)
    await asyncio.to_thread(program.kill)


def check_kept(database_url: str, handled: int) -> None:
    database = Database(database_url)
    with database.read() as unit:
        states = unit.session.execute(select(InboxRow.state, func.count()).group_by(InboxRow.state))
        assert dict(states.all()) == {InboxState.HANDLED: handled}
        texts = unit.session.scalars(select(Contribution.text)).all()
    database.close()
    numbers = Counter(int(text.split(",")[0].rpartition(" ")[2]) for text in texts if text)
    unchanged = {*range(2 * MESSAGES)} - {*range(MESSAGES, MESSAGES + EDITS + DELETIONS)}
    assert numbers == Counter(unchanged | {1000 + number for number in range(EDITS)})
    assert not any(CANARY in text for text in texts)


def check_slack(slack: FakeSlack) -> None:
    """The person who tagged five messages was offered five forms, each once, in private."""
    private = [
        message
        for channel, messages in slack.messages.items()
        if channel not in {CHANNEL, DESK, CENTRAL}
        for message in messages
    ]
    keys = Counter(one["metadata"]["event_payload"]["key"] for one in private)
    assert set(keys.values()) == {1}
    assert len(keys) == REACTIONS


def check_teams(connector: FakeConnector) -> None:
    """The same in Teams; and the channel was told once what is kept there."""
    offered = [
        str(one.activity["attachments"][0]["content"]["body"][0]["id"])
        for one in connector.kept[connector.chat_with(ANN)]
    ]
    assert len(offered) == len({*offered}) == REACTIONS
    (told,) = connector.visible(TEAMS_CHANNEL)
    assert "What I keep here" in told
