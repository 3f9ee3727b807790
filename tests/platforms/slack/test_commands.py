"""Commands: how they come in, and the ways by which a private answer finds the asker."""

import pytest

from bot.cards import Say, notice
from bot.events import CommandGiven
from tests.contracts.chat_adapter import long_card
from tests.contracts.recording import RecordingReceiver
from tests.platforms.slack.block_kit import words_in
from tests.platforms.slack.fake_api import CHANNEL, TEAM, FakeSlack
from tests.platforms.slack.slack_requests import PERSON, SlackRequests
from tests.waiting import until


@pytest.fixture
def people(slack: FakeSlack) -> None:
    profile = {"display_name": "Ann Hughes", "email": "ann@example.org"}
    slack.users[PERSON] = {"id": PERSON, "team_id": TEAM, "profile": profile}


@pytest.mark.usefixtures("people")
async def test_a_command_is_answered_privately(
    door: SlackRequests, receiver: RecordingReceiver, slack: FakeSlack
) -> None:
    receiver.reply = lambda _: Say(notice("Three earlier answers <here>"))
    text = "who &amp; how? <@U02BOB|bob> <https://example.org|guide>, a payload of questions"
    response = await door.command("/ask", text)
    assert (response.status, await response.text()) == (200, "")
    await until(lambda: slack.ephemeral)
    (given,) = receiver.asked
    assert isinstance(given, CommandGiven)
    assert given.command == "ask"
    assert given.text == (
        "who & how? <@U02BOB> guide (https://example.org), a payload of questions"
    )
    assert (given.who.name, given.who.email) == ("Ann Hughes", "ann@example.org")
    assert (given.where.conversation, given.where.name) == (CHANNEL, "general")
    assert words_in(slack.ephemeral[0]["blocks"]) == "Three earlier answers <here>"
    assert slack.ephemeral[0]["text"] == "Three earlier answers &lt;here&gt;"


@pytest.mark.parametrize("prefix", ["ct-"])
async def test_the_prefix_is_taken_off_a_command(
    door: SlackRequests, receiver: RecordingReceiver
) -> None:
    await door.command("/ct-themes")
    await until(lambda: receiver.asked)
    assert isinstance(receiver.asked[0], CommandGiven)
    assert receiver.asked[0].command == "themes"


async def test_a_long_private_answer_is_shown_whole(
    door: SlackRequests, receiver: RecordingReceiver, slack: FakeSlack
) -> None:
    receiver.reply = lambda _: Say(long_card(300))
    await door.command("/find", "words")
    await until(
        lambda: "Paragraph 299." in words_in(slack.ephemeral[-1:] and slack.ephemeral[-1]["blocks"])
    )
    assert len(slack.ephemeral) > 5
    assert slack.called("chat.postEphemeral")


async def test_an_answer_finds_another_way_when_the_response_address_is_used_up(
    door: SlackRequests, receiver: RecordingReceiver, slack: FakeSlack
) -> None:
    receiver.reply = lambda _: Say(notice("By another way"))
    slack.faults["response_url"].append("gone")
    await door.command("/ask", "x")
    await until(lambda: slack.ephemeral)
    assert slack.called("chat.postEphemeral")[0]["user"] == PERSON


async def test_an_answer_goes_to_the_personal_chat_when_we_are_not_in_the_conversation(
    door: SlackRequests, receiver: RecordingReceiver, slack: FakeSlack
) -> None:
    receiver.reply = lambda _: Say(notice("By another way"))
    slack.faults["response_url"].append("gone")
    slack.faults["chat.postEphemeral"].append("not_in_channel")
    await door.command("/ask", "x")
    await until(lambda: slack.visible(f"D{PERSON}"))
    assert slack.visible(f"D{PERSON}") == ["By another way"]
