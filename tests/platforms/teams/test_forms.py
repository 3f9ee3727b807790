"""Forms: in a dialog and in a chat, sent, mended, followed by another."""

from typing import Any

import pytest

from bot.cards import (
    Actions,
    Ask,
    Button,
    Card,
    ChoiceField,
    Form,
    Invalid,
    ManyField,
    Option,
    Replace,
    Say,
    TextField,
    notice,
    words,
)
from bot.events import FormSubmitted
from bot.ports import PostedMessage
from tests.contracts.recording import RecordingReceiver
from tests.platforms.teams.activities import in_private
from tests.platforms.teams.adaptive_cards import check_card, every, words_in
from tests.platforms.teams.fake_connector import ANN, CHANNEL, FakeConnector
from tests.platforms.teams.places import channel
from tests.platforms.teams.reading import Json, button, in_dialog, last_card, sent
from tests.platforms.teams.teams_requests import TeamsRequests
from tests.waiting import until

FORM = Form(
    form="lesson",
    title="Save as lesson",
    fields=(
        TextField("what", "What happened", value="We rang back", multiline=True),
        TextField("advice", "What you would tell others"),
        ChoiceField("worked", "Did it work?", (Option("yes", "Yes"), Option("no", "No"))),
        ManyField("steps", "Steps", (Option("a", "Set-up"), Option("b", "Launch"))),
    ),
    context="message 7",
)
NEXT = Form("share", "Share it?", (TextField("who", "With whom"),), submit="Share")
TYPED = {"what": " We rang back at once ", "advice": "Ring", "worked": "yes", "steps": "a,b"}
OPENER = Card(
    text="A draft",
    elements=(words("A draft"), Actions((Button("Open", "open", "9", opens_form=True),))),
)


@pytest.fixture
async def standing(door: TeamsRequests, adapter: Any, connector: FakeConnector) -> PostedMessage:
    """A card in the channel with a button that opens a form."""
    posted = await adapter.post(channel(connector), OPENER, 0, "draft")
    assert isinstance(posted, PostedMessage)
    return posted


@pytest.fixture
async def dialog(
    door: TeamsRequests,
    receiver: RecordingReceiver,
    connector: FakeConnector,
    standing: PostedMessage,
) -> Json:
    """The form, open in a dialog."""
    receiver.reply = lambda _: Ask(FORM)
    opener = button(last_card(connector, CHANNEL), "Open")
    return in_dialog(await door.press(opener, replyToId=standing.message_id))


@pytest.fixture
async def inline(
    door: TeamsRequests, receiver: RecordingReceiver, connector: FakeConnector
) -> Json:
    """The form, standing in Ann's private chat."""
    receiver.reply = lambda _: Ask(FORM)
    await door.tell_us("lesson")
    await until(lambda: bool(connector.kept[connector.chat_with(ANN)]))
    return last_card(connector, connector.chat_with(ANN))


async def submit(door: TeamsRequests, card: Json, typed: Json, **changes: Any) -> Json:
    return await door.invoke("task/submit", {"data": sent(card, "Save", typed)}, **changes)


async def send(door: TeamsRequests, card: Json, typed: Json) -> Json:
    pressed = button(card, "Save") | {"data": sent(card, "Save", typed)}
    return await door.press(pressed, **in_private())


def stands(card: Json) -> Json:
    inputs = [one for one in every(card) if str(one.get("type")).startswith("Input.")]
    return {one["id"]: one.get("value", "") for one in inputs}


def last_sent(receiver: RecordingReceiver) -> FormSubmitted:
    asked = receiver.asked[-1]
    assert isinstance(asked, FormSubmitted)
    return asked


async def test_a_form_comes_back_as_it_was_filled_in(
    door: TeamsRequests, receiver: RecordingReceiver, dialog: Json
) -> None:
    receiver.reply = lambda _: None
    assert await submit(door, dialog, TYPED) == {}
    form = last_sent(receiver)
    assert (form.form, form.context) == ("lesson", "message 7")
    assert form.text("what") == "We rang back at once"
    assert form.text("worked") == "yes"
    assert form.chosen("steps") == ("a", "b")
    assert (form.who.user_id, form.where.conversation) == (ANN, CHANNEL)


async def test_what_was_left_out_comes_back_empty_and_what_was_not_asked_not_at_all(
    door: TeamsRequests, receiver: RecordingReceiver, dialog: Json
) -> None:
    receiver.reply = lambda _: None
    await submit(door, dialog, {"what": "x", "advice": None, "steps": 7, "role": "administrator"})
    form = last_sent(receiver)
    assert form.values == {"what": "x", "advice": "", "worked": "", "steps": ()}


async def test_what_there_is_to_mend_is_shown_with_what_was_typed(
    door: TeamsRequests, receiver: RecordingReceiver, dialog: Json
) -> None:
    receiver.reply = lambda _: Invalid({"advice": "One sentence, please"})
    again = in_dialog(await submit(door, dialog, TYPED))
    check_card(again)
    assert "Error: One sentence, please" in words_in(again)
    assert stands(again) == TYPED
    receiver.reply = lambda _: None
    assert await submit(door, again, {"advice": "Ring them."}) == {}
    assert last_sent(receiver).text("advice") == "Ring them."


async def test_the_same_mistake_twice_is_said_twice(
    door: TeamsRequests, receiver: RecordingReceiver, dialog: Json
) -> None:
    receiver.reply = lambda _: Invalid({"advice": "One sentence, please"})
    again = in_dialog(await submit(door, dialog, TYPED))
    more = in_dialog(await submit(door, again, TYPED))
    assert "One sentence" in words_in(more)
    assert len({one.event_id for one in receiver.asked[-2:]}) == 2


async def test_another_form_may_follow(
    door: TeamsRequests, receiver: RecordingReceiver, dialog: Json
) -> None:
    receiver.reply = lambda _: Ask(NEXT)
    reply = await submit(door, dialog, TYPED)
    assert reply["task"]["value"]["title"] == "Share it?"
    assert "With whom" in words_in(in_dialog(reply))


async def test_an_answer_is_shown_in_the_dialog(
    door: TeamsRequests, receiver: RecordingReceiver, connector: FakeConnector, dialog: Json
) -> None:
    receiver.reply = lambda _: Say(notice("The lesson is saved"))
    reply = await submit(door, dialog, TYPED)
    assert words_in(in_dialog(reply)) == "The lesson is saved"
    assert not connector.visible(connector.chat_with(ANN))


async def test_replace_changes_the_card_behind_the_dialog_and_closes_it(
    door: TeamsRequests,
    receiver: RecordingReceiver,
    connector: FakeConnector,
    standing: PostedMessage,
    dialog: Json,
) -> None:
    receiver.reply = lambda _: Replace(notice("Sent back"))
    assert await submit(door, dialog, TYPED, replyToId=standing.message_id) == {}
    assert connector.visible(CHANNEL) == ["Sent back"]


async def test_replace_is_shown_in_the_dialog_when_the_card_is_gone(
    door: TeamsRequests,
    receiver: RecordingReceiver,
    connector: FakeConnector,
    standing: PostedMessage,
    dialog: Json,
) -> None:
    connector.kept[CHANNEL].clear()
    receiver.reply = lambda _: Replace(notice("Sent back"))
    reply = await submit(door, dialog, TYPED, replyToId=standing.message_id)
    assert words_in(in_dialog(reply)) == "Sent back"


async def test_a_form_in_a_chat_gives_way_to_its_answer(
    door: TeamsRequests, receiver: RecordingReceiver, inline: Json
) -> None:
    check_card(inline)
    receiver.reply = lambda _: Say(notice("The lesson is saved"))
    reply = await send(door, inline, TYPED)
    assert words_in(reply["value"]) == "The lesson is saved"
    assert last_sent(receiver).chosen("steps") == ("a", "b")


async def test_a_form_in_a_chat_without_an_answer_says_that_it_is_done(
    door: TeamsRequests, receiver: RecordingReceiver, inline: Json
) -> None:
    receiver.reply = lambda _: None
    assert words_in((await send(door, inline, TYPED))["value"]) == "Done."


async def test_a_form_in_a_chat_is_mended_there(
    door: TeamsRequests, receiver: RecordingReceiver, inline: Json
) -> None:
    receiver.reply = lambda _: Invalid({"advice": "One sentence, please"})
    again = (await send(door, inline, TYPED))["value"]
    check_card(again)
    assert "Error: One sentence, please" in words_in(again)
    assert stands(again) == TYPED
    receiver.reply = lambda _: Ask(NEXT)
    assert "With whom" in words_in((await send(door, again, TYPED))["value"])


async def test_a_long_answer_to_a_form_in_a_chat_goes_on_below(
    door: TeamsRequests, receiver: RecordingReceiver, connector: FakeConnector, inline: Json
) -> None:
    long = Card(text="Long", elements=tuple(words(f"{n} " + "x" * 3000) for n in range(6)))
    receiver.reply = lambda _: Say(long)
    reply = await send(door, inline, TYPED)
    below = connector.visible(connector.chat_with(ANN))[1:]
    assert below
    assert all(str(number) in words_in(reply["value"]) + "".join(below) for number in range(6))


@pytest.mark.parametrize("packed", [None, "", "x", "eJw=", 7])
async def test_a_form_that_can_not_be_read_is_refused(
    door: TeamsRequests, receiver: RecordingReceiver, dialog: Json, packed: object
) -> None:
    data = sent(dialog, "Save", TYPED)
    data["ct"]["packed"] = packed
    made = door.activity("invoke", name="task/submit", value={"data": data})
    made |= in_private()
    asked = len(receiver.asked)
    assert (await door.send(made)).status == 400
    assert len(receiver.asked) == asked
