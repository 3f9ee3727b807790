"""Commands, actions, buttons and forms: asked, answered, and shown to the right person."""

from bot.cards import Actions, Ask, Button, Card, Form, Invalid, Replace, Say, TextField, notice
from bot.events import (
    ButtonPressed,
    CommandGiven,
    FormSubmitted,
    HomeOpened,
    MessageAction,
    MessageActionChosen,
)
from bot.ports import Destination
from tests.platforms.workspace.conftest import Page, RecordingReceiver

FORM = Form("lesson", "Save as lesson", (TextField("advice", "Advice"),), context="m1")


async def test_a_command_is_answered_in_private(page: Page, receiver: RecordingReceiver) -> None:
    receiver.reply = lambda _: Say(notice("Three hubs asked before"))
    answer = await page.interact(
        "ann", type="command", channel="hubs", command="ask", text=" who pays? "
    )
    (given,) = receiver.interactions
    assert isinstance(given, CommandGiven)
    assert (given.command, given.text, given.where.conversation) == ("ask", "who pays?", "hubs")
    shown = (await page.get("channels/hubs/messages?person=ann"))["messages"]
    assert [(one["id"], one["private"], one["text"]) for one in shown] == [
        (answer["message"], True, "Three hubs asked before")
    ]
    assert (await page.get("channels/hubs/messages?person=bob"))["messages"] == []
    assert (await page.ask("GET", f"messages/{answer['message']}?person=bob")).status == 404


async def test_a_private_answer_can_be_dismissed(page: Page, receiver: RecordingReceiver) -> None:
    receiver.reply = lambda _: Say(notice("Only for you"))
    answer = await page.interact("ann", type="command", channel="hubs", command="ask")
    await page.send("DELETE", f"messages/{answer['message']}", person="ann")
    assert (await page.get("channels/hubs/messages?person=ann"))["messages"] == []
    await page.post("ann", "Next")
    assert len(await receiver.told(1)) == 1


async def test_a_command_in_a_thread_is_answered_there(
    page: Page, receiver: RecordingReceiver
) -> None:
    receiver.reply = lambda _: Say(notice("Here"))
    root = await page.post("bob", "Root")
    await page.interact("ann", type="command", channel="hubs", thread=root, command="ask")
    assert receiver.interactions[0].where.thread == root
    thread = await page.get(f"messages/{root}/thread?person=ann")
    assert [reply["text"] for reply in thread["replies"]] == ["Here"]
    assert thread["root"]["replies"] == 0


async def test_an_action_opens_a_form_that_is_mended_and_taken(
    page: Page, receiver: RecordingReceiver
) -> None:
    message = await page.post("bob", "Ring back the same day")

    def reply(interaction: object) -> Ask | Invalid | None:
        if isinstance(interaction, MessageActionChosen):
            return Ask(FORM)
        assert isinstance(interaction, FormSubmitted)
        return None if interaction.text("advice") else Invalid({"advice": "Say what you advise"})

    receiver.reply = reply
    asked = await page.interact(
        "ann", type="action", channel="hubs", action="save_as_lesson", message=message
    )
    assert asked["answer"] == "ask"
    assert asked["form"]["fields"][0]["label"] == "Advice"
    sent = {"type": "form", "channel": "hubs", "form": "lesson", "context": "m1"}
    wrong = await page.interact("ann", **sent, values={"advice": " "})
    assert wrong == {"answer": "invalid", "errors": {"advice": "Say what you advise"}}
    assert await page.interact("ann", **sent, values={"advice": "Ring", "who": ["a", "b"]}) == {
        "answer": "done"
    }
    chosen, _, submitted = receiver.interactions
    assert isinstance(chosen, MessageActionChosen)
    assert chosen.action is MessageAction.SAVE_AS_LESSON
    assert (chosen.author.user_id, chosen.text) == ("bob", "Ring back the same day")
    assert isinstance(submitted, FormSubmitted)
    assert submitted.context == "m1"
    assert submitted.chosen("who") == ("a", "b")


async def test_a_button_replaces_its_card(page: Page, receiver: RecordingReceiver) -> None:
    receiver.reply = lambda _: Replace(notice("Approved"))
    card = Card("Draft", (Actions((Button("Approve", "approve", "7"),)),))
    where = Destination(platform="workspace", tenant="local", conversation="hubs")
    posted = await page.adapter.post(where, card, 0, "k")
    answer = await page.interact(
        "fay", type="button", channel="hubs", message=posted.message_id, action="approve", value="7"
    )
    (pressed,) = receiver.interactions
    assert isinstance(pressed, ButtonPressed)
    assert (pressed.action, pressed.value) == ("approve", "7")
    assert answer == {"answer": "replace", "message": posted.message_id}
    (shown,) = (await page.get("channels/hubs/messages?person=bob"))["messages"]
    assert shown["text"] == "Approved"


async def test_a_form_from_a_button_can_replace_the_buttons_card(
    page: Page, receiver: RecordingReceiver
) -> None:
    receiver.reply = lambda _: Replace(notice("Sent back"))
    where = Destination(platform="workspace", tenant="local", conversation="hubs")
    posted = await page.adapter.post(where, notice("Draft"), 0, "k")
    sent = {"type": "form", "channel": "hubs", "form": "back", "values": {"why": "Too long"}}
    await page.interact("fay", message=posted.message_id, **sent)
    (shown,) = (await page.get("channels/hubs/messages?person=bob"))["messages"]
    assert shown["text"] == "Sent back"


async def test_home_is_a_card_of_ones_own(page: Page, receiver: RecordingReceiver) -> None:
    receiver.reply = lambda _: Say(Card("Your page", title="Your page"))
    answer = await page.interact("ann", type="home")
    (opened,) = receiver.interactions
    assert isinstance(opened, HomeOpened)
    assert opened.where.private
    assert answer["card"]["title"] == "Your page"
    assert (await page.get("channels/dm-ann/messages?person=ann"))["messages"] == []


async def test_a_button_on_a_card_that_is_not_yours_is_refused(
    page: Page, receiver: RecordingReceiver
) -> None:
    where = Destination(platform="workspace", tenant="local", conversation="hubs", user_id="ann")
    posted = await page.adapter.post(where, notice("For Ann"), 0, "k")
    body = {"person": "bob", "type": "button", "channel": "hubs", "message": posted.message_id}
    assert (await page.ask("POST", "interactions", {**body, "action": "x"})).status == 404
    assert receiver.interactions == []
