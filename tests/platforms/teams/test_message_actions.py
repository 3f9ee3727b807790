"""Actions on a message, from its menu: each of the five, with a form or a card for an answer."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.cards import Ask, Form, Invalid, Say, TextField, notice
from bot.events import FormSubmitted, MessageAction, MessageActionChosen
from tests.contracts.recording import RecordingReceiver
from tests.platforms.teams.activities import BOB, in_channel, in_group_chat, payload_of, said
from tests.platforms.teams.adaptive_cards import check_card, words_in
from tests.platforms.teams.fake_connector import ANN, CHANNEL, GROUP_CHAT, FakeConnector
from tests.platforms.teams.reading import Json, in_dialog, sent
from tests.platforms.teams.teams_requests import TeamsRequests

ROOT = "1779999999000"
FORM = Form("lesson", "Save as lesson", (TextField("what", "What happened", value="We rang"),))


def value(action: str, about: Json, **changes: Any) -> Json:
    payload = payload_of(about) | changes
    return {"commandId": action, "commandContext": "message", "messagePayload": payload}


async def act(door: TeamsRequests, action: str, about: Json, **changes: Any) -> Json:
    where = {"conversation": about["conversation"], "channelData": about["channelData"]}
    return await door.invoke(
        "composeExtension/fetchTask", value(action, about, **changes), ANN, **where
    )


@pytest.mark.parametrize("action", MessageAction)
async def test_each_action_is_told_with_the_message(
    door: TeamsRequests,
    receiver: RecordingReceiver,
    connector: FakeConnector,
    action: MessageAction,
) -> None:
    receiver.reply = lambda _: Say(notice("Captured"))
    about = said(door.service_url, "Ring back & wait", BOB, thread=ROOT)
    reply = await act(door, action, about)
    (chosen,) = receiver.asked
    assert isinstance(chosen, MessageActionChosen)
    assert (chosen.action, chosen.message_id) == (action, about["id"])
    assert (chosen.text, chosen.author.user_id, chosen.author.name) == (
        "Ring back & wait",
        BOB,
        "Bob Baker",
    )
    assert chosen.posted_at == datetime.fromisoformat(about["timestamp"]).astimezone(UTC)
    assert chosen.permalink == (f"https://teams.microsoft.com/l/message/{CHANNEL}/{about['id']}")
    assert (chosen.where.conversation, chosen.where.thread) == (CHANNEL, ROOT)
    assert chosen.who.user_id == ANN
    assert words_in(in_dialog(reply)) == "Captured"
    assert not connector.posted


async def test_a_thread_s_root_is_in_no_thread(
    door: TeamsRequests, receiver: RecordingReceiver
) -> None:
    about = said(door.service_url, "Who pays?", BOB)
    await act(door, "this_answers_it", about)
    chosen = receiver.asked[0]
    assert (chosen.where.conversation, chosen.where.thread) == (CHANNEL, None)


async def test_an_action_in_a_group_chat(door: TeamsRequests, receiver: RecordingReceiver) -> None:
    await act(door, "save_as_lesson", said(door.service_url, "Ring", BOB) | in_group_chat())
    assert receiver.asked[0].where.conversation == GROUP_CHAT


async def test_html_is_read_as_people_see_it(
    door: TeamsRequests, receiver: RecordingReceiver
) -> None:
    content = '<div>See <a href="https://example.org/a">this</a><ul><li>One</li></ul></div>'
    about = said(door.service_url, "", BOB)
    await act(door, "save_as_lesson", about, body={"contentType": "html", "content": content})
    chosen = receiver.asked[0]
    assert isinstance(chosen, MessageActionChosen)
    assert chosen.text == "See this (https://example.org/a)\n- One"


async def test_an_address_that_is_no_message_s_is_not_taken(
    door: TeamsRequests, receiver: RecordingReceiver
) -> None:
    about = said(door.service_url, "Ring", BOB)
    await act(door, "save_as_lesson", about, linkToMessage="https://example.org/phish")
    chosen = receiver.asked[0]
    assert isinstance(chosen, MessageActionChosen)
    assert str(chosen.permalink).startswith("https://teams.microsoft.com/l/message/")


async def test_the_form_is_prefilled_sent_and_mended(
    door: TeamsRequests, receiver: RecordingReceiver
) -> None:
    about = said(door.service_url, "Ring back", BOB)
    receiver.reply = lambda _: Ask(FORM)
    reply = await act(door, "save_as_lesson", about)
    card = in_dialog(reply)
    check_card(card)
    assert reply["task"]["value"]["title"] == "Save as lesson"
    receiver.reply = lambda _: Invalid({"what": "Say more"})
    submitted = value("save_as_lesson", about) | {"data": sent(card, "Save", {})}
    again = in_dialog(await door.invoke("composeExtension/submitAction", submitted))
    assert "Error: Say more" in words_in(again)
    receiver.reply = lambda _: Say(notice("The lesson is saved"))
    submitted |= {"data": sent(again, "Save", {"what": "More"})}
    reply = await door.invoke("composeExtension/submitAction", submitted, **in_channel(ROOT))
    form = receiver.asked[-1]
    assert isinstance(form, FormSubmitted)
    assert (form.text("what"), form.where.thread) == ("More", ROOT)
    assert words_in(in_dialog(reply)) == "The lesson is saved"


@pytest.mark.parametrize(
    "author", [None, {}, {"application": {"id": "28:bot", "displayName": "Builds"}, "user": None}]
)
async def test_only_people_s_messages_are_acted_on(
    door: TeamsRequests, receiver: RecordingReceiver, author: object
) -> None:
    reply = await act(door, "save_as_lesson", said(door.service_url, "Hello"), **{"from": author})
    assert words_in(in_dialog(reply)) == "This works on messages that people wrote."
    assert not receiver.asked


async def test_an_action_that_there_is_not_is_refused(
    door: TeamsRequests, receiver: RecordingReceiver
) -> None:
    made = door.activity("invoke", name="composeExtension/fetchTask") | in_channel()
    made["value"] = value("delete_everything", said(door.service_url, "Hello"))
    assert (await door.send(made)).status == 400
    assert not receiver.asked
