"""Commands: how they are typed, and that the answer is seen by nobody else."""

from typing import Any

import pytest

from adapters.teams.parsing import parse_command
from bot.cards import Actions, Answer, Ask, Button, Card, Form, Say, TextField, notice, words
from bot.events import (
    ButtonPressed,
    CommandGiven,
    FormSubmitted,
    HomeOpened,
    MessagePosted,
)
from tests.contracts.recording import RecordingReceiver
from tests.platforms.teams.activities import (
    Json,
    account,
    calling,
    in_group_chat,
    in_private,
    said,
)
from tests.platforms.teams.adaptive_cards import words_in
from tests.platforms.teams.fake_connector import ANN, BOT, CHANNEL, GROUP_CHAT, FakeConnector
from tests.platforms.teams.places import address
from tests.platforms.teams.reading import button, last_card, sent
from tests.platforms.teams.teams_requests import TeamsRequests
from tests.waiting import until

URL = "https://smba.trafficmanager.net/uk/"
COMMANDS = ("ask", "lesson", "themes", "commonthread")
TARGETED = {"recipient": {"id": BOT, "name": "Common Thread", "isTargeted": True}}
ANSWER = "Three hubs asked before"
NOTE = "I have answered you in our private chat."
FORM = Form("ask", "Ask your network", (TextField("question", "Your question"),), submit="Ask")
HELP = ("commonthread", "")


def given(made: Json) -> tuple[str, str] | None:
    found = parse_command(made, COMMANDS)
    if found is None or isinstance(found[0], HomeOpened):
        return found and ("home", "")
    return found[0].command, found[0].text


@pytest.mark.parametrize(
    ("made", "command"),
    [
        (said(URL, "") | calling("ask who pays?"), ("ask", "who pays?")),
        (said(URL, "") | calling("/ask who pays?"), ("ask", "who pays?")),
        (said(URL, "") | calling("Ask who pays?\nAnd when?"), ("ask", "who pays?\nAnd when?")),
        (said(URL, "") | calling("ask\nwho pays?"), ("ask", "who pays?")),
        (said(URL, "") | calling("themes"), ("themes", "")),
        (said(URL, "") | calling(), HELP),
        (said(URL, "") | calling("help"), HELP),
        (said(URL, "") | calling("thank you"), None),
        (said(URL, "") | calling("asking too much"), None),
        (said(URL, "/ask who pays?"), ("ask", "who pays?")),
        (said(URL, "/shrug"), None),
        (said(URL, "ask who pays?"), None),
        (said(URL, "themes"), None),
        (said(URL, "") | calling("ask who?") | in_group_chat(), ("ask", "who?")),
        (said(URL, "ask who pays?") | in_private(), ("ask", "who pays?")),
        (said(URL, "/themes") | in_private(), ("themes", "")),
        (said(URL, "home") | in_private(), ("home", "")),
        (said(URL, "") | calling("/Home"), ("home", "")),
        (said(URL, "home") | TARGETED, ("home", "")),
        (said(URL, "home visits") | in_private(), HELP),
        (said(URL, "home"), None),
        (said(URL, "desk") | in_private(), ("commonthread", "desk")),
        (said(URL, "desk research") | in_private(), HELP),
        (said(URL, "hello there") | in_private(), HELP),
        (said(URL, "") | in_private(), HELP),
        (said(URL, "ask who pays?") | TARGETED, ("ask", "who pays?")),
        (said(URL, "/themes") | TARGETED, ("themes", "")),
        (said(URL, "who pays?") | TARGETED, HELP),
        (
            said(URL, "lesson https://teams.microsoft.com/l/message/19%3Aa%40thread.tacv2/1?x=%20")
            | in_private(),
            ("lesson", "https://teams.microsoft.com/l/message/19:a@thread.tacv2/1?x=%20"),
        ),
    ],
)
def test_what_is_a_command(made: Json, command: tuple[str, str] | None) -> None:
    assert given(made) == command


def test_a_command_in_a_thread() -> None:
    found = parse_command(said(URL, "", thread="1779999999000") | calling("lesson"), COMMANDS)
    assert found
    assert found[0].where.thread == "1779999999000"


async def test_a_command_in_a_channel_is_answered_in_private_and_noted_in_its_thread(
    door: TeamsRequests, receiver: RecordingReceiver, connector: FakeConnector
) -> None:
    receiver.reply = lambda _: Say(notice(ANSWER))
    made = said(door.service_url, "") | calling("ask who pays?")
    assert (await door.send(made)).status == 200
    await until(lambda: bool(connector.visible(CHANNEL, made["id"])))
    assert connector.visible(connector.chat_with(ANN)) == [ANSWER]
    assert connector.visible(CHANNEL, made["id"]) == [NOTE]
    assert connector.visible(CHANNEL) == []
    assert not receiver.received


async def test_home_is_a_persons_own_page_for_them_alone(
    door: TeamsRequests, receiver: RecordingReceiver, connector: FakeConnector
) -> None:
    receiver.reply = lambda asked: Say(notice(ANSWER)) if isinstance(asked, HomeOpened) else None
    await door.send(said(door.service_url, "home") | in_private())
    await until(lambda: connector.visible(connector.chat_with(ANN)) == [ANSWER])
    assert connector.visible(CHANNEL) == []


async def test_a_command_in_a_group_chat_is_answered_in_private(
    door: TeamsRequests, receiver: RecordingReceiver, connector: FakeConnector
) -> None:
    receiver.reply = lambda _: Say(notice(ANSWER))
    await door.send(said(door.service_url, "") | calling("ask who pays?") | in_group_chat())
    await until(lambda: connector.visible(GROUP_CHAT) == [NOTE])
    assert connector.visible(connector.chat_with(ANN)) == [ANSWER]


async def test_who_can_not_be_written_to_in_private_is_told_what_to_do(
    door: TeamsRequests, receiver: RecordingReceiver, connector: FakeConnector
) -> None:
    connector.blocked.add(connector.chat_with(ANN))
    receiver.reply = lambda _: Say(notice(ANSWER))
    made = said(door.service_url, "") | calling("ask who pays?")
    await door.send(made)
    await until(lambda: bool(connector.visible(CHANNEL, made["id"])))
    (note,) = connector.visible(CHANNEL, made["id"])
    assert "Add Common Thread" in note
    assert ANSWER not in note


@pytest.mark.parametrize("fault", ["429", "412", "503"])
async def test_a_person_is_answered_though_teams_asks_to_wait(
    door: TeamsRequests,
    receiver: RecordingReceiver,
    connector: FakeConnector,
    monkeypatch: pytest.MonkeyPatch,
    fault: str,
) -> None:
    monkeypatch.setattr("adapters.teams.answering.LONGEST_WAIT", 0.01)
    monkeypatch.setattr("adapters.teams.answering.SHORT_WAIT", 0.01)
    connector.faults["post"].append(fault)
    receiver.reply = lambda _: Say(notice(ANSWER))
    await door.tell_us("ask who pays?")
    await until(lambda: connector.visible(connector.chat_with(ANN)) == [ANSWER])


async def test_a_command_in_a_private_chat_is_answered_there(
    door: TeamsRequests, receiver: RecordingReceiver, connector: FakeConnector
) -> None:
    receiver.reply = lambda _: Say(notice(ANSWER))
    await door.tell_us("ask who pays?")
    await until(lambda: connector.visible(connector.chat_with(ANN)) == [ANSWER])
    assert not receiver.received


async def test_other_words_in_a_private_chat_are_answered_by_help(
    door: TeamsRequests, receiver: RecordingReceiver, connector: FakeConnector
) -> None:
    receiver.reply = lambda _: Say(notice("Help"))
    await door.tell_us("good morning")
    await until(lambda: connector.visible(connector.chat_with(ANN)) == ["Help"])
    (asked,) = receiver.asked
    assert isinstance(asked, CommandGiven)
    assert asked.command == "commonthread"
    (posted,) = receiver.received
    assert isinstance(posted, MessagePosted)
    assert posted.where.private


async def test_a_slash_command_is_whispered_back(
    door: TeamsRequests, receiver: RecordingReceiver, connector: FakeConnector
) -> None:
    receiver.reply = lambda _: Say(notice(ANSWER))
    made = said(door.service_url, "ask who pays?") | TARGETED
    await door.send(made)
    await until(lambda: len(connector.kept[CHANNEL]) == 1)
    (kept,) = connector.kept[CHANNEL]
    assert kept.only_for == account(ANN)["id"]
    assert kept.activity["recipient"] == {"id": account(ANN)["id"], "isTargeted": True}
    about = {"type": "targetedMessageInfo", "messageId": made["id"]}
    assert kept.activity["entities"] == [about]
    assert connector.visible(CHANNEL) == []
    assert not connector.kept[connector.chat_with(ANN)]
    assert not receiver.received


async def test_a_slash_command_that_can_not_be_whispered_back_is_answered_in_private(
    door: TeamsRequests, receiver: RecordingReceiver, connector: FakeConnector
) -> None:
    connector.faults["post"].append("400")
    receiver.reply = lambda _: Say(notice(ANSWER))
    await door.send(said(door.service_url, "ask who pays?") | TARGETED)
    await until(lambda: connector.visible(connector.chat_with(ANN)) == [ANSWER])
    assert not connector.kept[CHANNEL]


async def test_a_form_given_in_private_is_about_the_channel_it_was_asked_for_in(
    door: TeamsRequests, receiver: RecordingReceiver, connector: FakeConnector
) -> None:
    receiver.reply = lambda _: Ask(FORM)
    made = said(door.service_url, "", thread="1779999999000") | calling("ask")
    await door.send(made)
    chat = connector.chat_with(ANN)
    await until(lambda: bool(connector.kept[chat]))
    card = last_card(connector, chat)
    assert words_in(card).startswith("Ask your network\n")
    receiver.reply = lambda _: Say(notice(ANSWER))
    data = sent(card, "Ask", {"question": "Who?"})
    reply = await door.press(button(card, "Ask") | {"data": data}, **in_private())
    asked = receiver.asked[-1]
    assert isinstance(asked, FormSubmitted)
    assert asked.text("question") == "Who?"
    assert (asked.where.conversation, asked.where.thread) == (CHANNEL, "1779999999000")
    assert not asked.where.private
    assert words_in(reply["value"]) == ANSWER


SET_UP = Card(
    text="Help", elements=(words("Help"), Actions((Button("Set up this channel", "set_up", "1"),)))
)


async def help_card(
    door: TeamsRequests, receiver: RecordingReceiver, connector: FakeConnector
) -> Json:
    """Ask for help in the channel, and return the card that is given in private."""
    receiver.reply = lambda _: Say(SET_UP)
    await door.send(said(door.service_url, "") | calling("commonthread"))
    chat = connector.chat_with(ANN)
    await until(lambda: bool(connector.kept[chat]))
    return button(last_card(connector, chat), "Set up this channel")


async def test_a_button_given_in_private_is_about_the_channel(
    door: TeamsRequests, receiver: RecordingReceiver, connector: FakeConnector
) -> None:
    pressed = await help_card(door, receiver, connector)
    await door.press(pressed, **in_private())
    asked = receiver.asked[-1]
    assert isinstance(asked, ButtonPressed)
    assert (asked.where.conversation, asked.where.private) == (CHANNEL, False)
    assert asked.where.team == CHANNEL
    assert asked.where.address == address(connector, "channel")


def tampered(at: str) -> str:
    packed, _, seal = at.partition(".")
    return f"{packed[:-4]}AAAA.{seal}"


@pytest.mark.parametrize(
    "forge", [tampered, lambda _: "", lambda at: at.partition(".")[0], lambda _: ".", lambda _: 7]
)
async def test_nobody_can_speak_from_a_channel_by_changing_a_button(
    door: TeamsRequests, receiver: RecordingReceiver, connector: FakeConnector, forge: Any
) -> None:
    pressed = await help_card(door, receiver, connector)
    pressed["data"]["ct"]["at"] = forge(pressed["data"]["ct"]["at"])
    await door.press(pressed, **in_private())
    assert receiver.asked[-1].where.private


async def test_nobody_can_speak_from_a_channel_by_another_s_button(
    door: TeamsRequests, receiver: RecordingReceiver, connector: FakeConnector
) -> None:
    pressed = await help_card(door, receiver, connector)
    other = next(person for person in connector.people if person != ANN)
    await door.press(pressed, other, **in_private(other))
    assert receiver.asked[-1].where.private


async def test_a_fault_is_told_in_plain_words(
    door: TeamsRequests, receiver: RecordingReceiver, connector: FakeConnector
) -> None:
    def fail(_: object) -> Answer | None:
        raise RuntimeError("secret words")

    receiver.reply = fail
    await door.tell_us("ask who pays?")
    chat = connector.chat_with(ANN)
    await until(lambda: bool(connector.kept[chat]))
    assert connector.visible(chat) == [
        "Something went wrong and nothing was changed. Please try again."
    ]
