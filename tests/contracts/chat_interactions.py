"""What every chat adapter must make of what people wait for: commands, actions, buttons, forms."""

import asyncio

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
from bot.events import (
    ButtonPressed,
    CommandGiven,
    FormSubmitted,
    MessageAction,
    MessageActionChosen,
    MessagePosted,
)
from bot.ports import PostedMessage
from tests.contracts.scene import Scene
from tests.contracts.watching import asked, comes_from, heard, seen, shown, unseen

FORM = Form(
    form="lesson",
    title="Save as lesson",
    fields=(
        TextField("what", "What happened", value="We rang back", multiline=True),
        TextField("advice", "What you would tell others"),
        ChoiceField("worked", "Did it work?", (Option("yes", "It did"), Option("no", "Not yet"))),
        ManyField("steps", "Steps", (Option("a", "Set-up"), Option("b", "Launch"))),
    ),
    context="message 7",
)
FILLED: dict[str, str | tuple[str, ...]] = {
    "what": "We rang back at once",
    "advice": "Ring <the same> day & write",
    "worked": "no",
    "steps": ("a", "b"),
}
DRAFT = Card(
    text="A draft waits",
    elements=(
        words("A draft waits"),
        Actions(
            (
                Button("Approve", "approve", "7", style="primary"),
                Button("Remove", "remove", "8", style="danger", confirm="Remove this?"),
                Button("Send back", "back", "9", opens_form=True),
            )
        ),
    ),
)


async def post_draft(scene: Scene) -> PostedMessage:
    """Post a card with buttons in the channel."""
    return await scene.adapter.post(scene.here, DRAFT, 0, "draft")


class ChatInteractionsContract:
    """The contract of what is answered; `ChatEventsContract` is the whole."""

    async def test_asks_a_command_and_tells_only_who_gave_it(self, scene: Scene) -> None:
        scene.receiver.reply = lambda _: Say(notice("Three hubs asked before"))
        await scene.command(scene.ann, "ask", "who pays for R&D & <b>?")
        given = await asked(scene, CommandGiven)
        comes_from(scene, given, scene.ann)
        assert (given.command, given.text) == ("ask", "who pays for R&D & <b>?")
        await seen(scene, scene.ann, "Three hubs asked before")
        assert await unseen(scene, scene.bob, "Three hubs asked before")
        assert not scene.receiver.received

    async def test_asks_a_command_with_nothing_after_it(self, scene: Scene) -> None:
        await scene.command(scene.ann, "themes")
        given = await asked(scene, CommandGiven)
        assert (given.command, given.text) == ("themes", "")

    async def test_asks_a_command_given_in_private(self, scene: Scene) -> None:
        scene.receiver.reply = lambda _: Say(notice("This is held about you"))
        await scene.command(scene.ann, "mydata", private=True)
        given = await asked(scene, CommandGiven)
        assert given.where.private
        assert given.who.user_id == scene.ann
        await seen(scene, scene.ann, "This is held about you")
        assert await unseen(scene, scene.bob, "This is held about you")

    async def test_a_command_may_open_a_form(self, scene: Scene) -> None:
        scene.receiver.reply = lambda _: Ask(FORM)
        await scene.command(scene.ann, "lesson")
        form = await shown(scene, scene.ann)
        for expected in (
            "Save as lesson", "What happened", "What you would tell others", "Did it work?",
            "It did", "Not yet", "Steps", "Set-up", "Launch",
        ):  # fmt: skip
            assert expected in form.words
        assert form.values["what"] == "We rang back"
        assert await scene.form(scene.bob) is None
        await self.fill_in(scene, 2)

    async def fill_in(self, scene: Scene, count: int) -> None:
        """Send the form that Ann has before her; it is to be the interaction of that number."""
        scene.receiver.reply = lambda _: Say(notice("The lesson is saved"))
        await scene.submit(scene.ann, FILLED)
        sent = await asked(scene, FormSubmitted, count)
        comes_from(scene, sent, scene.ann)
        assert (sent.form, sent.context) == ("lesson", "message 7")
        assert {name: sent.text(name) for name in ("what", "advice", "worked")} == {
            name: FILLED[name] for name in ("what", "advice", "worked")
        }
        assert sent.chosen("steps") == ("a", "b")
        await seen(scene, scene.ann, "The lesson is saved")
        assert await unseen(scene, scene.bob, "The lesson is saved")
        assert await scene.form(scene.ann) is None

    async def test_a_form_comes_back_as_it_stood_when_little_was_filled_in(
        self, scene: Scene
    ) -> None:
        scene.receiver.reply = lambda _: Ask(FORM)
        await scene.command(scene.ann, "lesson")
        await shown(scene, scene.ann)
        scene.receiver.reply = lambda _: None
        await scene.submit(scene.ann, {"advice": "Ring", "worked": "yes"})
        sent = await asked(scene, FormSubmitted, 2)
        assert (sent.text("what"), sent.text("advice")) == ("We rang back", "Ring")
        assert sent.text("worked") == "yes"
        assert sent.chosen("steps") == ()

    async def test_what_to_mend_is_said_beside_what_was_typed(self, scene: Scene) -> None:
        scene.receiver.reply = lambda _: Ask(FORM)
        await scene.command(scene.ann, "lesson")
        await shown(scene, scene.ann)
        scene.receiver.reply = lambda _: Invalid({"advice": "Say it in one sentence"})
        await scene.submit(scene.ann, FILLED)
        await asked(scene, FormSubmitted, 2)
        form = await shown(scene, scene.ann)
        while "Say it in one sentence" not in form.words:
            form = await shown(scene, scene.ann)
            await asyncio.sleep(0.005)
        assert form.values == FILLED
        assert "Did it work?" in form.words
        assert await unseen(scene, scene.bob, "Say it in one sentence")
        await self.fill_in(scene, 3)

    @pytest.mark.parametrize("action", MessageAction)
    async def test_asks_each_action_on_a_message(self, scene: Scene, action: MessageAction) -> None:
        root = await scene.say(scene.ann, "Who pays?")
        message = await scene.say(scene.bob, "Ring back & <wait>", thread=root)
        _, posted = await heard(scene, MessagePosted, 2)
        scene.receiver.reply = lambda _: Say(notice("Captured"))
        await scene.act(scene.ann, action, message)
        chosen = await asked(scene, MessageActionChosen)
        comes_from(scene, chosen, scene.ann)
        assert (chosen.action, chosen.message_id) == (action, message)
        assert (chosen.author.user_id, chosen.author.tenant) == (scene.bob, scene.here.tenant)
        assert (chosen.text, chosen.posted_at) == ("Ring back & <wait>", posted.at)
        assert chosen.where.thread == root
        await seen(scene, scene.ann, "Captured")
        assert await unseen(scene, scene.bob, "Captured")

    async def test_an_action_may_open_a_form(self, scene: Scene) -> None:
        message = await scene.say(scene.bob, "Ring back the same day")
        await heard(scene, MessagePosted)
        scene.receiver.reply = lambda _: Ask(FORM)
        await scene.act(scene.ann, MessageAction.SAVE_AS_LESSON, message)
        form = await shown(scene, scene.ann)
        assert "Save as lesson" in form.words
        assert form.values["what"] == "We rang back"
        await self.fill_in(scene, 2)

    async def test_asks_a_button_and_tells_only_who_pressed_it(self, scene: Scene) -> None:
        posted = await post_draft(scene)
        scene.receiver.reply = lambda _: Say(notice("You may not approve this"))
        await scene.press(scene.ann, posted, "Approve")
        pressed = await asked(scene, ButtonPressed)
        comes_from(scene, pressed, scene.ann)
        assert (pressed.action, pressed.value) == ("approve", "7")
        await seen(scene, scene.ann, "You may not approve this")
        assert await unseen(scene, scene.bob, "You may not approve this")
        await seen(scene, scene.bob, "A draft waits")

    async def test_a_button_that_asks_whether_you_are_sure(self, scene: Scene) -> None:
        posted = await post_draft(scene)
        await scene.press(scene.ann, posted, "Remove")
        pressed = await asked(scene, ButtonPressed)
        assert (pressed.action, pressed.value) == ("remove", "8")

    async def test_a_button_may_replace_its_card_for_everybody(self, scene: Scene) -> None:
        posted = await post_draft(scene)
        scene.receiver.reply = lambda _: Replace(notice("Approved by Ann"))
        await scene.press(scene.ann, posted, "Approve")
        for person in (scene.ann, scene.bob):
            await seen(scene, person, "Approved by Ann")
            assert await unseen(scene, person, "A draft waits")
            assert len(await scene.sees(person)) == 1

    async def test_a_button_may_open_a_form_that_replaces_its_card(self, scene: Scene) -> None:
        posted = await post_draft(scene)
        scene.receiver.reply = lambda _: Ask(FORM)
        await scene.press(scene.ann, posted, "Send back")
        await asked(scene, ButtonPressed)
        await shown(scene, scene.ann)
        assert await scene.form(scene.bob) is None
        scene.receiver.reply = lambda _: Replace(notice("Sent back by Ann"))
        await scene.submit(scene.ann, FILLED)
        sent = await asked(scene, FormSubmitted, 2)
        assert (sent.form, sent.text("advice")) == ("lesson", FILLED["advice"])
        await seen(scene, scene.bob, "Sent back by Ann")
        assert await unseen(scene, scene.bob, "A draft waits")
        assert await scene.form(scene.ann) is None

    async def test_a_button_that_opens_a_form_may_say_why_it_does_not(self, scene: Scene) -> None:
        posted = await post_draft(scene)
        scene.receiver.reply = lambda _: Say(notice("It was sent back already"))
        await scene.press(scene.ann, posted, "Send back")
        await seen(scene, scene.ann, "It was sent back already")
        assert await unseen(scene, scene.bob, "It was sent back already")
        await seen(scene, scene.bob, "A draft waits")

    async def test_says_nothing_when_there_is_nothing_to_say(self, scene: Scene) -> None:
        posted = await post_draft(scene)
        await scene.press(scene.ann, posted, "Approve")
        await asked(scene, ButtonPressed)
        scene.receiver.reply = lambda _: Say(notice("Last words"))
        await scene.command(scene.ann, "ask", "more")
        await seen(scene, scene.ann, "Last words")
        assert [text for text in await scene.sees(scene.ann) if "Last words" not in text] == (
            await scene.sees(scene.bob)
        )
