"""What Teams sends again, under the same id or another: nothing is done or said twice."""

import asyncio
from typing import Any

import pytest

from bot.cards import Actions, Ask, Button, Card, Form, Replace, Say, TextField, notice, words
from tests.contracts.recording import RecordingReceiver
from tests.platforms.teams.activities import BOB, calling, payload_of, said
from tests.platforms.teams.adaptive_cards import words_in
from tests.platforms.teams.fake_connector import ANN, CHANNEL, FakeConnector
from tests.platforms.teams.places import channel
from tests.platforms.teams.reading import Json, button, in_dialog, last_card, sent
from tests.platforms.teams.teams_requests import TeamsRequests
from tests.waiting import until

DRAFT = Card(
    text="A draft",
    elements=(
        words("A draft"),
        Actions((Button("Approve", "approve", "7"), Button("Open", "open", opens_form=True))),
    ),
)
FORM = Form("share", "Share it?", (TextField("who", "With whom"),), submit="Share")


@pytest.fixture
async def approve(door: TeamsRequests, adapter: Any, connector: FakeConnector) -> Json:
    """A button on a card in the channel."""
    await adapter.post(channel(connector), DRAFT, 0, "draft")
    return button(last_card(connector, CHANNEL), "Approve")


async def test_a_press_sent_again_with_a_new_id_is_given_the_same_answer(
    door: TeamsRequests, receiver: RecordingReceiver, connector: FakeConnector, approve: Json
) -> None:
    receiver.reply = lambda _: Say(notice("Approved"))
    first, second = await door.press(approve), await door.press(approve)
    assert first == second
    assert len(receiver.asked) == 1
    assert connector.visible(connector.chat_with(ANN)) == ["Approved"]


async def test_presses_at_once_are_answered_once(
    door: TeamsRequests, receiver: RecordingReceiver, approve: Json
) -> None:
    receiver.reply = lambda _: Replace(notice("Approved"))
    replies = await asyncio.gather(*(door.press(approve) for _ in range(8)))
    assert {words_in(reply["value"]) for reply in replies} == {"Approved"}
    assert len(receiver.asked) == 1


async def test_a_press_sent_again_while_it_is_answered_waits_with_it(
    door: TeamsRequests,
    receiver: RecordingReceiver,
    connector: FakeConnector,
    approve: Json,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("adapters.teams.invokes.ANSWER_WITHIN", 0.05)
    receiver.thought.clear()
    receiver.reply = lambda _: Say(notice("Approved"))
    for _ in range(3):
        assert "still working" in (await door.press(approve))["value"]
    receiver.thought.set()
    await until(lambda: connector.visible(connector.chat_with(ANN)) == ["Approved"])
    assert "still working" in (await door.press(approve))["value"]
    assert len(receiver.asked) == 1
    assert connector.visible(connector.chat_with(ANN)) == ["Approved"]


async def test_presses_by_two_people_are_two(
    door: TeamsRequests, receiver: RecordingReceiver, connector: FakeConnector, approve: Json
) -> None:
    for person in connector.people:
        await door.press(approve, person)
    assert len({asked.event_id for asked in receiver.asked}) == 2


async def test_the_same_press_is_the_same_event_for_good(
    door: TeamsRequests,
    receiver: RecordingReceiver,
    approve: Json,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("adapters.teams.invokes.KEPT_SECONDS", 0.0)
    await door.press(approve)
    await door.press(approve)
    first, second = receiver.asked
    assert first.event_id == second.event_id


async def test_a_press_that_failed_may_be_tried_again(
    door: TeamsRequests, receiver: RecordingReceiver, approve: Json
) -> None:
    def fail(_: object) -> None:
        raise RuntimeError

    receiver.reply = fail
    assert "Something went wrong" in (await door.press(approve))["value"]
    receiver.reply = lambda _: Replace(notice("Approved"))
    assert words_in((await door.press(approve))["value"]) == "Approved"


async def test_a_form_may_be_opened_again_after_it_was_closed(
    door: TeamsRequests, receiver: RecordingReceiver, connector: FakeConnector, approve: Json
) -> None:
    receiver.reply = lambda _: Ask(FORM)
    opener = button(last_card(connector, CHANNEL), "Open")
    for _ in range(2):
        assert in_dialog(await door.press(opener))
    assert len({asked.event_id for asked in receiver.asked}) == 2


async def test_a_form_sent_again_is_the_same_unless_something_else_was_typed(
    door: TeamsRequests, receiver: RecordingReceiver, connector: FakeConnector, approve: Json
) -> None:
    receiver.reply = lambda _: Ask(FORM)
    card = in_dialog(await door.press(button(last_card(connector, CHANNEL), "Open")))
    receiver.reply = lambda _: Say(notice("Shared"))
    for typed in ("Ann", "Ann", "Bob"):
        await door.invoke("task/submit", {"data": sent(card, "Share", {"who": typed})})
    _, *forms = receiver.asked
    assert len(forms) == 2


async def test_a_message_action_sent_again_with_a_new_id_is_given_the_same_answer(
    door: TeamsRequests, receiver: RecordingReceiver
) -> None:
    receiver.reply = lambda _: Say(notice("Captured"))
    about = said(door.service_url, "Who pays?", BOB)
    replies = await asyncio.gather(*(act(door, about) for _ in range(4)))
    replies.append(await act(door, about))
    assert {words_in(in_dialog(reply)) for reply in replies} == {"Captured"}
    assert len(receiver.asked) == 1
    await act(door, about, BOB)
    await act(door, about | {"text": "Who pays now?"})
    assert len(receiver.asked) == 3


async def test_a_message_action_after_another_is_meant_anew(
    door: TeamsRequests, receiver: RecordingReceiver
) -> None:
    receiver.reply = lambda _: Ask(FORM)
    about = said(door.service_url, "Who pays?", BOB)
    card = in_dialog(await act(door, about))
    await act(door, about, action="dont_keep_this")
    await act(door, about)
    assert len(receiver.asked) == 3
    value = {"data": sent(card, "Share", {"who": "Ann"})}
    await door.invoke("composeExtension/submitAction", value)
    await act(door, about)
    assert len(receiver.asked) == 5


async def act(
    door: TeamsRequests, about: Json, user: str = ANN, action: str = "save_as_lesson"
) -> Json:
    value = {"commandId": action, "messagePayload": payload_of(about)}
    return await door.invoke("composeExtension/fetchTask", value, user)


async def test_a_command_sent_again_is_answered_once(
    door: TeamsRequests, receiver: RecordingReceiver, connector: FakeConnector
) -> None:
    receiver.reply = lambda _: Say(notice("Three hubs"))
    made = said(door.service_url, "") | calling("ask who pays?")
    for _ in range(3):
        assert (await door.send(made)).status == 200
    await until(lambda: bool(connector.visible(CHANNEL, made["id"])))
    assert connector.visible(connector.chat_with(ANN)) == ["Three hubs"]
    assert len(receiver.asked) == 1


async def test_a_message_sent_again_is_the_same_event(
    door: TeamsRequests, receiver: RecordingReceiver
) -> None:
    made = said(door.service_url, "Who pays?")
    await door.send(made)
    await door.send(made)
    first, second = receiver.received
    assert first.event_id == second.event_id
