"""What is passed on of a person: their name and address, as far as Slack vouches for them."""

import asyncio
from typing import Any

import pytest

from bot.cards import Say, notice
from tests.contracts.recording import RecordingReceiver
from tests.platforms.slack.fake_api import TEAM, FakeSlack
from tests.platforms.slack.slack_requests import PERSON, SlackRequests, message
from tests.waiting import PATIENCE_SECONDS, until


async def test_a_name_that_slack_keeps_back_does_not_hold_up_the_answer(
    door: SlackRequests, receiver: RecordingReceiver, slack: FakeSlack
) -> None:
    slack.faults["users.info"].append("hang")
    receiver.reply = lambda _: Say(notice("Here you are"))
    async with asyncio.timeout(8):  # the call itself would give up after ten
        await door.command("/ask", "x")
        await until(lambda: slack.ephemeral)
    assert receiver.asked[0].who.name == ""


async def test_an_event_carries_a_name_once_it_is_known(
    door: SlackRequests, receiver: RecordingReceiver, slack: FakeSlack
) -> None:
    slack.users[PERSON] = {"id": PERSON, "team_id": TEAM, "profile": {"real_name": "Ann Hughes"}}
    await door.event(message("first"))
    async with asyncio.timeout(PATIENCE_SECONDS):
        while receiver.received[-1].who.name != "Ann Hughes":
            await door.event(message("again"))
    assert len(slack.called("users.info")) == 1


@pytest.mark.parametrize(
    "user",
    [
        {"team_id": "T0OTHER"},
        {"team_id": TEAM, "is_stranger": True},
        {"team_id": TEAM, "is_email_confirmed": False},
    ],
)
async def test_an_address_that_our_workspace_does_not_vouch_for_is_not_passed_on(
    door: SlackRequests, receiver: RecordingReceiver, slack: FakeSlack, user: dict[str, Any]
) -> None:
    profile = {"display_name": "Ann", "email": "head@department.example"}
    slack.users[PERSON] = {"id": PERSON, "profile": profile} | user
    await door.command("/ask", "x")
    await until(lambda: receiver.asked)
    assert (receiver.asked[0].who.name, receiver.asked[0].who.email) == ("Ann", None)
