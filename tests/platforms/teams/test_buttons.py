"""Buttons: what each answer makes of the card, and who sees it."""

import asyncio
from typing import Any

import pytest

from bot.cards import Actions, Ask, Button, Card, Form, Replace, Say, TextField, notice, words
from bot.events import ButtonPressed
from bot.ports import PostedMessage
from tests.contracts.recording import RecordingReceiver
from tests.platforms.teams.activities import in_channel, in_private, said
from tests.platforms.teams.adaptive_cards import check_card, words_in
from tests.platforms.teams.fake_connector import ANN, CHANNEL, FakeConnector
from tests.platforms.teams.places import channel
from tests.platforms.teams.reading import Json, button, in_dialog, last_card
from tests.platforms.teams.teams_requests import TeamsRequests
from tests.waiting import until

DRAFT = Card(
    text="A draft waits",
    elements=(
        words("A draft waits"),
        Actions(
            (
                Button("Approve", "approve", "7"),
                Button("Remove", "remove", "8", confirm="Remove this?"),
                Button("Send back", "back", "9", opens_form=True),
            )
        ),
    ),
)
FORM = Form("back", "Send back", (TextField("why", "Why"),), intro=(DRAFT.elements[1],))
MESSAGE = "application/vnd.microsoft.activity.message"
CARD = "application/vnd.microsoft.card.adaptive"
PRIVATELY = "I have answered you in our private chat."


@pytest.fixture
async def draft(door: TeamsRequests, adapter: Any, connector: FakeConnector) -> PostedMessage:
    posted = await adapter.post(channel(connector), DRAFT, 0, "draft")
    assert isinstance(posted, PostedMessage)
    return posted


def on(connector: FakeConnector, label: str) -> Json:
    return button(last_card(connector, CHANNEL), label)


async def test_a_button_is_told_with_where_it_stands(
    door: TeamsRequests,
    receiver: RecordingReceiver,
    connector: FakeConnector,
    draft: PostedMessage,
) -> None:
    await door.press(on(connector, "Remove"), **in_channel("1779999999000"))
    (asked,) = receiver.asked
    assert isinstance(asked, ButtonPressed)
    assert (asked.action, asked.value, asked.who.user_id) == ("remove", "8", ANN)
    assert (asked.where.conversation, asked.where.thread) == (CHANNEL, "1779999999000")


async def test_replace_puts_a_card_in_the_place_of_the_old_one(
    door: TeamsRequests,
    receiver: RecordingReceiver,
    connector: FakeConnector,
    draft: PostedMessage,
) -> None:
    receiver.reply = lambda _: Replace(notice("Approved"))
    reply = await door.press(on(connector, "Approve"), replyToId=draft.message_id)
    assert (reply["statusCode"], reply["type"]) == (200, CARD)
    check_card(reply["value"])
    assert words_in(reply["value"]) == "Approved"
    assert connector.visible(CHANNEL) == ["Approved"]


@pytest.mark.parametrize("fault", ["404", "429", "hang"])
async def test_who_pressed_sees_the_new_card_though_the_message_can_not_be_changed(
    door: TeamsRequests,
    receiver: RecordingReceiver,
    connector: FakeConnector,
    draft: PostedMessage,
    monkeypatch: pytest.MonkeyPatch,
    fault: str,
) -> None:
    monkeypatch.setattr("adapters.teams.answering.CHANGED_WITHIN", 0.05)
    monkeypatch.setattr("adapters.teams.answering.ENDING_WITHIN", 0.05)
    monkeypatch.setattr("adapters.teams.invokes.ENDING_WITHIN", 0.05)
    connector.faults["update"].append(fault)
    receiver.reply = lambda _: Replace(notice("Approved"))
    reply = await door.press(on(connector, "Approve"), replyToId=draft.message_id)
    assert words_in(reply["value"]) == "Approved"


async def test_say_is_said_in_private_and_leaves_the_card(
    door: TeamsRequests,
    receiver: RecordingReceiver,
    connector: FakeConnector,
    draft: PostedMessage,
) -> None:
    receiver.reply = lambda _: Say(notice("You may not"))
    reply = await door.press(on(connector, "Approve"))
    assert reply == {"statusCode": 200, "type": MESSAGE, "value": PRIVATELY}
    assert connector.visible(connector.chat_with(ANN)) == ["You may not"]


async def test_say_in_a_private_chat_is_said_below(
    door: TeamsRequests,
    receiver: RecordingReceiver,
    connector: FakeConnector,
    draft: PostedMessage,
) -> None:
    receiver.reply = lambda _: Say(notice("You may not"))
    reply = await door.press(on(connector, "Approve"), **in_private())
    assert reply["value"] == "The answer is below."
    assert connector.visible(connector.chat_with(ANN)) == ["You may not"]


async def test_who_can_not_be_written_to_is_told_how_to_change_that(
    door: TeamsRequests,
    receiver: RecordingReceiver,
    connector: FakeConnector,
    draft: PostedMessage,
) -> None:
    connector.blocked.add(connector.chat_with(ANN))
    receiver.reply = lambda _: Say(notice("You may not"))
    reply = await door.press(on(connector, "Approve"))
    assert "Add Common Thread" in reply["value"]


async def test_nothing_to_say_leaves_the_card(
    door: TeamsRequests, connector: FakeConnector, draft: PostedMessage
) -> None:
    reply = await door.press(on(connector, "Approve"))
    assert reply == {"statusCode": 200, "type": MESSAGE, "value": "Done."}
    assert not connector.visible(connector.chat_with(ANN))


async def test_a_form_that_nobody_foresaw_is_given_in_private(
    door: TeamsRequests,
    receiver: RecordingReceiver,
    connector: FakeConnector,
    draft: PostedMessage,
) -> None:
    receiver.reply = lambda _: Ask(FORM)
    reply = await door.press(on(connector, "Approve"))
    assert reply["value"] == PRIVATELY
    assert "Why" in connector.visible(connector.chat_with(ANN))[0]


async def test_a_button_that_opens_a_form_opens_a_dialog(
    door: TeamsRequests,
    receiver: RecordingReceiver,
    connector: FakeConnector,
    draft: PostedMessage,
) -> None:
    receiver.reply = lambda _: Ask(FORM)
    reply = await door.press(on(connector, "Send back"), replyToId=draft.message_id)
    card = in_dialog(reply)
    check_card(card)
    assert reply["task"]["value"]["title"] == "Send back"
    # In a dialog Teams knows no other action; nor does one dialog open another.
    assert "Action.Execute" not in str(card)
    assert "task/fetch" not in str(card)
    assert not connector.visible(connector.chat_with(ANN))


@pytest.mark.parametrize("answer", [Say(notice("It was sent back")), None])
async def test_a_button_that_opens_no_form_after_all_says_why_in_the_dialog(
    door: TeamsRequests,
    receiver: RecordingReceiver,
    connector: FakeConnector,
    draft: PostedMessage,
    answer: Say | None,
) -> None:
    receiver.reply = lambda _: answer
    reply = await door.press(on(connector, "Send back"))
    if answer:
        assert words_in(in_dialog(reply)) == "It was sent back"
    else:
        assert reply == {"task": {"type": "message", "value": "Done."}}


async def test_a_button_in_a_dialog_is_pressed_there(
    door: TeamsRequests,
    receiver: RecordingReceiver,
    connector: FakeConnector,
    draft: PostedMessage,
) -> None:
    receiver.reply = lambda _: Say(DRAFT)
    shown = in_dialog(await door.press(on(connector, "Send back")))
    receiver.reply = lambda _: Say(notice("Approved"))
    data = button(shown, "Approve")["data"]
    reply = await door.invoke("task/submit", {"data": data})
    asked = receiver.asked[-1]
    assert isinstance(asked, ButtonPressed)
    assert (asked.action, asked.value) == ("approve", "7")
    assert words_in(in_dialog(reply)) == "Approved"


async def test_a_button_sent_as_a_message_is_answered_and_is_no_message(
    door: TeamsRequests,
    receiver: RecordingReceiver,
    connector: FakeConnector,
    draft: PostedMessage,
) -> None:
    receiver.reply = lambda _: Replace(notice("Approved"))
    data = on(connector, "Approve")["data"]
    made = said(door.service_url, "", thread=draft.message_id)
    made |= {"value": data, "replyToId": draft.message_id}
    assert (await door.send(made)).status == 200
    await until(lambda: connector.visible(CHANNEL) == ["Approved"])
    assert not receiver.received


async def test_what_takes_long_is_answered_in_the_chat(
    door: TeamsRequests,
    receiver: RecordingReceiver,
    connector: FakeConnector,
    draft: PostedMessage,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("adapters.teams.invokes.ANSWER_WITHIN", 0.05)
    receiver.thought.clear()
    receiver.reply = lambda _: Say(notice("At last"))
    reply = await door.press(on(connector, "Approve"))
    assert reply["value"].startswith("I am still working on this.")
    assert not connector.visible(connector.chat_with(ANN))
    receiver.thought.set()
    await until(lambda: connector.visible(connector.chat_with(ANN)) == ["At last"])


async def test_a_card_is_replaced_though_it_took_long(
    door: TeamsRequests,
    receiver: RecordingReceiver,
    connector: FakeConnector,
    draft: PostedMessage,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("adapters.teams.invokes.ANSWER_WITHIN", 0.05)
    receiver.thought.clear()
    receiver.reply = lambda _: Replace(notice("Approved at last"))
    await door.press(on(connector, "Approve"), replyToId=draft.message_id)
    receiver.thought.set()
    await until(lambda: connector.visible(CHANNEL) == ["Approved at last"])


async def test_others_are_answered_while_one_waits(
    door: TeamsRequests,
    receiver: RecordingReceiver,
    connector: FakeConnector,
    draft: PostedMessage,
) -> None:
    receiver.thought.clear()
    waiting = asyncio.create_task(door.press(on(connector, "Approve")))
    await until(lambda: receiver.asked)
    assert (await door.say("Meanwhile")).status == 200
    assert not waiting.done()
    receiver.thought.set()
    await waiting


@pytest.mark.parametrize(
    "data",
    [{}, {"ct": {}}, {"ct": "x"}, {"ct": {"action": ""}}, {"ct": {"action": 7}}, {"other": 1}],
)
async def test_what_is_no_button_of_ours_is_refused(
    door: TeamsRequests, receiver: RecordingReceiver, data: Json
) -> None:
    made = door.activity("invoke", name="adaptiveCard/action") | in_channel()
    made["value"] = {"action": {"type": "Action.Execute", "verb": "press", "data": data}}
    assert (await door.send(made)).status == 400
    assert not receiver.asked
