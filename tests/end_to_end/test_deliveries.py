"""Three deliveries of each event, shuffled, by eight senders, with a SIGKILL in the middle.

Slack delivers again what was not acknowledged; every message must be kept once, and every card
that is owed must stand once.
"""

import asyncio
import json
import random
from collections import Counter
from collections.abc import AsyncIterator
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

MESSAGES = 60
CANARY = "07700 900123"


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    server = FakeSlack()
    server.channels |= {DESK, CENTRAL}
    await server.start()
    yield server
    await server.close()


@pytest.fixture
async def program(slack: FakeSlack, database_url: str, tmp_path: Path) -> AsyncIterator[Program]:
    program = Program(tmp_path, slack.url, database_url)
    await asyncio.to_thread(program.set_up)
    yield program
    await asyncio.to_thread(program.stop)


STAMPS = [f"1780000{number:03}.000100" for number in range(MESSAGES)]


def messages() -> list[str]:
    said = [
        message(f"Message number {number}, call me on {CANARY}", ts=stamp, event_ts=stamp)
        for number, stamp in enumerate(STAMPS)
    ]
    return [json.dumps(envelope(event)) for event in said]


def reactions() -> list[str]:
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
        for number, stamp in enumerate(STAMPS[:5])
    ]
    return [json.dumps(envelope(event)) for event in bulbs]


class Deliveries:
    """Delivers until acknowledged, as Slack does."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.acknowledged: Counter[str] = Counter()

    async def deliver(self, session: aiohttp.ClientSession, body: str) -> bool:
        headers = headers_for(body, "application/json")
        try:
            async with session.post(f"{self.url}/slack/events", data=body, headers=headers) as done:
                self.acknowledged[body] += done.status == 200
                return done.status == 200
        except aiohttp.ClientError:
            return False

    async def deliver_all(self, shares: list[list[str]]) -> list[str]:
        """Deliver each share by a sender of its own; return what was not acknowledged."""
        async with aiohttp.ClientSession() as session:

            async def send(share: list[str]) -> list[str]:
                return [body for body in share if not await self.deliver(session, body)]

            failed = await asyncio.gather(*(send(share) for share in shares))
        return [body for share in failed for body in share]


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
    slack: FakeSlack, program: Program, database_url: str
) -> None:
    await program.start()
    deliveries = Deliveries(program.url)
    events, answered = messages(), reactions()
    everything = events * 3
    random.Random(5).shuffle(everything)
    killing = asyncio.create_task(kill_when(deliveries, program, after=len(events)))
    missed = await deliveries.deliver_all([everything[start::8] for start in range(8)])
    await killing
    assert missed, "the kill came too late to show anything"
    await program.start()
    assert await deliveries.deliver_all([missed]) == []
    assert await deliveries.deliver_all([answered] * 3) == []
    await settled(program.url)
    await asyncio.to_thread(program.stop)
    check_kept(database_url)
    check_answered(slack)
    assert CANARY not in program.log.read_text()


async def kill_when(deliveries: Deliveries, program: Program, after: int) -> None:
    while deliveries.acknowledged.total() < after:
        await asyncio.sleep(0.005)
    await asyncio.to_thread(program.kill)


def check_kept(database_url: str) -> None:
    database = Database(database_url)
    with database.read() as unit:
        states = unit.session.execute(select(InboxRow.state, func.count()).group_by(InboxRow.state))
        assert dict(states.all()) == {InboxState.HANDLED: MESSAGES + 5}
        texts = unit.session.scalars(select(Contribution.text)).all()
    database.close()
    numbers = Counter(int(text.split(",")[0].rpartition(" ")[2]) for text in texts)
    assert numbers == Counter(range(MESSAGES))
    assert not any(CANARY in text for text in texts)


def check_answered(slack: FakeSlack) -> None:
    """The person who tagged five messages was offered five forms, each once, in private."""
    private = [
        message
        for channel, messages in slack.messages.items()
        if channel not in {CHANNEL, DESK, CENTRAL}
        for message in messages
    ]
    keys = Counter(one["metadata"]["event_payload"]["key"] for one in private)
    assert set(keys.values()) == {1}
    assert len(keys) == 5
